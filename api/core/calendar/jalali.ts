import { epochDayOf, fromEpochDay } from "./local-date.ts";
import type { CalendarDate, LocalDate } from "./types.ts";

/**
 * Jalali (Solar Hijri) arithmetic by the 33-year cycle. It equals the official calendar and Temporal's `persian`
 * for 1300..1460, a test compares every day of 1390..1420.
 */
const EPOCH_DAY_OF_YEAR_ONE = -492_268;

function yearStart(year: number): number {
  return EPOCH_DAY_OF_YEAR_ONE + 365 * (year - 1) + Math.floor((8 * year + 21) / 33);
}

function daysBeforeMonth(month: number): number {
  return month <= 7 ? (month - 1) * 31 : (month - 1) * 30 + 6;
}

export function isJalaliLeap(year: number): boolean {
  return yearStart(year + 1) - yearStart(year) === 366;
}

/** 31 for months 1–6, 30 for 7–11, 29 for Esfand, 30 in a leap year (ATT §4.1). */
export function jalaliMonthLength(year: number, month: number): number {
  if (month <= 6) return 31;
  return month <= 11 || isJalaliLeap(year) ? 30 : 29;
}

export function jalaliOf(date: LocalDate): CalendarDate {
  const epochDay = epochDayOf(date);
  let year = Number(date.slice(0, 4)) - 621;
  if (epochDay < yearStart(year)) year -= 1;
  const dayOfYear = epochDay - yearStart(year);
  const month =
    dayOfYear < 186 ? Math.floor(dayOfYear / 31) + 1 : Math.floor((dayOfYear - 6) / 30) + 1;
  return { year, month, day: dayOfYear - daysBeforeMonth(month) + 1 };
}

/** Null when there is no such day (30 Esfand of a common year, ATT C10). */
export function fromJalali(year: number, month: number, day: number): LocalDate | null {
  const whole = Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(day);
  if (!whole || year < 1 || year > 9377 || month < 1 || month > 12) return null;
  if (day < 1 || day > jalaliMonthLength(year, month)) return null;
  return fromEpochDay(yearStart(year) + daysBeforeMonth(month) + day - 1);
}
