import type { PlannedDay, ShiftSegment } from "../../attendance/rules/types.ts";
import { daysBetween } from "../../core/calendar/local-date.ts";
import type { Instant } from "../../core/calendar/types.ts";
import { localDateOf, minuteOfDayOf } from "../../core/calendar/zone.ts";

/** The hours of a planned day on the wall clock of its zone; past 1440 on the next day. */
export const wallSegments = ({ date, zone, segments }: PlannedDay): ShiftSegment[] => {
  const minuteOf = (at: Instant) =>
    daysBetween(date, localDateOf(at, zone)) * 1440 + minuteOfDayOf(at, zone);
  return segments.map(({ start, end }) => ({
    startMinute: minuteOf(start),
    endMinute: minuteOf(end),
  }));
};

/** The first day whose work is not over when that of the next one begins. */
export const firstOverlap = (days: readonly PlannedDay[]): PlannedDay | null =>
  days.find((day, index) => {
    const end = day.segments.at(-1)?.end;
    const start = days[index + 1]?.segments[0]?.start;
    return end !== undefined && start !== undefined && end > start;
  }) ?? null;

/** The shift whose version a day is planned by. */
export const shiftOf = (
  { shiftVersionId }: PlannedDay,
  versions: readonly { readonly id: string; readonly shiftId: string }[],
): string | null => versions.find(({ id }) => id === shiftVersionId)?.shiftId ?? null;
