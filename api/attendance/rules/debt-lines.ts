import type { Instant } from "../../core/calendar/types.ts";
import { dueMinutes, unpaidWindows } from "./breaks.ts";
import type { DayFrame } from "./day-frame.ts";
import { duePlan } from "./day-frame.ts";
import { intersect, subtract, totalMinutes } from "./intervals.ts";
import type { Interval } from "./intervals.ts";
import { punchIdsOf } from "./pair-punches.ts";
import type { DayLine, Deviation, LateMode, LineKind, RuleName, ShiftRules, Why } from "./types.ts";
import { whyOf } from "./why.ts";

type GapKind = "late" | "early_leave" | "missing_between";

/** Due time without presence: before the first arrival of a segment, after its last departure, or in between. */
export interface Gap extends Interval {
  kind: GapKind;
  rawMinutes: number;
  /** Due minutes it costs: less than raw when the unpaid break may lie in it. */
  dueMinutes: number;
  /** What is left of it after the break nobody took off. */
  minutes: number;
}

/** `attended` decides when people came and left; unpaid windows are nobody's debt. */
export function gapsOf(frame: DayFrame, attended: readonly Interval[]): Gap[] {
  const plan = duePlan(frame);
  const due = subtract(plan, unpaidWindows(frame.planned));
  return frame.segments.flatMap((segment) => {
    const here = intersect(due, [segment]);
    const present = intersect(attended, here);
    const missing = subtract(here, present);
    const first = present[0];
    const last = present.at(-1);
    const between = (parts: readonly Interval[]) =>
      parts.flatMap((part) => gap(frame, plan, "missing_between", [part]));
    if (!first || !last) return between(missing);
    const late = missing.filter(({ to }) => to <= first.from);
    const early = missing.filter(({ from }) => from >= last.to);
    return [
      ...gap(frame, plan, "late", late),
      ...between(missing.slice(late.length, missing.length - early.length)),
      ...gap(frame, plan, "early_leave", early),
    ];
  });
}

function gap(
  { planned }: DayFrame,
  plan: readonly Interval[],
  kind: GapKind,
  parts: readonly Interval[],
): Gap[] {
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) return [];
  const lost = dueMinutes(planned, plan) - dueMinutes(planned, subtract(plan, parts));
  const minutes = totalMinutes(parts);
  return [{ kind, from: first.from, to: last.to, rawMinutes: minutes, dueMinutes: lost, minutes }];
}

/** Late or early by more than grace: the whole of it or the excess (D1); split shifts add up. Null within grace of nothing. */
export function deviationOf(
  frame: DayFrame,
  gaps: readonly Gap[],
  kind: "late" | "early_leave",
): Deviation | null {
  const { rules } = frame;
  const found = gaps.filter((candidate) => candidate.kind === kind);
  const first = found[0];
  if (!first || !rules) return null;
  const grace = graceOf(rules, kind);
  const minutes = found.reduce(
    (sum, one) => sum + beyondGrace(one.dueMinutes, grace, rules.lateMode),
    0,
  );
  const due = found.reduce((sum, one) => sum + one.dueMinutes, 0);
  const rawMinutes = found.reduce((sum, one) => sum + one.rawMinutes, 0);
  const at: Instant = kind === "late" ? first.to : first.from;
  return {
    minutes,
    rawMinutes,
    at,
    why: gapWhy(frame, first, kind, { raw: rawMinutes, due, grace, counted: minutes }),
  };
}

function graceOf(rules: ShiftRules | null, kind: GapKind): number {
  if (!rules || kind === "missing_between") return 0;
  return kind === "late" ? rules.graceLateMinutes : rules.graceEarlyMinutes;
}

function beyondGrace(raw: number, grace: number, mode: LateMode | undefined): number {
  if (raw <= grace) return 0;
  return mode === "excess" ? raw - grace : raw;
}

/**
 * What was due and neither worked nor excused, `owed` minutes in all. `unresolved`: a punch is missing, so nothing is called a
 * deficit before somebody says what happened (B1).
 */
export function debtLines(
  frame: DayFrame,
  gapsOfPresence: readonly Gap[],
  { owed, excused }: { owed: number; excused: number },
  unresolved: boolean,
): DayLine[] {
  if (owed <= 0) return [];
  const due = frame.planned.expectedMinutes;
  const inputs = { due, worked: Math.max(0, due - excused - owed), excused };
  if (unresolved) return [debtLine(frame, "unresolved", owed, "punch_missing", inputs)];
  if (frame.presence.length === 0) {
    return [debtLine(frame, "absence_unexplained", owed, "no_punches", inputs)];
  }
  const gaps = absorb(gapsOfPresence, owed);
  const inGaps = gaps.reduce((sum, { minutes }) => sum + minutes, 0);
  const lines = gaps.flatMap((one) => gapLines(frame, one));
  if (inGaps >= owed) return lines;
  // Present all along, but on a longer break than allowed.
  return [
    ...lines,
    debtLine(frame, "deficit", owed - inGaps, "break_punched", { ...inputs, gaps: inGaps }),
  ];
}

/** A break nobody took off hides in the gaps: in those between sessions first, then in the longest. */
function absorb(gaps: readonly Gap[], owed: number): Gap[] {
  let spare = Math.max(0, gaps.reduce((sum, { rawMinutes }) => sum + rawMinutes, 0) - owed);
  const order = gaps.toSorted(
    (a, b) =>
      Number(b.kind === "missing_between") - Number(a.kind === "missing_between") ||
      b.rawMinutes - a.rawMinutes,
  );
  const left = new Map<Gap, number>();
  for (const one of order) {
    const hidden = Math.min(spare, one.rawMinutes);
    spare -= hidden;
    left.set(one, one.rawMinutes - hidden);
  }
  return gaps.map((one) => ({ ...one, minutes: left.get(one) ?? 0 }));
}

function gapLines(frame: DayFrame, one: Gap): DayLine[] {
  const grace = graceOf(frame.rules, one.kind);
  const inputs = { raw: one.rawMinutes, grace, owed: one.minutes, float: frame.floatUsed };
  const line = (
    layer: DayLine["layer"],
    kind: LineKind,
    minutes: number,
    rule: RuleName,
  ): DayLine[] =>
    minutes > 0
      ? [
          {
            layer,
            kind,
            minutes,
            from: one.from,
            to: one.to,
            why: gapWhy(frame, one, rule, inputs),
          },
        ]
      : [];
  if (one.kind === "missing_between") return line("debt", "deficit", one.minutes, one.kind);
  const counted = Math.min(one.minutes, beyondGrace(one.dueMinutes, grace, frame.rules?.lateMode));
  const forgiven = one.kind === "late" ? "grace_late" : "grace_early";
  return [
    ...line("debt", "deficit", counted, one.kind),
    ...line("credit", "deficit_excused", one.minutes - counted, forgiven),
  ];
}

function gapWhy(
  frame: DayFrame,
  { from, to }: Interval,
  rule: RuleName,
  inputs: Why["inputs"],
): Why {
  const punchIds = frame.sessions.flatMap((session) => {
    const ends = [session.from, session.to];
    return punchIdsOf(session).filter((_, end) => ends[end] === from || ends[end] === to);
  });
  return whyOf(frame, rule, { punchIds, inputs, formula: "to - from" });
}

function debtLine(
  frame: DayFrame,
  kind: LineKind,
  minutes: number,
  rule: RuleName,
  inputs: Why["inputs"],
): DayLine {
  const punchIds = frame.sessions.map((session) => session.in.id);
  return {
    layer: "debt",
    kind,
    minutes,
    why: whyOf(frame, rule, { punchIds, inputs, formula: "due - worked - excused" }),
  };
}
