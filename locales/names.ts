import type { Calendar } from "./text.ts";

/** The words and the order of the parts of dates and amounts in one language. */
export interface DateWords {
  /** Month names as titles, January or Farvardin first. */
  readonly months: Readonly<Record<Calendar, readonly string[]>>;
  /** Month names after a day number. */
  readonly monthsOf: Readonly<Record<Calendar, readonly string[]>>;
  /** Monday first. */
  readonly weekdays: readonly string[];
  readonly weekdaysShort: readonly string[];
  full(parts: DateTexts): string;
  short(parts: DateTexts): string;
  dayMonth(parts: DateTexts): string;
  numeric(parts: DateTexts): string;
  dateTime(date: string, time: string): string;
  month(name: string, year: string): string;
  hours(count: string): string;
  minutes(count: string): string;
  hoursAndMinutes(hours: string, minutes: string): string;
  /** A sum in toman (for rials) or roubles. */
  readonly money: Readonly<Record<"IRR" | "RUB", (sum: string) => string>>;
  metres(count: string): string;
  kilometres(count: string): string;
}

/** Parts of a date, already in the language's digits and words. */
export interface DateTexts {
  readonly weekday: string;
  readonly weekdayShort: string;
  readonly day: string;
  readonly day2: string;
  readonly month2: string;
  readonly monthOf: string;
  readonly year: string;
}
