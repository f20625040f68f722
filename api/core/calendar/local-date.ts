import type { DateRange, IsoWeekday, LocalDate } from "./types.ts";

const MS_PER_DAY = 86_400_000;
const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

/** A month of a company asks for the same thirty days tens of thousands of times. */
const MAX_KEPT = 20_000;
const labels = new Map<number, LocalDate>();
const numbers = new Map<LocalDate, number>();

/** Days since 1970-01-01. */
export function epochDayOf(date: LocalDate): number {
  const known = numbers.get(date);
  if (known !== undefined) return known;
  const epochDay =
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8))) /
    MS_PER_DAY;
  return keep(numbers, date, epochDay);
}

export function fromEpochDay(epochDay: number): LocalDate {
  const known = labels.get(epochDay);
  if (known !== undefined) return known;
  const date = new Date(epochDay * MS_PER_DAY).toISOString().slice(0, 10) as LocalDate;
  return keep(labels, epochDay, date);
}

function keep<Key, Value>(kept: Map<Key, Value>, key: Key, value: Value): Value {
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(key, value);
  return value;
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
