import {
  epochDay,
  fromCalendar,
  inCalendar,
  isoDate,
  type CalendarDay,
} from "../../locales/dates.ts";
import { dateWords } from "../../locales/formatters.ts";
import type { Calendar } from "../../locales/text.ts";
import { normaliseText } from "./text-input.ts";

/** `invalid`: not a date at all; `missing`: the calendar has no such day (31.02, 30 Esfand of a common year). */
export type DateInput = { readonly date: string } | { readonly problem: "invalid" | "missing" };

const relative: Readonly<Record<string, number>> = {
  پریروز: -2,
  دیروز: -1,
  امروز: 0,
  فردا: 1,
  پسفردا: 2,
  "پس فردا": 2,
  позавчера: -2,
  вчера: -1,
  сегодня: 0,
  завтра: 1,
  послезавтра: 2,
};

/**
 * A date as typed: «۱۴۰۵/۱/۵», «۵ فروردین», «05.04», «05.04.2026», «5 апреля», «امروز», «завтра».
 * A four-digit year tells the calendar; without a year it is the day nearest to today.
 * @param today local date, `YYYY-MM-DD`
 * @returns the day as Gregorian `YYYY-MM-DD`. TG 8.52
 */
export function parseDate(
  text: string,
  { calendar, today }: { readonly calendar: Calendar; readonly today: string },
): DateInput {
  const typed = normaliseText(text).replaceAll("ё", "е");
  const offset = relative[typed];
  if (offset !== undefined) return { date: isoDate(epochDay(today) + offset) };
  const written = readNumbers(typed, calendar) ?? readWords(typed);
  return written ? resolve(written, epochDay(today)) : { problem: "invalid" };
}

export interface Written {
  readonly calendar: Calendar;
  readonly year?: number;
  readonly month: number;
  readonly day: number;
}

export function readNumbers(typed: string, calendar: Calendar): Written | null {
  const match = /^(\d{1,4})([/.\- ])(\d{1,2})(?:\2(\d{1,4}))?$/.exec(typed);
  if (!match) return null;
  const first = Number(match[1]);
  const second = Number(match[3]);
  if (match[4] === undefined) {
    const monthFirst = calendar === "jalali" && match[2] === "/";
    return monthFirst
      ? { calendar, month: first, day: second }
      : { calendar, month: second, day: first };
  }
  const third = Number(match[4]);
  if (match[1]?.length === 4) return dated(first, second, third);
  if (match[4].length === 4) return dated(third, second, first);
  return calendar === "jalali"
    ? { calendar, year: 1400 + first, month: second, day: third }
    : { calendar, year: 2000 + third, month: second, day: first };
}

function dated(year: number, month: number, day: number): Written {
  return { calendar: year < 1700 ? "jalali" : "gregorian", year, month, day };
}

function readWords(typed: string): Written | null {
  const match =
    /^(\d{1,2})(?:-?(?:م|ого|е))?\s?([^\d\s.]+)\.?(?: (?:ماه )?(\d{4})(?: ?г\.?)?)?$/.exec(typed);
  const found = match && monthNamed(match[2] ?? "");
  if (!match || !found) return null;
  const written = { ...found, day: Number(match[1]) };
  return match[3] === undefined ? written : { ...written, year: Number(match[3]) };
}

/** A month by its name in any form, or by its first letters (three at least) in Russian. */
function monthNamed(word: string): { calendar: Calendar; month: number } | null {
  for (const words of Object.values(dateWords)) {
    for (const calendar of ["gregorian", "jalali"] as const) {
      for (const forms of [words.months[calendar], words.monthsOf[calendar]]) {
        const index = forms.findIndex((form) => isMonth(normaliseText(form), word));
        if (index >= 0) return { calendar, month: index + 1 };
      }
    }
  }
  return null;
}

function isMonth(form: string, word: string): boolean {
  return form === word || (/^[а-я]{3,}$/.test(word) && form.startsWith(word));
}

function resolve(written: Written, today: number): DateInput {
  const { calendar } = written;
  if (written.year !== undefined)
    return asInput(fromCalendar(calendar, { ...written, year: written.year }));
  const thisYear = inCalendar(calendar, today).year;
  const days = [thisYear - 1, thisYear, thisYear + 1]
    .map((year) => fromCalendar(calendar, { ...written, year } satisfies CalendarDay))
    .filter((day) => day !== null)
    .toSorted((a, b) => Math.abs(a - today) - Math.abs(b - today));
  return asInput(days[0] ?? null);
}

function asInput(day: number | null): DateInput {
  return day === null ? { problem: "missing" } : { date: isoDate(day) };
}
