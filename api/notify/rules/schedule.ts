import { addDays, weekdayOf } from "../../core/calendar/local-date.ts";
import { periodOf, periodRange, shiftPeriod } from "../../core/calendar/period.ts";
import type { DateRange, LocalDate } from "../../core/calendar/types.ts";
import { instantAt, localDateOf } from "../../core/calendar/zone.ts";
import type { CalendarName } from "../../core/words.ts";

/** An appointment: when it was due last, ms, and the days it sums up. `key` names it for ever. */
export interface Appointment extends DateRange {
  readonly at: number;
  readonly key: string;
}

/** The first day of a week: the one after the weekend; Monday where nobody has one. */
export function firstWeekday(weekend: readonly number[]): number {
  const last = weekend.find((day) => !weekend.includes((day % 7) + 1));
  return last === undefined ? 1 : (last % 7) + 1;
}

/** The last weekly appointment up to now: it sums up the seven days before its own. @param weekday ISO, 1…7 */
export function lastWeekly(
  now: number,
  of: { readonly zone: string; readonly weekday: number; readonly minute: number },
): Appointment {
  const today = localDateOf(now, of.zone);
  const back = (weekdayOf(today) - of.weekday + 7) % 7;
  const day = addDays(today, -back);
  const at = instantAt(day, of.minute, of.zone);
  return at <= now ? weekBefore(day, at) : weekBefore(addDays(day, -7), at, of);
}

function weekBefore(
  day: LocalDate,
  at: number,
  again?: { readonly zone: string; readonly minute: number },
): Appointment {
  return {
    at: again === undefined ? at : instantAt(day, again.minute, again.zone),
    key: `week:${day}`,
    from: addDays(day, -7),
    to: addDays(day, -1),
  };
}

/** The last monthly one: on the first day of a month of the organisation's calendar, about the month before. */
export function lastMonthly(
  now: number,
  of: { readonly zone: string; readonly calendar: CalendarName; readonly minute: number },
): Appointment {
  const period = periodOf(localDateOf(now, of.zone), of.calendar);
  const due = (key: typeof period): Appointment => {
    const before = shiftPeriod(key, -1);
    return {
      at: instantAt(periodRange(key, of.calendar).from, of.minute, of.zone),
      key: `month:${before}`,
      ...periodRange(before, of.calendar),
    };
  };
  const running = due(period);
  return running.at <= now ? running : due(shiftPeriod(period, -1));
}

/** The last daily one: about everything since the one before it. */
export function lastDaily(
  now: number,
  of: { readonly zone: string; readonly minute: number },
): Appointment & { readonly since: number } {
  const today = localDateOf(now, of.zone);
  const isDue = instantAt(today, of.minute, of.zone) <= now;
  const day = isDue ? today : addDays(today, -1);
  return {
    at: instantAt(day, of.minute, of.zone),
    since: instantAt(addDays(day, -1), of.minute, of.zone),
    key: `day:${day}`,
    from: day,
    to: day,
  };
}
