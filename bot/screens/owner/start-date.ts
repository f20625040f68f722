import { epochDay, isoDate } from "../../../locales/dates.ts";
import type { TextKey, Translator } from "../../../locales/index.ts";
import type { Html } from "../../../locales/text.ts";
import { calendarPicker, monthOf } from "../../core/calendar-picker.ts";
import { parseDate } from "../../core/date-input.ts";
import { bold, lines } from "../../core/html.ts";
import { type Route, to, type View } from "../../core/view.ts";
import { cancelKey } from "../shared/steer.ts";

/** How far ahead a change may be planned, days. */
const ahead = 366;

/** From which day a change holds: a calendar that begins today. */
export function startDateView(
  t: Translator,
  now: number,
  {
    screen,
    asked,
    month,
    cancel,
    problem,
  }: {
    /** Receives `date <day>` and `month <month>`. */
    readonly screen: string;
    readonly asked: Html;
    readonly month?: string | undefined;
    readonly cancel: Route;
    readonly problem?: TextKey | undefined;
  },
): View {
  const today = t.format.localDate(now);
  return {
    body: lines(problem !== undefined && bold(t.th(problem)), asked),
    keys: [
      ...calendarPicker(t, {
        month: month ?? monthOf(t, today),
        today,
        first: today,
        last: isoDate(epochDay(today) + ahead),
        pick: (date) => to(screen, ["date", date]),
        page: (other) => to(screen, ["month", other]),
      }),
      [cancelKey(t, cancel)],
    ],
  };
}

/** A start date as typed or tapped; a day that has passed can't be one. */
export function readStartDate(
  t: Translator,
  now: number,
  given: string,
): { readonly date: string } | { readonly problem: TextKey } {
  const today = t.format.localDate(now);
  const read = /^\d{4}-\d{2}-\d{2}$/.test(given)
    ? { date: given }
    : parseDate(given, { calendar: t.calendar, today });
  if ("problem" in read) return { problem: `common.input.date_${read.problem}` };
  const isPlannable = read.date >= today && epochDay(read.date) <= epochDay(today) + ahead;
  return isPlannable ? read : { problem: "common.picker.out_of_range" };
}
