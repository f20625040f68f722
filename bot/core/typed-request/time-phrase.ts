import type { Token } from "./lex.ts";
import type { Daytime } from "./words.ts";

/** A time as it was said. */
export interface TimePhrase {
  readonly hour: number;
  readonly minute: number;
  /** Written as a clock shows it (10:30, 02:00): it has one reading. */
  readonly exact: boolean;
  /** Said in a way only times are: «ساعت ۱۰», «10 часов», «4 дня». */
  readonly certain: boolean;
  readonly daytime?: Daytime | undefined;
}

interface Read {
  readonly time: TimePhrase;
  readonly next: number;
}

/** The time said at `from`, if one is: «ساعت ۱۰ و نیم», «10:30», «4 часа дня», «۱۰ صبح». */
export function readTime(tokens: readonly Token[], from: number): Read | null {
  const marked = tokens[from]?.role === "hour";
  const at = marked ? from + 1 : from;
  const first = tokens[at];
  const alone = marked && /^час[ау]?$/.test(tokens[from]?.text ?? "");
  if (alone && first?.role !== "number" && first?.role !== "clock") return oneOClock(tokens, at);
  if (first === undefined) return null;
  const clock = readClock(first);
  const plain = first.role === "number" && Number.isInteger(first.value);
  if (clock === null && !plain) return null;
  let next = at + 1;
  let certain = marked || first.role === "clock";
  let minute = clock?.minute ?? 0;
  if (clock === null) {
    if (tokens[next]?.role === "hour") [next, certain] = [next + 1, true];
    const hasWord = certain || tokens[next]?.role === "and" || tokens[next]?.role === "half_more";
    const more = hasWord ? readMinutes(tokens, next) : null;
    if (more !== null) [minute, next, certain] = [more.minutes, more.next, true];
  }
  const daytime = daytimeOf(tokens[next]);
  if (daytime !== undefined) [next, certain] = [next + 1, true];
  const hour = clock?.hour ?? first.value ?? 0;
  const exact = first.role === "clock" && /^0|^\d\d/.test(first.text);
  return { time: { hour, minute, exact, certain, daytime }, next };
}

/** «до часу дня». */
function oneOClock(tokens: readonly Token[], at: number): Read {
  const daytime = daytimeOf(tokens[at]);
  const time = { hour: 1, minute: 0, exact: false, certain: true, daytime };
  return { time, next: daytime === undefined ? at : at + 1 };
}

function readClock({ role, text }: Token): { hour: number; minute: number } | null {
  const match = /^(\d{1,2})[:.٫](\d{2})$/.exec(text);
  if ((role !== "clock" && role !== "written") || match === null) return null;
  return { hour: Number(match[1]), minute: Number(match[2]) };
}

/** Minutes after the hour: «و نیم», «و ۳۰ دقیقه», «30 минут». */
function readMinutes(
  tokens: readonly Token[],
  from: number,
): { readonly minutes: number; readonly next: number } | null {
  const first = tokens[from];
  if (first?.role === "half_more") return { minutes: first.value ?? 0, next: from + 1 };
  const at = first?.role === "and" ? from + 1 : from;
  const count = tokens[at];
  if (count?.role !== "number" || tokens[at + 1]?.role !== "minute") return null;
  return { minutes: count.value ?? 0, next: at + 2 };
}

/** «дня» after a time is the day's part, not a count of days. */
const daytimeOf = (token: Token | undefined): Daytime | undefined =>
  token?.role === "day" && token.text === "дня" ? "day" : token?.daytime;

/**
 * How long: «۲ ساعت», «دو ساعت و نیم», «2,5 часа», «полчаса», «час».
 * @returns minutes
 */
export function readLength(
  tokens: readonly Token[],
  at: number,
): { readonly minutes: number; readonly next: number } | null {
  const first = tokens[at];
  if (first === undefined) return null;
  if (first.role === "length") return { minutes: first.value ?? 0, next: at + 1 };
  if (first.role === "hour" && /^час(?:ик)?$/.test(first.text)) return withMore(tokens, 60, at + 1);
  const amount = amountOf(first);
  if (amount === null) return null;
  const half = tokens[at + 1]?.role === "half_more" ? 1 : 0;
  const unit = tokens[at + 1 + half];
  if (unit?.role === "minute" && half === 0) return { minutes: amount, next: at + 2 };
  if (unit?.role !== "hour") return null;
  const more = half === 1 ? (tokens[at + 1]?.value ?? 0) : 0;
  return withMore(tokens, amount * 60 + more, at + 2 + half);
}

function withMore(tokens: readonly Token[], minutes: number, at: number) {
  const more = readMinutes(tokens, at);
  return more === null
    ? { minutes, next: at }
    : { minutes: minutes + more.minutes, next: more.next };
}

/** «2.5» and «2/5» before hours are two and a half. */
function amountOf({ role, value, text }: Token): number | null {
  if (role === "number") return value ?? null;
  const match = role === "written" ? /^(\d{1,2})[./](\d)$/.exec(text) : null;
  return match === null ? null : Number(`${match[1]}.${match[2]}`);
}

export type MinuteFound =
  | { readonly minute: number }
  | { readonly problem: "no_such_hour" | "morning_or_evening" };

/**
 * The minute of the day a time means. One to six o'clock without more words may be night or afternoon: two readings.
 * @param hint the part of the day said elsewhere in the sentence
 */
export function resolveTime(time: TimePhrase, hint: Daytime | undefined): MinuteFound {
  const { hour, minute, exact } = time;
  if (hour > 23 || minute > 59) return { problem: "no_such_hour" };
  const daytime = time.daytime ?? hint;
  const twoReadings = daytime === undefined && !exact && hour > 0 && hour < 7;
  if (twoReadings) return { problem: "morning_or_evening" };
  return { minute: (exact ? hour : hourOfDay(hour, daytime)) * 60 + minute };
}

/** «4 дня» is 16, «۱۲ ظهر» is 12, «11 вечера» is 23, «2 ночи» is 2. */
function hourOfDay(hour: number, daytime: Daytime | undefined): number {
  if (hour === 0 || hour > 12) return hour;
  switch (daytime) {
    case "noon":
    case "day":
      return hour < 10 ? hour + 12 : hour;
    case "afternoon":
    case "evening":
      return (hour % 12) + 12;
    case "night":
      return hour >= 6 && hour < 12 ? hour + 12 : hour % 12;
    case "morning":
    case "before_noon":
    case undefined:
      break;
  }
  return hour;
}
