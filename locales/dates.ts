import type { Calendar } from "./text.ts";

/** A day in some calendar. */
export interface CalendarDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

const dayMs = 86_400_000;
/** 1 Farvardin 1210, in days since 1970-01-01. */
const firstNowruz = -50_690;
const firstYear = 1210;
const lastYear = 1634;

/** Days since 1970-01-01 of a Gregorian `YYYY-MM-DD`. */
export function epochDay(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / dayMs);
}

/** `YYYY-MM-DD` of a count of days since 1970-01-01. */
export function isoDate(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** 1 = Monday … 7 = Sunday. */
export function isoWeekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** The day as the calendar names it. @param day days since 1970-01-01 */
export function inCalendar(calendar: Calendar, day: number): CalendarDay {
  return calendar === "jalali" ? toJalali(day) : toGregorian(day);
}

/** Days since 1970-01-01 of a day of the calendar, or null when it has no such day. */
export function fromCalendar(calendar: Calendar, date: CalendarDay): number | null {
  const { year, month, day } = date;
  if (month < 1 || month > 12 || day < 1 || !isYear(calendar, year)) return null;
  return day > monthLength(calendar, year, month)
    ? null
    : monthStart(calendar, year, month) + day - 1;
}

/** How many days the month has. */
export function monthLength(calendar: Calendar, year: number, month: number): number {
  const next = month === 12 ? [year + 1, 1] : [year, month + 1];
  return monthStart(calendar, next[0] ?? year, next[1] ?? 1) - monthStart(calendar, year, month);
}

/** Days since 1970-01-01 of the month's first day. */
export function monthStart(calendar: Calendar, year: number, month: number): number {
  if (calendar === "gregorian") return Math.floor(Date.UTC(year, month - 1, 1) / dayMs);
  return nowruz(year) + (month - 1) * 30 + Math.min(month - 1, 6);
}

function isYear(calendar: Calendar, year: number): boolean {
  return calendar === "jalali"
    ? year >= firstYear && year <= lastYear
    : year >= 1831 && year <= 2255;
}

/** The 33-year rule, equal to the official calendar from 1210 to 1634. */
function nowruz(year: number): number {
  const years = year - firstYear;
  const cycle = Math.floor(years / 33);
  const rest = years - cycle * 33;
  return firstNowruz + years * 365 + cycle * 8 + Math.floor((rest + 3) / 4);
}

function toJalali(day: number): CalendarDay {
  let year = firstYear + Math.floor((day - firstNowruz) / 365.2425);
  while (nowruz(year) > day) year -= 1;
  while (nowruz(year + 1) <= day) year += 1;
  const of = day - nowruz(year);
  const month = of < 186 ? Math.floor(of / 31) + 1 : Math.floor((of - 186) / 30) + 7;
  return { year, month, day: day - monthStart("jalali", year, month) + 1 };
}

function toGregorian(day: number): CalendarDay {
  const date = new Date(day * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
