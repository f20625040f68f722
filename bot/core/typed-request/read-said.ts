import type { Calendar } from "../../../locales/text.ts";
import { type DayPhrase, isDayNumber, readDay, readWeek } from "./day-phrase.ts";
import type { Token } from "./lex.ts";
import { readLength, readTime, type TimePhrase } from "./time-phrase.ts";
import type { Daytime, Role } from "./words.ts";

/** Days as they were said; only `from`: that day, or from that day on when `open`. */
export interface DaysSaid {
  readonly from?: DayPhrase;
  readonly to?: DayPhrase;
  readonly open?: true;
}

/** Everything a sentence says of when, not yet weighed. */
export interface Said {
  readonly days: DaysSaid[];
  from?: TimePhrase;
  to?: TimePhrase;
  /** Minutes. */
  length?: number;
  dayCount?: number;
  hint?: Daytime;
  /** A week or a month was said, not only its days. */
  vague?: true;
  /** The week that was said apart from its days. */
  week?: "this" | "next";
  /** Figures nothing could be made of, or one thing said twice. */
  junk?: true;
  /** «از فردا تا ۱۶»: a day or an hour. */
  eitherEnd?: true;
  readonly unread: string[];
}

type Reader = (tokens: readonly Token[], at: number, said: Said, calendar: Calendar) => number;

/** Reads all that a sentence says of when, from left to right. */
export function readSaid(tokens: readonly Token[], calendar: Calendar): Said {
  const said: Said = { days: [], unread: [] };
  for (let at = 0; at < tokens.length;) at = readNext(tokens, at, said, calendar);
  return said;
}

function readNext(tokens: readonly Token[], at: number, said: Said, calendar: Calendar): number {
  for (const reader of readers) {
    const reached = reader(tokens, at, said, calendar);
    if (reached > at) return reached;
  }
  return leave(tokens, at, said);
}

/** Each returns where it stopped; `at` when there was nothing for it. */
const readers: readonly Reader[] = [
  readDays,
  readTimes,
  readWeekOnly,
  readDayCount,
  readDuration,
  readListed,
  readOpen,
  readMarkedTime,
];

const isFrom = (token: Token | undefined) => token?.role === "from";
const isTo = (token: Token | undefined) => token?.role === "to";

/** A range of days or one day. */
function readDays(tokens: readonly Token[], at: number, said: Said, calendar: Calendar): number {
  const led = isFrom(tokens[at]);
  const start = led || tokens[at]?.role === "at" ? at + 1 : at;
  const left = readDay(tokens, start, calendar);
  const first = left?.next ?? (isDayNumber(tokens[start]) ? start + 1 : at);
  if (first === at) return at;
  if (!isTo(tokens[first])) return left === null ? at : oneDay(said, left, led);
  const right = readDay(tokens, first + 1, calendar);
  if (right !== null) {
    const from = left?.phrase ?? sameMonth(right.phrase, tokens[start]);
    if (from === null) return at;
    said.days.push({ from, to: right.phrase });
    return right.next;
  }
  if (left === null) return at;
  return endByNumber(tokens, first, said, { ...left, led }) ?? oneDay(said, left, led);
}

function oneDay(
  said: Said,
  { phrase, next }: { readonly phrase: DayPhrase; readonly next: number },
  led: boolean,
): number {
  said.days.push(led ? { from: phrase, open: true } : { from: phrase });
  return next;
}

/** «از ۳ مهر تا ۱۶» ends in the same month; after another kind of day a bare number may be an hour. */
function endByNumber(
  tokens: readonly Token[],
  at: number,
  said: Said,
  left: { readonly phrase: DayPhrase; readonly next: number; readonly led: boolean },
): number | null {
  const end = tokens[at + 1];
  const time = readTime(tokens, at + 1);
  if (!isDayNumber(end) || time?.time.certain === true || !left.led) return null;
  if (tokens[at + 2]?.role === "day") return null;
  const to = sameMonth(left.phrase, end);
  if (to !== null) said.days.push({ from: left.phrase, to });
  else {
    said.days.push({ from: left.phrase, open: true });
    said.eitherEnd = true;
  }
  return at + 2;
}

/** A bare day number in the month of another day. */
function sameMonth(phrase: DayPhrase, number: Token | undefined): DayPhrase | null {
  if (phrase.said !== "date" || number?.value === undefined) return null;
  const { calendar, month, year } = phrase;
  return { said: "date", calendar, month, year, day: number.value };
}

/** A range of times. */
function readTimes(tokens: readonly Token[], at: number, said: Said): number {
  const led = isFrom(tokens[at]);
  // «2 часа до 12» is how long and until when.
  if (tokens[at]?.role === "number" && tokens[at + 1]?.role === "hour") return at;
  const left = readTime(tokens, led || tokens[at]?.role === "at" ? at + 1 : at);
  if (left === null || !isTo(tokens[left.next])) return at;
  const right = readTime(tokens, left.next + 1);
  if (right === null) return at;
  setTime(said, "from", left.time);
  setTime(said, "to", right.time);
  return right.next;
}

function setTime(said: Said, side: "from" | "to", time: TimePhrase): void {
  if (said[side] !== undefined) said.junk = true;
  said[side] = time;
}

function readWeekOnly(tokens: readonly Token[], at: number, said: Said): number {
  const week = readWeek(tokens, at);
  if (week === null) return at;
  said.vague = true;
  said.week = week.which;
  return week.next;
}

/** «۳ روز», «на две недели», «неделю», «на день». */
function readDayCount(tokens: readonly Token[], at: number, said: Said): number {
  const count = tokens[at]?.role === "number" ? tokens[at]?.value : undefined;
  const unitAt = count === undefined ? at : at + 1;
  const unit = tokens[unitAt];
  const isAlone = /^ден|^неделю$/.test(unit?.text ?? "");
  if (unit?.role !== "day" && unit?.role !== "week") return at;
  if (count === undefined && !isAlone) return at;
  // «۲ روز بعد» is when, not how long.
  if (tokens[unitAt + 1]?.role === "next") said.junk = true;
  const days = (count ?? 1) * (unit.role === "week" ? 7 : 1);
  if (said.dayCount !== undefined || !Number.isInteger(days) || days < 1) said.junk = true;
  said.dayCount = days;
  return unitAt + 1;
}

function readDuration(tokens: readonly Token[], at: number, said: Said): number {
  const length = readLength(tokens, at);
  if (length === null) return at;
  if (said.length !== undefined || !Number.isInteger(length.minutes)) said.junk = true;
  said.length = length.minutes;
  return length.next;
}

/** «3 и 4 марта». */
function readListed(tokens: readonly Token[], at: number, said: Said, calendar: Calendar): number {
  if (!isDayNumber(tokens[at]) || tokens[at + 1]?.role !== "and") return at;
  const second = readDay(tokens, at + 2, calendar);
  const first = second && sameMonth(second.phrase, tokens[at]);
  if (!second || !first) return at;
  said.days.push({ from: first }, { from: second.phrase });
  return second.next;
}

/** «от 10», «в 10 часов», «до среды», «تا ۱۲». */
function readOpen(tokens: readonly Token[], at: number, said: Said, calendar: Calendar): number {
  const role = tokens[at]?.role;
  if (role !== "from" && role !== "to" && role !== "at") return at;
  const day = role === "to" ? readDay(tokens, at + 1, calendar) : null;
  if (day !== null) {
    said.days.push({ to: day.phrase });
    return day.next;
  }
  const time = readTime(tokens, at + 1);
  if (time === null) return at;
  setTime(said, role === "to" ? "to" : "from", time.time);
  return time.next;
}

/** «ساعت ۱۰», «10:30». */
function readMarkedTime(tokens: readonly Token[], at: number, said: Said): number {
  const role = tokens[at]?.role;
  const time = role === "hour" || role === "clock" ? readTime(tokens, at) : null;
  if (time === null) return at;
  setTime(said, "from", time.time);
  return time.next;
}

const figures: readonly (Role | undefined)[] = [
  "number",
  "written",
  "clock",
  "minute",
  "half_more",
];
const vague: readonly Role[] = ["month", "month_word", "ordinal"];
const unknown: readonly (Role | undefined)[] = ["word", "this", "next"];

/** What no reader wanted. */
function leave(tokens: readonly Token[], at: number, said: Said): number {
  const token = tokens[at];
  if (token?.daytime !== undefined) {
    if (said.hint !== undefined && said.hint !== token.daytime) said.junk = true;
    said.hint = token.daytime;
  }
  if (token !== undefined && vague.includes(token.role)) said.vague = true;
  if (figures.includes(token?.role)) said.junk = true;
  if (token !== undefined && unknown.includes(token.role)) said.unread.push(token.raw);
  return at + 1;
}
