import { addDays } from "../core/calendar/local-date.ts";
import { calendarDateOf } from "../core/calendar/period.ts";
import type { CalendarKind, DateRange, LocalDate } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { Organisation } from "../core/context.ts";
import { isEmployedOn, wholeSpan } from "./employed-days.ts";
import type { DayFile, DayFiles } from "./load-days.ts";
import { type Settled, withMonthLines } from "./rules/month-lines.ts";
import { weekStart } from "./rules/week-balance.ts";

/** What has to be read for settled days of a range: its months and their first weeks are settled from the start. */
export const settledRange = (
  { from, to }: DateRange,
  { calendar, profile }: Pick<Organisation, "calendar" | "profile">,
): DateRange => ({
  from: weekStart(monthStart(from, calendar), profile),
  to,
});

/** Of any date, also where the calendar can't say how long the month is. */
const monthStart = (date: LocalDate, calendar: CalendarKind): LocalDate =>
  addDays(date, 1 - calendarDateOf(date, calendar).day);

/**
 * Days of one person as they count: derived, those of the employment only, with free lates and balances of weeks. The one way to
 * figures of a month (P 3.2, 3.6): get-month, close, comparison, timesheets, matrix and summaries come here.
 * @param files read for `settledRange`
 */
export function settledDays(
  { derive, hasWeeks }: Pick<DayFiles, "derive" | "hasWeeks">,
  file: DayFile,
  range: DateRange,
  now: number,
  organisation: Organisation,
): Settled {
  const { calendar, profile, timeZone } = organisation;
  const today = localDateOf(now, timeZone);
  const { employee } = file;
  const isEmployed = (date: LocalDate) => isEmployedOn(employee, date, today);
  const employed = wholeSpan(employee, today);
  const start = hasWeeks(file)
    ? settledRange(range, organisation).from
    : monthStart(range.from, calendar);
  const from = start > employed.from ? start : employed.from;
  const to = range.to < employed.to ? range.to : employed.to;
  if (from > to) return { days: [], weeks: [] };
  const days = derive(file, { from, to }, now).filter(({ date }) => isEmployed(date));
  const settled = withMonthLines(days, { calendar, profile, today, isEmployed });
  return {
    days: settled.days.filter(({ date }) => date >= range.from),
    weeks: settled.weeks.filter((week) => week.to >= range.from),
  };
}
