import { instantAt } from "../../core/calendar/zone.ts";
import type { DayFrame } from "./day-frame.ts";
import { intersect, minutesOf, slice, subtract, totalMinutes, union } from "./intervals.ts";
import type { Interval } from "./intervals.ts";
import { countedAt } from "./rounding.ts";
import type { BreakRule, PlannedDay, ShiftRules, Why } from "./types.ts";
import { whyOf } from "./why.ts";

/** A stretch of presence that is a break. */
export interface BreakCut extends Interval {
  paid: boolean;
  why: Why;
}

export interface DayBreaks {
  cuts: readonly BreakCut[];
  /** Punched minutes above the allowance; 0 when within it or without one. */
  excessMinutes: number;
}

type AutoDeduct = Extract<BreakRule, { mode: "auto_deduct" }>;
type WindowBreak = Extract<BreakRule, { mode: "window" }>;

function autoDeducts(rules: ShiftRules | null): AutoDeduct[] {
  return (rules?.breaks ?? []).filter((rule) => rule.mode === "auto_deduct");
}

/** Fixed breaks of the day as intervals. */
function windowsOf({ date, zone, rules }: PlannedDay, paid: boolean): Interval[] {
  return (rules?.breaks ?? [])
    .filter((rule): rule is WindowBreak => rule.mode === "window" && rule.paid === paid)
    .map((rule) => ({
      from: instantAt(date, rule.startMinute, zone),
      to: instantAt(date, rule.endMinute, zone),
    }));
}

/** Unpaid fixed breaks: not to be worked, and nobody is missing in them. */
export function unpaidWindows(planned: PlannedDay): Interval[] {
  return windowsOf(planned, false);
}

/**
 * What an automatic break takes from a presence: it grows with the presence past `afterMinutes` up to its length, so that
 * staying longer never counts less (E1, E2).
 */
function deductionOf(rule: AutoDeduct, presenceMinutes: number): number {
  return Math.min(rule.minutes, Math.max(0, presenceMinutes - rule.afterMinutes));
}

/** Minutes due for a part of the plan, without its unpaid breaks: the price of leave is what it takes off this. */
export function dueMinutes(planned: PlannedDay, plan: readonly Interval[]): number {
  if (!planned.rules || planned.rules.breaks.length === 0)
    return Math.min(planned.expectedMinutes, totalMinutes(plan));
  const net = totalMinutes(subtract(plan, unpaidWindows(planned)));
  const deducted = autoDeducts(planned.rules).reduce(
    (sum, rule) => sum + deductionOf(rule, net),
    0,
  );
  const punched = (planned.rules?.breaks ?? []).reduce(
    (sum, rule) =>
      sum + (rule.mode === "punched" && !rule.paid && net > rule.minutes ? rule.minutes : 0),
    0,
  );
  return Math.min(planned.expectedMinutes, Math.max(0, net - deducted - punched));
}

/** Breaks inside the presence: punched ones, fixed ones, then what is still owed to automatic ones (E3: once, the longer counts). */
export function breaksOf(frame: DayFrame): DayBreaks {
  const punched = punchedBreaks(frame);
  const inPlan =
    frame.segments.length > 0 ? intersect(frame.presence, frame.segments) : frame.presence;
  const windows = [
    ...fixedBreaks(frame, inPlan, punched, false),
    ...fixedBreaks(frame, inPlan, punched, true),
  ];
  const automatic = automaticBreaks(frame, inPlan, [...punched, ...windows]);
  return { cuts: [...punched, ...windows, ...automatic], excessMinutes: excessOf(frame, punched) };
}

function punchedBreaks(frame: DayFrame): BreakCut[] {
  const { rules, pieces } = frame;
  const allowed = (rules?.breaks ?? []).filter(({ mode }) => mode === "punched");
  let paidLeft = minutesAllowed(allowed.filter(({ paid }) => paid));
  return pieces.flatMap((piece) =>
    piece.session.breaks.flatMap(({ start, end }) => {
      const { rounding, to: out } = piece.session;
      const until = end ?? piece.session.out;
      const from = countedAt(start, rounding);
      const whole = { from, to: (end ? countedAt(end, rounding) : out) ?? from };
      const taken = intersect([whole], [piece]);
      const why = whyOf(frame, "break_punched", {
        punchIds: until?.source === "system" || !until ? [start.id] : [start.id, until.id],
        inputs: { taken: totalMinutes(taken), limit: minutesAllowed(allowed) },
        formula: "end - start",
      });
      const paid = slice(taken, 0, paidLeft);
      paidLeft -= totalMinutes(paid);
      return [
        ...paid.map((part) => ({ ...part, paid: true, why })),
        ...subtract(taken, paid).map((part) => ({ ...part, paid: false, why })),
      ];
    }),
  );
}

function fixedBreaks(
  frame: DayFrame,
  inPlan: readonly Interval[],
  punched: readonly Interval[],
  paid: boolean,
): BreakCut[] {
  const { planned } = frame;
  if (planned.segments.length === 0) return [];
  return subtract(intersect(inPlan, windowsOf(planned, paid)), punched).map((part) => ({
    ...part,
    paid,
    why: whyOf(frame, "break_window", {
      punchIds: [],
      inputs: { taken: minutesOf(part) },
      formula: "presence in the window",
    }),
  }));
}

function automaticBreaks(
  frame: DayFrame,
  inPlan: readonly Interval[],
  cuts: readonly BreakCut[],
): BreakCut[] {
  const { rules, leave, segments, presence } = frame;
  const due = segments.length > 0 ? subtract(segments, leave) : hull(presence);
  const present = subtract(
    subtract(inPlan, leave),
    cuts.filter(({ why }) => why.rule === "break_window"),
  );
  let base = subtract(present, cuts);
  const span = totalMinutes(present);
  let taken =
    totalMinutes(gapsIn(due, inPlan)) +
    totalMinutes(cuts.filter((cut) => !cut.paid && cut.why.rule === "break_punched"));
  return autoDeducts(rules).flatMap((rule) => {
    const owed = deductionOf(rule, span);
    const extra = Math.max(0, owed - taken);
    taken = Math.max(0, taken - owed);
    const skip = Math.max(0, Math.min(rule.afterMinutes, totalMinutes(base) - extra));
    const parts = slice(base, skip, extra);
    base = subtract(base, parts);
    const inputs = {
      presence: span,
      after: rule.afterMinutes,
      break: rule.minutes,
      taken: owed - extra,
      deducted: extra,
    };
    const why = whyOf(frame, "break_auto_deduct", {
      punchIds: [],
      inputs,
      formula: "min(break, presence - after) - taken",
    });
    return parts.map((part) => ({ ...part, paid: false, why }));
  });
}

function hull(intervals: readonly Interval[]): Interval[] {
  const first = intervals[0];
  const last = intervals.at(-1);
  return first && last ? [{ from: first.from, to: last.to }] : [];
}

/** Due time between the first and the last presence that nobody was there. */
function gapsIn(due: readonly Interval[], presence: readonly Interval[]): Interval[] {
  return subtract(intersect(due, hull(union(presence))), presence);
}

function excessOf({ rules }: DayFrame, punched: readonly BreakCut[]): number {
  const allowed = minutesAllowed(rules?.breaks ?? []);
  return allowed === 0 ? 0 : Math.max(0, totalMinutes(punched) - allowed);
}

/** Minutes of the breaks that have no fixed hour. */
const minutesAllowed = (breaks: readonly BreakRule[]): number =>
  breaks.reduce((sum, rule) => sum + (rule.mode === "window" ? 0 : rule.minutes), 0);
