import type { LocalDate, OfficialDay } from "../../core/calendar/types.ts";
import { isWorkingDay } from "../../core/calendar/official-days.ts";
import { dueMinutes } from "./breaks.ts";
import type { BreakCut } from "./breaks.ts";
import type { DayFrame } from "./day-frame.ts";
import { intersect, minutesOf, slice, subtract, totalMinutes } from "./intervals.ts";
import type { Interval } from "./intervals.ts";
import { tiered } from "./overtime-tiers.ts";
import { premiumLines } from "./premium-lines.ts";
import type { ApprovedRequest, DayLine, LineKind, OvertimeMode, RuleName } from "./types.ts";
import { presenceWhy } from "./why.ts";

export interface WorkContext {
  frame: DayFrame;
  breaks: readonly BreakCut[];
  overtime: readonly Extract<ApprovedRequest, { kind: "overtime" }>[];
  /** Official days around: a night may end on a holiday (G9). */
  official: (date: LocalDate) => OfficialDay | undefined;
}

/** Every minute of presence in exactly one `time` line (H14), then the premiums that lie over the counted ones. */
export function workLines(context: WorkContext): DayLine[] {
  const { frame, breaks } = context;
  const rest = subtract(frame.presence, breaks);
  const time = [...breaks.map((cut) => breakLine(cut)), ...presenceLines(context, rest)].toSorted(
    (a, b) => (a.from ?? 0) - (b.from ?? 0),
  );
  const lines = tiered(time, frame.workRule.settings.overtimeTiers);
  return [...lines, ...premiumLines(context, lines)];
}

function presenceLines(context: WorkContext, rest: readonly Interval[]): DayLine[] {
  const { planned, segments } = context.frame;
  if (segments.length > 0) return plannedWork(context, rest);
  if (planned.weekMinutes !== null)
    return rest.map((part) => line(context, "normal", part, "weekly_flexible"));
  return unplannedWork(context, rest);
}

function breakLine({ from, to, paid, why }: BreakCut): DayLine {
  return {
    layer: "time",
    kind: paid ? "break_paid" : "break_unpaid",
    minutes: minutesOf({ from, to }),
    from,
    to,
    why,
  };
}

function plannedWork(context: WorkContext, rest: readonly Interval[]): DayLine[] {
  const { frame } = context;
  const due = subtract(frame.segments, frame.leave);
  const inPlan = intersect(rest, due);
  const paidBreaks = totalMinutes(
    intersect(
      context.breaks.filter(({ paid }) => paid),
      due,
    ),
  );
  const normal = slice(inPlan, 0, Math.max(0, dueMinutes(frame.planned, due) - paidBreaks));
  return [
    ...normal.map((part) =>
      frame.planned.restDay
        ? restLine(context, part)
        : line(context, "normal", part, "inside_plan"),
    ),
    // Working through an unpaid break that must be punched is more than was planned.
    ...subtract(inPlan, normal).flatMap((part) =>
      beyondPlan(context, part, frame.rules?.overtimeAfter ?? "approval"),
    ),
    ...intersect(rest, frame.leave).map((part) =>
      line(context, "surplus", part, "worked_on_leave"),
    ),
    ...subtract(rest, frame.segments).flatMap((part) => outsidePlan(context, part)),
  ];
}

function outsidePlan(context: WorkContext, part: Interval): DayLine[] {
  const { segments, rules, planned } = context.frame;
  if (planned.restDay) return restDayWork(context, part);
  const before = part.to <= (segments[0]?.from ?? 0);
  const mode = (before ? rules?.overtimeBefore : rules?.overtimeAfter) ?? "approval";
  const buffer = rules?.overtimeBufferMinutes ?? 0;
  return beyondPlan(context, part, mode, minutesOf(part) <= buffer);
}

/**
 * Outside the plan counts with an approved request or by the shift's own rule; an automatic OUT never earns it (B6, D4, H11).
 * @param buffered so little that it is nothing unless it was approved
 */
function beyondPlan(
  context: WorkContext,
  part: Interval,
  mode: OvertimeMode,
  buffered = false,
): DayLine[] {
  const automatic = context.frame.pieces.filter(({ session }) => session.out?.source === "system");
  const guessed = intersect([part], automatic);
  const real = subtract([part], guessed);
  const approved = mode === "never" ? [] : approvedParts(context, real);
  return [
    ...guessed.map((piece) => line(context, "surplus", piece, "automatic_out")),
    ...approved.map(({ requestId, ...piece }) =>
      line(context, "overtime", piece, "overtime_approved", requestId),
    ),
    ...subtract(real, approved).map((piece) => {
      if (buffered) return line(context, "surplus", piece, "overtime_buffer");
      return mode === "automatic"
        ? line(context, "overtime", piece, "overtime_automatic")
        : line(context, "surplus", piece, "outside_plan");
    }),
  ];
}

function approvedParts(
  { overtime }: WorkContext,
  parts: readonly Interval[],
): (Interval & { requestId: string })[] {
  let left = [...parts];
  return overtime.flatMap(({ requestId, from, to }) => {
    const taken = intersect(left, [{ from, to }]);
    left = subtract(left, taken);
    return taken.map((part) => ({ ...part, requestId }));
  });
}

/** Work on a day nobody planned: plain hours for people without a shift on a working day, else work on a day of rest. */
function unplannedWork(context: WorkContext, rest: readonly Interval[]): DayLine[] {
  const { planned, rules } = context.frame;
  if (isWorkingDay(planned.official) && !rules)
    return rest.map((part) => line(context, "normal", part, "no_shift"));
  return rest.flatMap((part) => restDayWork(context, part));
}

/** Holiday or weekend hours by the calendar, counted as the organisation's rules say. */
function restDayWork(context: WorkContext, part: Interval): DayLine[] {
  const { restDayWork: mode } = context.frame.workRule.settings;
  if (mode === "automatic") return [restLine(context, part)];
  const approved = mode === "never" ? [] : approvedParts(context, [part]);
  return [
    ...approved.map(({ requestId, ...piece }) => restLine(context, piece, requestId)),
    ...subtract([part], approved).map((piece) => line(context, "surplus", piece, "rest_day")),
  ];
}

/** The rule says whether another day off is given for it: that decides what it is paid (IR art. 62, RU art. 153). */
function restLine(context: WorkContext, part: Interval, requestId?: string): DayLine {
  const { official, substituteOn } = context.frame.planned;
  const kind = official.kind === "holiday" ? "holiday" : "weekend";
  const rule = substituteOn === null ? "rest_day" : "rest_day_substituted";
  return line(context, kind, part, rule, requestId);
}

function line(
  { frame }: WorkContext,
  kind: LineKind,
  part: Interval,
  rule: RuleName,
  requestId?: string,
): DayLine {
  const minutes = minutesOf(part);
  const inputs = { minutes, planned: frame.planned.expectedMinutes };
  const why = presenceWhy(frame, part, rule, inputs);
  return {
    layer: "time",
    kind,
    minutes,
    from: part.from,
    to: part.to,
    why: requestId === undefined ? why : { ...why, requestId },
  };
}
