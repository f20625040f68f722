import { daysBetween, parseLocalDate } from "../core/calendar/local-date.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { Refusal } from "../core/refusal.ts";
import type { RequestSpan } from "./rules/types.ts";
import type { LeaveInput } from "./schemas.ts";

const longestDays = 60;
const longestHours = 24;

/**
 * The span a person asked for, if it is one.
 * @throws {Refusal} `invalid_input` with the pointer of what is wrong, `range_too_long`
 */
export function spanOf(
  input: Pick<LeaveInput, "unit" | "from" | "to" | "part" | "fromMinute" | "toMinute">,
): RequestSpan {
  const from = dateOf(input.from, "/from");
  if (input.unit === "day")
    return daySpan(from, input.to === undefined ? from : dateOf(input.to, "/to"));
  if (input.unit === "hour") return hourSpan(from, input.fromMinute, input.toMinute);
  if (input.part === undefined) throw wrong("/part");
  return { unit: "half_day", date: from, part: input.part };
}

function daySpan(from: LocalDate, to: LocalDate): RequestSpan {
  if (to < from) throw wrong("/to");
  const days = daysBetween(from, to) + 1;
  if (days > longestDays) throw new Refusal("range_too_long", { days, limit: longestDays });
  return { unit: "day", from, to };
}

function hourSpan(date: LocalDate, fromMinute?: number, toMinute?: number): RequestSpan {
  if (fromMinute === undefined || fromMinute >= 1440) throw wrong("/fromMinute");
  if (toMinute === undefined || toMinute <= fromMinute) throw wrong("/toMinute");
  if (toMinute - fromMinute > longestHours * 60) throw wrong("/toMinute");
  return { unit: "hour", date, fromMinute, toMinute };
}

/** A date as given. @throws {Refusal} `invalid_input` naming the pointer */
export function dateOf(text: string, pointer: string): LocalDate {
  const date = parseLocalDate(text);
  if (date === null) throw wrong(pointer);
  return date;
}

/** What is wrong with a field, by its pointer. */
export const wrong = (pointer: string) =>
  new Refusal("invalid_input", {}, [{ pointer, code: "invalid_value" }]);

/** First day of a span. */
export const firstDay = (span: RequestSpan): LocalDate =>
  span.unit === "day" ? span.from : span.date;

/** Last day of a span; hours may end the next day. */
export const lastDay = (span: RequestSpan): LocalDate =>
  span.unit === "day" ? span.to : span.date;
