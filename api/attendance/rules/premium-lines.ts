import { addDays } from "../../core/calendar/local-date.ts";
import type { LocalDate, OfficialDay } from "../../core/calendar/types.ts";
import { instantAt } from "../../core/calendar/zone.ts";
import type { DayFrame } from "./day-frame.ts";
import { intersect, minutesOf, union } from "./intervals.ts";
import type { Interval } from "./intervals.ts";
import type { DayLine, LineKind, RuleName } from "./types.ts";
import { presenceWhy } from "./why.ts";
import type { WorkContext } from "./work-lines.ts";

/** Hours of the plan and beyond it; a break that is paid is paid like them. */
const PLAIN: readonly LineKind[] = ["normal", "overtime", "break_paid"];
const COUNTED: readonly LineKind[] = [...PLAIN, "holiday", "weekend"];

/** Night, holiday and weekly-rest hours among the counted ones. @param time lines of the day's presence */
export function premiumLines(context: WorkContext, time: readonly DayLine[]): DayLine[] {
  const { frame } = context;
  const counted = hoursOf(time, COUNTED);
  if (counted.length === 0) return [];
  const plain = hoursOf(time, PLAIN);
  return [
    ...premium(frame, "night", intersect(counted, nightsOf(frame)), "night_window"),
    ...premium(frame, "holiday", intersect(plain, holidaysOf(context)), "holiday_hours"),
    ...premium(frame, "weekend", intersect(plain, restDaysOf(context)), "weekend_hours"),
  ];
}

function hoursOf(time: readonly DayLine[], kinds: readonly LineKind[]): Interval[] {
  return union(
    time.flatMap(({ kind, from, to }) =>
      kinds.includes(kind) && from !== undefined && to !== undefined ? [{ from, to }] : [],
    ),
  );
}

function nightsOf({ planned: { date, zone }, workRule }: DayFrame): Interval[] {
  const { nightFromMinute, nightToMinute } = workRule.settings;
  const length = (nightToMinute - nightFromMinute + 1440) % 1440;
  return [-1, 0, 1].map((offset) => {
    const night = addDays(date, offset);
    return {
      from: instantAt(night, nightFromMinute, zone),
      to: instantAt(night, nightFromMinute + length, zone),
    };
  });
}

/** A planned shift on a holiday, or the part of a night that runs into one; unplanned holiday work is a `time` line already. */
const holidaysOf = (context: WorkContext): Interval[] =>
  daysThat(context, ({ kind }) => kind === "holiday");

/** Planned hours on the weekly rest day, where the organisation's rules mark them (IR art. 62). */
function restDaysOf(context: WorkContext): Interval[] {
  if (!context.frame.workRule.settings.markWeekend) return [];
  return daysThat(context, ({ kind, weeklyRest }) => weeklyRest && kind === "weekend");
}

function daysThat(
  { frame, official }: WorkContext,
  holds: (day: OfficialDay) => boolean,
): Interval[] {
  const { date, zone } = frame.planned;
  if (frame.segments.length === 0 && frame.planned.weekMinutes === null) return [];
  const dates: readonly LocalDate[] = [date, addDays(date, 1)];
  return dates
    .filter((day) => {
      const known = official(day);
      return known !== undefined && holds(known);
    })
    .map((day) => ({ from: instantAt(day, 0, zone), to: instantAt(addDays(day, 1), 0, zone) }));
}

function premium(
  frame: DayFrame,
  kind: LineKind,
  parts: readonly Interval[],
  rule: RuleName,
): DayLine[] {
  return union(parts).map((part) => {
    const minutes = minutesOf(part);
    const why = presenceWhy(frame, part, rule, { minutes });
    return { layer: "premium", kind, minutes, ...part, why };
  });
}
