import { readNumbers } from "../date-input.ts";
import { inCalendar, fromCalendar, isoWeekday } from "../../../locales/dates.ts";
import type { Calendar } from "../../../locales/text.ts";
import type { Token } from "./lex.ts";
import type { TypedProblem } from "./types.ts";

/** A day as it was said. */
export type DayPhrase =
  | { readonly said: "offset"; readonly days: number; readonly weekday?: number }
  | {
      readonly said: "weekday";
      readonly weekday: number;
      readonly which: "bare" | "this" | "next" | "this_week" | "next_week";
      /** ISO weekday the writer's week begins with. */
      readonly weekStart: 1 | 6;
    }
  | {
      readonly said: "date";
      readonly calendar: Calendar;
      readonly year?: number | undefined;
      readonly month: number;
      readonly day: number;
      /** When one was said with it; it must agree. */
      readonly weekday?: number;
    };

interface Read {
  readonly phrase: DayPhrase;
  readonly next: number;
}

/** The day said at `at`, if one is. */
export function readDay(tokens: readonly Token[], at: number, calendar: Calendar): Read | null {
  const weekday = readWeekday(tokens, at);
  if (weekday === null) return withWeekday(tokens, readPlain(tokens, at, calendar));
  if (weekday.phrase.which !== "bare") return weekday;
  const named = readPlain(tokens, weekday.next, calendar);
  if (named === null) return weekday;
  return { ...named, phrase: { ...named.phrase, weekday: weekday.phrase.weekday } };
}

/** «3 марта, во вторник». */
function withWeekday(tokens: readonly Token[], read: ReturnType<typeof readPlain>): Read | null {
  if (read === null) return null;
  const at = tokens[read.next]?.role === "at" ? read.next + 1 : read.next;
  const after = tokens[at];
  if (after?.role !== "weekday" || tokens[at + 1]?.role === "to") return read;
  return { phrase: { ...read.phrase, weekday: after.value ?? 0 }, next: at + 1 };
}

function readWeekday(tokens: readonly Token[], from: number) {
  let at = from;
  const before = tokens[at]?.role;
  if (before === "this" || before === "next") at += 1;
  const day = tokens[at];
  if (day?.role !== "weekday" || day.value === undefined) return null;
  const weekStart: 1 | 6 = /[а-я]/.test(day.text) ? 1 : 6;
  const phrase = { said: "weekday", weekday: day.value, weekStart } as const;
  if (before === "this" || before === "next")
    return { phrase: { ...phrase, which: before }, next: at + 1 };
  const week = readWeek(tokens, at + 1);
  if (week !== null)
    return { phrase: { ...phrase, which: `${week.which}_week` as const }, next: week.next };
  const after = tokens[at + 1]?.role;
  if (after === "this" || after === "next")
    return { phrase: { ...phrase, which: after }, next: at + 2 };
  return { phrase: { ...phrase, which: "bare" as const }, next: at + 1 };
}

/** «هفتهٔ آینده», «این هفته», «на следующей неделе»: which week is meant. */
export function readWeek(
  tokens: readonly Token[],
  at: number,
): { readonly which: "this" | "next"; readonly next: number } | null {
  const start = tokens[at]?.role === "at" ? at + 1 : at;
  const roles = [tokens[start]?.role, tokens[start + 1]?.role];
  if (!roles.includes("week")) return null;
  const which = roles.find((role) => role === "this" || role === "next");
  return which === undefined ? null : { which, next: start + 2 };
}

type Named = Exclude<DayPhrase, { said: "weekday" }>;

/** A day without its weekday. */
function readPlain(
  tokens: readonly Token[],
  at: number,
  calendar: Calendar,
): { readonly phrase: Named; readonly next: number } | null {
  const first = tokens[at];
  if (first === undefined) return null;
  if (first.role === "relative")
    return { phrase: { said: "offset", days: first.value ?? 0 }, next: skip(tokens, at, "day") };
  const isAmount = tokens[at + 1]?.role === "hour" && tokens[at + 2]?.role !== "number";
  if (first.role === "written") return isAmount ? null : readWritten(first, at, calendar);
  if (!isDayNumber(first)) return null;
  return readMonth(tokens, at + 1, first.value ?? 0);
}

/** After a relative day: «завтрашнего дня». */
const skip = (tokens: readonly Token[], at: number, role: "day"): number =>
  tokens[at + 1]?.role === role && tokens[at + 1]?.text === "дня" ? at + 2 : at + 1;

function readWritten(token: Token, at: number, calendar: Calendar) {
  const written = readNumbers(token.text, calendar);
  if (written === null || isClockLike(token)) return null;
  return { phrase: { said: "date", ...written } as const, next: at + 1 };
}

/** «10.30» can be no date. */
const isClockLike = ({ text }: Token): boolean => {
  const match = /^(\d{1,2})\.(\d{2})$/.exec(text);
  return (
    match !== null && (Number(match[2]) > 12 || Number(match[2]) === 0) && Number(match[1]) < 25
  );
};

export const isDayNumber = (token: Token | undefined): boolean =>
  (token?.role === "number" || token?.role === "ordinal") && Number.isInteger(token.value);

/** The month after a day number, with its year. */
function readMonth(tokens: readonly Token[], from: number, day: number) {
  let at = from;
  const month = tokens[at];
  if (month?.role !== "month" || month.calendar === undefined) return null;
  at += 1;
  if (tokens[at]?.role === "month_word") at += 1;
  const calendar = month.calendar;
  const phrase = { said: "date", calendar, month: month.value ?? 0, day } as const;
  if (tokens[at]?.text === "سال") at += 1;
  const year = tokens[at];
  if (year?.role !== "number" || (year.value ?? 0) < 1000) return { phrase, next: at };
  at += 1;
  if (tokens[at]?.role === "year_word") at += 1;
  return { phrase: { ...phrase, year: year.value }, next: at };
}

export type DayFound =
  | { readonly day: number }
  | { readonly problem: TypedProblem; readonly choices?: readonly number[] };

/** A request may be about this many days back; what lies further back is of next year. */
const daysBack = 30;

/**
 * Which day is meant, as days since 1970-01-01. Two readings are a problem with both as choices.
 * @param after the first day of the range this is the end of
 */
export function resolveDay(phrase: DayPhrase, today: number, after?: number): DayFound {
  if (phrase.said === "offset") return agreeing(today + phrase.days, phrase.weekday);
  if (phrase.said === "weekday") return resolveWeekday(phrase, today, after);
  return resolveDate(phrase, today, after);
}

function resolveWeekday(
  { weekday, which, weekStart }: Extract<DayPhrase, { said: "weekday" }>,
  today: number,
  after: number | undefined,
): DayFound {
  if (which === "bare" && after !== undefined) return { day: following(after, weekday) };
  const now = isoWeekday(today);
  const thisWeek = today - mod(now - weekStart) + mod(weekday - weekStart);
  if (which === "this_week") return { day: thisWeek };
  if (which === "next_week") return { day: thisWeek + 7 };
  if (which === "this") return { day: today + mod(weekday - now) };
  const coming = following(today, weekday);
  if (which === "bare")
    return now === weekday ? { problem: "which_day", choices: [today, coming] } : { day: coming };
  const choices = [coming, thisWeek + 7];
  return coming === thisWeek + 7 ? { day: coming } : { problem: "which_day", choices };
}

const mod = (days: number): number => ((days % 7) + 7) % 7;
const following = (day: number, weekday: number): number =>
  day + (mod(weekday - isoWeekday(day)) || 7);

function resolveDate(
  phrase: Extract<DayPhrase, { said: "date" }>,
  today: number,
  after: number | undefined,
): DayFound {
  const { calendar, month, day, year, weekday } = phrase;
  if (year !== undefined) {
    const found = fromCalendar(calendar, { year, month, day });
    return found === null ? { problem: "no_such_day" } : agreeing(found, weekday);
  }
  const earliest = after ?? today - daysBack;
  const thisYear = inCalendar(calendar, earliest).year;
  const coming = [thisYear, thisYear + 1]
    .map((one) => fromCalendar(calendar, { year: one, month, day }))
    .find((found) => found !== null && found >= earliest);
  return coming === undefined || coming === null
    ? { problem: "no_such_day" }
    : agreeing(coming, weekday);
}

function agreeing(day: number, weekday: number | undefined): DayFound {
  return weekday === undefined || isoWeekday(day) === weekday
    ? { day }
    : { problem: "weekday_differs" };
}
