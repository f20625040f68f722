import { instantAt } from "../../core/calendar/zone.ts";
import type { DayFrame } from "./day-frame.ts";
import { intersect, minutesOf, slice, subtract, totalMinutes } from "./intervals.ts";
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

/** Breaks of one mode that a shift has. */
function breaksBy<Mode extends BreakRule["mode"]>(rules: ShiftRules | null, mode: Mode) {
  return (rules?.breaks ?? []).filter(
    (rule): rule is Extract<BreakRule, { mode: Mode }> => rule.mode === mode,
  );
}

/** Fixed breaks of the day as intervals. */
function windowsOf({ date, zone, rules }: PlannedDay, paid: boolean): Interval[] {
  return breaksBy(rules, "window")
    .filter((rule) => rule.paid === paid)
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
 * What a break takes from so much time: it grows past `afterMinutes` up to its length, so that staying longer never counts
 * less (E1, E2).
 */
function deductionOf(length: number, afterMinutes: number, minutes: number): number {
  return Math.min(length, Math.max(0, minutes - afterMinutes));
}

/** Minutes due for a part of the plan: the price of leave is what it takes off this. */
export const dueMinutes = (planned: PlannedDay, plan: readonly Interval[]): number =>
  Math.min(planned.expectedMinutes, netMinutes(planned, plan));

/** Minutes without the unpaid breaks. What is no longer than a break to be punched has none of it. */
export function netMinutes(planned: PlannedDay, plan: readonly Interval[]): number {
  const net = totalMinutes(subtract(plan, unpaidWindows(planned)));
  const unpaid = [
    ...breaksBy(planned.rules, "auto_deduct").map((rule) =>
      deductionOf(rule.minutes, rule.afterMinutes, net),
    ),
    ...breaksBy(planned.rules, "punched").map((rule) =>
      rule.paid ? 0 : deductionOf(rule.minutes, rule.minutes, net),
    ),
  ];
  return Math.max(
    0,
    unpaid.reduce((left, minutes) => left - minutes, net),
  );
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
  const allowed = breaksBy(frame.rules, "punched");
  const limit = lengthOf(allowed);
  let paidLeft = lengthOf(allowed.filter(({ paid }) => paid));
  return frame.pieces.flatMap((piece) =>
    piece.session.breaks.flatMap(({ start, end }) => {
      const { rounding, to: out } = piece.session;
      const ends = [start, end ?? piece.session.out];
      const from = countedAt(start, rounding);
      const whole = { from, to: (end ? countedAt(end, rounding) : out) ?? from };
      const taken = intersect([whole], [piece]);
      const why = whyOf(frame, "break_punched", {
        punchIds: ends.flatMap((punch) => (punch && punch.source !== "system" ? [punch.id] : [])),
        inputs: { taken: totalMinutes(taken), limit },
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
  const { rules, leave, segments } = frame;
  const between = hull(inPlan);
  const due = segments.length > 0 ? intersect(subtract(segments, leave), between) : between;
  const present = subtract(
    subtract(inPlan, leave),
    cuts.filter(({ why }) => why.rule === "break_window"),
  );
  let base = subtract(present, cuts);
  const span = totalMinutes(present);
  let taken =
    totalMinutes(subtract(due, inPlan)) +
    totalMinutes(cuts.filter((cut) => !cut.paid && cut.why.rule === "break_punched"));
  return breaksBy(rules, "auto_deduct").flatMap((rule) => {
    const owed = deductionOf(rule.minutes, rule.afterMinutes, span);
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

/** From the first to the last of them. */
function hull(intervals: readonly Interval[]): Interval[] {
  const first = intervals[0];
  const last = intervals.at(-1);
  return first && last ? [{ from: first.from, to: last.to }] : [];
}

function excessOf({ rules }: DayFrame, punched: readonly BreakCut[]): number {
  const allowed = lengthOf([...breaksBy(rules, "punched"), ...breaksBy(rules, "auto_deduct")]);
  return allowed === 0 ? 0 : Math.max(0, totalMinutes(punched) - allowed);
}

const lengthOf = (breaks: readonly { minutes: number }[]): number =>
  breaks.reduce((sum, { minutes }) => sum + minutes, 0);
