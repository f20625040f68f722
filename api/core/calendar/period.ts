import { fromJalali, jalaliMonthLength, jalaliOf } from "./jalali.ts";
import { gregorianMonthLength, localDateFrom, parseLocalDate } from "./local-date.ts";
import type { CalendarDate, CalendarKind, DateRange, LocalDate, PeriodKey } from "./types.ts";

const SHAPE = /^\d{4}-(0[1-9]|1[0-2])$/;

function keyOf(year: number, month: number): PeriodKey {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}` as PeriodKey;
}

function partsOf(key: PeriodKey): [year: number, month: number] {
  return [Number(key.slice(0, 4)), Number(key.slice(5))];
}

/** Year, month and day of a date in the given calendar. */
export function calendarDateOf(date: LocalDate, calendar: CalendarKind): CalendarDate {
  if (calendar === "jalali") return jalaliOf(date);
  return {
    year: Number(date.slice(0, 4)),
    month: Number(date.slice(5, 7)),
    day: Number(date.slice(8)),
  };
}

/** The date of a year, month and day of the given calendar; null when there is no such day. */
export function dateFromCalendar(parts: CalendarDate, calendar: CalendarKind): LocalDate | null {
  const { year, month, day } = parts;
  return calendar === "jalali"
    ? fromJalali(year, month, day)
    : parseLocalDate(localDateFrom(year, month, day));
}

function monthLength(year: number, month: number, calendar: CalendarKind): number {
  return calendar === "jalali" ? jalaliMonthLength(year, month) : gregorianMonthLength(year, month);
}

/** Null unless `text` looks like `1405-08`. */
export function parsePeriod(text: string): PeriodKey | null {
  return SHAPE.test(text) ? (text as PeriodKey) : null;
}

/** `1405-08` or `2026-11`. */
export function periodOf(date: LocalDate, calendar: CalendarKind): PeriodKey {
  const { year, month } = calendarDateOf(date, calendar);
  return keyOf(year, month);
}

/** First and last day of a period. Throws RangeError for a key that is no period of this calendar. */
export function periodRange(key: PeriodKey, calendar: CalendarKind): DateRange {
  const [year, month] = partsOf(key);
  const from = dateFromCalendar({ year, month, day: 1 }, calendar);
  const to =
    from && dateFromCalendar({ year, month, day: monthLength(year, month, calendar) }, calendar);
  if (!from || !to) throw new RangeError(`no period ${key} in the ${calendar} calendar`);
  return { from, to };
}

/** `months` later, or earlier when negative. */
export function shiftPeriod(key: PeriodKey, months: number): PeriodKey {
  const [year, month] = partsOf(key);
  const index = year * 12 + month - 1 + months;
  return keyOf(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1);
}

export function nextPeriod(key: PeriodKey): PeriodKey {
  return shiftPeriod(key, 1);
}

export function previousPeriod(key: PeriodKey): PeriodKey {
  return shiftPeriod(key, -1);
}
