import {
  epochDay,
  inCalendar,
  isoDate,
  isoWeekday,
  monthLength,
  monthStart,
} from "../../locales/dates.ts";
import type { TextKey, Translator } from "../../locales/index.ts";
import type { Plain } from "../../locales/text.ts";
import { explain } from "./explain.ts";
import type { Key, Route } from "./view.ts";

/** Dates are local Gregorian `YYYY-MM-DD`; months are `YYYY-MM` labels of the person's own calendar. */
export interface CalendarPickerOptions {
  readonly month: string;
  readonly today: string;
  /** First and last day that may be picked. */
  readonly first?: string;
  readonly last?: string;
  /** The picked day, or the two ends of a range. */
  readonly selected?: readonly string[];
  /** Why a day cannot be picked, when it cannot. */
  disabled?(date: string): TextKey | undefined;
  /** Where a day leads. */
  pick(date: string): Route;
  /** Where another month leads. */
  page(month: string): Route;
}

/** The month a date belongs to in the person's calendar: what a picker opens with. */
export function monthOf(t: Translator, date: string): string {
  const { year, month } = inCalendar(t.calendar, epochDay(date));
  return label(year, month);
}

/**
 * Two taps make a range: the first is its start, the second its end; a tap before the start begins anew.
 * Keep `start` in the route's arguments.
 */
export function pickRange(
  start: string | undefined,
  tapped: string,
): { readonly start: string; readonly end?: string } {
  return start === undefined || tapped < start ? { start: tapped } : { start, end: tapped };
}

/**
 * A month of days to tap: arrows and title, weekdays, weeks, chips for today and tomorrow. Persian runs right to left
 * (Telegram lays keys left to right, so rows are turned), Jalali weeks begin on Saturday, Gregorian ones on Monday. TG 8.52
 */
export function calendarPicker(t: Translator, options: CalendarPickerOptions): Key[][] {
  const [year = 0, month = 1] = options.month.split("-").map(Number);
  const rows = [
    titleRow(t, options, year, month),
    weekdayRow(t),
    ...weekRows(t, options, year, month),
    chipRow(t, options),
  ];
  const there = rows.filter((row) => row.length > 0);
  return t.language === "fa" ? there.map((row) => row.toReversed()) : there;
}

function titleRow(
  t: Translator,
  options: CalendarPickerOptions,
  year: number,
  month: number,
): Key[] {
  const firstDay = monthStart(t.calendar, year, month);
  const lastDay = firstDay + monthLength(t.calendar, year, month) - 1;
  const hasPrevious = options.first === undefined || isoDate(firstDay) > options.first;
  const hasNext = options.last === undefined || isoDate(lastDay) < options.last;
  const arrows = t.language === "fa" ? ["›", "‹"] : ["‹", "›"];
  const previous = month === 1 ? label(year - 1, 12) : label(year, month - 1);
  const next = month === 12 ? label(year + 1, 1) : label(year, month + 1);
  return [
    hasPrevious
      ? key(arrows[0], options.page(previous))
      : key("·", explain("common.picker.first_month")),
    key(t.format.month(options.month), explain("common.picker.heading")),
    hasNext ? key(arrows[1], options.page(next)) : key("·", explain("common.picker.last_month")),
  ];
}

function weekdayRow(t: Translator): Key[] {
  return [0, 1, 2, 3, 4, 5, 6].map((column) => {
    const weekday = ((firstWeekday(t) - 1 + column) % 7) + 1;
    return key(t.format.weekdayShort(weekday), explain("common.picker.heading"));
  });
}

function weekRows(
  t: Translator,
  options: CalendarPickerOptions,
  year: number,
  month: number,
): Key[][] {
  const start = monthStart(t.calendar, year, month);
  const length = monthLength(t.calendar, year, month);
  const before = (isoWeekday(start) - firstWeekday(t) + 7) % 7;
  const weeks = Math.ceil((before + length) / 7);
  return Array.from({ length: weeks }, (_week, week) =>
    Array.from({ length: 7 }, (_day, column) => {
      const day = week * 7 + column - before + 1;
      const inMonth = day >= 1 && day <= length;
      return inMonth
        ? dayKey(t, options, day, isoDate(start + day - 1))
        : key(blank, explain("common.picker.heading"));
    }),
  );
}

function dayKey(t: Translator, options: CalendarPickerOptions, day: number, date: string): Key {
  const why = refusal(options, date);
  if (why) return key("·", explain(why));
  const shown = t.format.digits(day);
  const [start, end = start] = options.selected ?? [];
  if (date === start || date === end) {
    return { label: `[${shown}]` as Plain, go: options.pick(date), style: "primary" };
  }
  const inside = start !== undefined && end !== undefined && date > start && date < end;
  return key(inside ? `(${shown})` : shown, options.pick(date));
}

function chipRow(t: Translator, options: CalendarPickerOptions): Key[] {
  const tomorrow = isoDate(epochDay(options.today) + 1);
  const chips = [
    [options.today, "common.picker.keys.today"],
    [tomorrow, "common.picker.keys.tomorrow"],
  ] as const;
  return chips
    .filter(([date]) => !refusal(options, date))
    .map(([date, text]) => key(t.tp(text), options.pick(date)));
}

function refusal(options: CalendarPickerOptions, date: string): TextKey | undefined {
  const { first = date, last = date } = options;
  return date < first || date > last ? "common.picker.out_of_range" : options.disabled?.(date);
}

/** Looks empty and is not, for a key that must have a text. */
const blank = "\u2800";

function firstWeekday(t: Translator): number {
  return t.calendar === "jalali" ? 6 : 1;
}

function key(text: string | undefined, go: Route): Key {
  return { label: (text ?? "") as Plain, go };
}

function label(year: number, month: number): string {
  return `${year}-${String(month).padStart(2, "0")}`;
}
