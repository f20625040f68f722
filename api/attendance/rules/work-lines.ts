import { addDays } from "../../core/calendar/local-date.ts";
import type { LocalDate, OfficialDay } from "../../core/calendar/types.ts";
import { instantAt } from "../../core/calendar/zone.ts";
import { dueMinutes } from "./breaks.ts";
import type { BreakCut } from "./breaks.ts";
import type { DayFrame } from "./day-frame.ts";
import { intersect, minutesOf, slice, subtract, totalMinutes, union } from "./intervals.ts";
import type { Interval } from "./intervals.ts";
import type {
  ApprovedRequest,
  DayLine,
  DaySettings,
  LineKind,
  OvertimeMode,
  RuleName,
  Why,
} from "./types.ts";

export interface WorkContext {
  frame: DayFrame;
  breaks: readonly BreakCut[];
  overtime: readonly Extract<ApprovedRequest, { kind: "overtime" }>[];
  /** Official days by date: a night may end on a holiday (G9). */
  official: ReadonlyMap<LocalDate, OfficialDay>;
  settings: DaySettings;
}

const COUNTED: readonly LineKind[] = ["normal", "overtime", "holiday", "weekend", "break_paid"];

/** Every minute of presence in exactly one `time` line (H14), then the premiums that lie over the counted ones. */
export function workLines(context: WorkContext): DayLine[] {
  const { frame, breaks } = context;
  const rest = subtract(frame.presence, breaks);
  const time = [
    ...breaks.map((cut) => breakLine(cut)),
    ...(frame.segments.length > 0 ? plannedWork(context, rest) : restDayWork(context, rest)),
  ].toSorted((a, b) => (a.from ?? 0) - (b.from ?? 0));
  const counted = union(time.filter(({ kind }) => COUNTED.includes(kind)).flatMap(intervalOf));
  return [...time, ...nightLines(context, counted), ...holidayLines(context, counted)];
}

function intervalOf({ from, to }: DayLine): Interval[] {
  return from === undefined || to === undefined ? [] : [{ from, to }];
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
    ...normal.map((part) => line(context, "normal", part, "inside_plan")),
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
  const { segments, rules } = context.frame;
  const before = part.to <= (segments[0]?.from ?? 0);
  const mode = (before ? rules?.overtimeBefore : rules?.overtimeAfter) ?? "approval";
  return beyondPlan(context, part, mode);
}

/** Outside the plan counts with an approved request or by the shift's own rule; an automatic OUT never earns it (B6, D4, H11). */
function beyondPlan(context: WorkContext, part: Interval, mode: OvertimeMode): DayLine[] {
  const automatic = context.frame.pieces.filter(({ session }) => session.out?.source === "system");
  const guessed = intersect([part], automatic);
  const real = subtract([part], guessed);
  const approved = mode === "never" ? [] : approvedParts(context, real);
  const rest = subtract(real, approved);
  return [
    ...guessed.map((piece) => line(context, "surplus", piece, "automatic_out")),
    ...approved.map(({ requestId, ...piece }) =>
      overtimeLine(context, piece, "overtime_approved", requestId),
    ),
    ...rest.map((piece) =>
      mode === "automatic"
        ? overtimeLine(context, piece, "overtime_automatic")
        : line(context, "surplus", piece, "outside_plan"),
    ),
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

function overtimeLine(
  context: WorkContext,
  part: Interval,
  rule: RuleName,
  requestId?: string,
): DayLine {
  const made = line(context, "overtime", part, rule);
  return { ...made, tier: 1, why: requestId === undefined ? made.why : { ...made.why, requestId } };
}

/** Work on a day nobody planned: holiday or weekend hours by the calendar, plain hours for people without a shift. */
function restDayWork(context: WorkContext, rest: readonly Interval[]): DayLine[] {
  const { frame, settings } = context;
  const { official } = frame.planned;
  const kind = official.kind === "holiday" ? "holiday" : "weekend";
  const working =
    official.kind === "work" || official.kind === "short" || official.kind === "work_moved";
  if (working && !frame.rules) return rest.map((part) => line(context, "normal", part, "no_shift"));
  return rest.flatMap((part) => {
    if (settings.restDayWork === "automatic") return line(context, kind, part, "rest_day");
    const approved = settings.restDayWork === "never" ? [] : approvedParts(context, [part]);
    return [
      ...approved.map((piece) => line(context, kind, piece, "rest_day")),
      ...subtract([part], approved).map((piece) => line(context, "surplus", piece, "rest_day")),
    ];
  });
}

function line({ frame }: WorkContext, kind: LineKind, part: Interval, rule: RuleName): DayLine {
  const minutes = minutesOf(part);
  return {
    layer: "time",
    kind,
    minutes,
    from: part.from,
    to: part.to,
    why: whyOf(frame, part, rule, { minutes, planned: frame.planned.expectedMinutes }),
  };
}

function whyOf(frame: DayFrame, part: Interval, rule: RuleName, inputs: Why["inputs"]): Why {
  const sessions = frame.pieces.filter((piece) => piece.from < part.to && piece.to > part.from);
  const punchIds = sessions.flatMap(({ session }) =>
    session.out ? [session.in.id, session.out.id] : [session.in.id],
  );
  const { shiftVersionId } = frame.planned;
  const why: Why = { rule, punchIds, inputs, formula: "to - from" };
  return shiftVersionId === null ? why : { ...why, shiftVersionId };
}

function nightLines({ frame, settings }: WorkContext, counted: readonly Interval[]): DayLine[] {
  const { date, zone } = frame.planned;
  const { nightFromMinute, nightToMinute } = settings;
  const length = (nightToMinute - nightFromMinute + 1440) % 1440;
  const nights = [-1, 0, 1].map((offset) => ({
    from: instantAt(addDays(date, offset), nightFromMinute, zone),
    to: instantAt(addDays(date, offset), nightFromMinute + length, zone),
  }));
  return premium(frame, "night", intersect(counted, nights), "night_window");
}

/** A planned shift on a holiday, or the part of a night that runs into one; unplanned holiday work is a `time` line already. */
function holidayLines({ frame, official }: WorkContext, counted: readonly Interval[]): DayLine[] {
  if (frame.segments.length === 0) return [];
  const { date, zone } = frame.planned;
  const holidays = [date, addDays(date, 1)]
    .filter((day) => official.get(day)?.kind === "holiday")
    .map((day) => ({ from: instantAt(day, 0, zone), to: instantAt(addDays(day, 1), 0, zone) }));
  return premium(frame, "holiday", intersect(counted, holidays), "holiday_hours");
}

function premium(
  frame: DayFrame,
  kind: LineKind,
  parts: readonly Interval[],
  rule: RuleName,
): DayLine[] {
  return union(parts).map((part) => {
    const minutes = minutesOf(part);
    return { layer: "premium", kind, minutes, ...part, why: whyOf(frame, part, rule, { minutes }) };
  });
}
