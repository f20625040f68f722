import { addDays } from "../../core/calendar/local-date.ts";
import {
  calendarDateOf,
  dateFromCalendar,
  periodOf,
  periodRange,
  shiftPeriod,
} from "../../core/calendar/period.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import type { Calendar } from "./types.ts";

/** `n` months later in a calendar, or earlier; the day is held inside the month (31 Mordad + 6 months → 29 or 30 Bahman). */
export function addCalendarMonths(date: LocalDate, n: number, calendar: Calendar): LocalDate {
  const month = periodRange(shiftPeriod(periodOf(date, calendar), n), calendar);
  const { year, month: number } = calendarDateOf(month.from, calendar);
  const { day } = calendarDateOf(date, calendar);
  return dateFromCalendar({ year, month: number, day }, calendar) ?? month.to;
}

/** Months by name from the one of today to the one of the last day of a term, both counted (C-6); `endsOn` is exclusive. */
export function monthsLeftInclusive(
  today: LocalDate,
  endsOn: LocalDate,
  calendar: Calendar,
): number {
  return endsOn <= today ? 0 : monthsApart(today, addDays(endsOn, -1), calendar) + 1;
}

function monthsApart(from: LocalDate, to: LocalDate, calendar: Calendar): number {
  const first = calendarDateOf(from, calendar);
  const last = calendarDateOf(to, calendar);
  return (last.year - first.year) * 12 + last.month - first.month;
}
