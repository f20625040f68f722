import type { DateRange, IsoWeekday, LocalDate } from "./types.ts";

const MS_PER_DAY = 86_400_000;
const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

/** Days since 1970-01-01. */
export function epochDayOf(date: LocalDate): number {
  return (
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8))) /
    MS_PER_DAY
  );
}

export function fromEpochDay(epochDay: number): LocalDate {
  return new Date(epochDay * MS_PER_DAY).toISOString().slice(0, 10) as LocalDate;
}

/** Null unless `text` is a real `YYYY-MM-DD` day (years 1000..9999). */
export function parseLocalDate(text: string): LocalDate | null {
  if (!SHAPE.test(text) || text < "1000") return null;
  const date = text as LocalDate;
  const epochDay = epochDayOf(date);
  return Number.isNaN(epochDay) || fromEpochDay(epochDay) !== date ? null : date;
}

export function localDateFrom(year: number, month: number, day: number): LocalDate {
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as LocalDate;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return fromEpochDay(epochDayOf(date) + days);
}

/** `to` − `from` in days. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return epochDayOf(to) - epochDayOf(from);
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(date: LocalDate): IsoWeekday {
  // 1970-01-01 was a Thursday.
  return (((((epochDayOf(date) + 3) % 7) + 7) % 7) + 1) as IsoWeekday;
}

/** Both ends inclusive; empty when `to` is before `from`. */
export function datesOf(range: DateRange): LocalDate[] {
  const first = epochDayOf(range.from);
  const count = Math.max(0, epochDayOf(range.to) - first + 1);
  return Array.from({ length: count }, (_, index) => fromEpochDay(first + index));
}

/** Gregorian months later; the day is held inside the month (31 January + 1 → 28 February). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(index / 12);
  const month = (((index % 12) + 12) % 12) + 1;
  return localDateFrom(
    year,
    month,
    Math.min(Number(date.slice(8)), gregorianMonthLength(year, month)),
  );
}

export function gregorianMonthLength(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
