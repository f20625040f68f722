import { epochDay, inCalendar, isoDate, monthLength, monthStart } from "../../../locales/dates.ts";
import type { Translator } from "../../../locales/index.ts";
import { monthOf } from "../../core/calendar-picker.ts";

/** The month a date is in, in the reader's calendar, with its first and last day. */
export function monthRange(t: Translator, date: string) {
  const { year, month } = inCalendar(t.calendar, epochDay(date));
  const start = monthStart(t.calendar, year, month);
  const end = start + monthLength(t.calendar, year, month) - 1;
  return { month: monthOf(t, date), from: isoDate(start), to: isoDate(end) };
}
