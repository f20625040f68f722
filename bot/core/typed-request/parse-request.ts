import { matchLabel } from "../../../locales/index.ts";
import { takeReason } from "./take-reason.ts";
import { lex, type Token } from "./lex.ts";
import { readSaid, type Said } from "./read-said.ts";
import type { Asks, Here, KnownLeave, TypedLeave, TypedRequest } from "./types.ts";
import { weighDays } from "./weigh-days.ts";
import { weighHours } from "./weigh-hours.ts";
import type { Role } from "./words.ts";

const longestText = 300;
const nothing: TypedRequest = { kind: "none" };

/**
 * A request typed in plain Persian or Russian (P 4.5): «فردا ۲ ساعت مرخصی از ۱۰», «отпуск с 3 по 16 марта». What is missing or
 * has two readings is asked, never guessed. Questions, denials and the keyboard's own labels are no requests.
 */
export function parseRequest(text: string, here: Here): TypedRequest {
  if (text.length > longestText || matchLabel(text) !== undefined) return nothing;
  const { tokens, note } = takeReason(lex(text));
  const has = (role: Role) => tokens.some((token) => token.role === role);
  if (has("other_talk")) return nothing;
  const later = tokens.find(({ role }) => role === "later")?.later;
  if (later !== undefined) return { kind: "later", what: later };
  if (!has("leave") && !has("absent")) return nothing;
  const said = readSaid(whenWords(tokens), here.calendar);
  const leave = weigh(said.days.length > 1 ? withClocks(tokens, said, here) : said, tokens, here);
  const isTalk = said.unread.length > 0 && saysNothing(said) && leave.known.unit === undefined;
  if (isTalk) return nothing;
  const unread = said.unread.join(" ");
  return {
    ...leave,
    known: { ...leave.known, ...(note === "" ? {} : { note }) },
    ...(unread === "" ? {} : { unread }),
  };
}

const notWhen: readonly Role[] = [
  "leave",
  "absent",
  "hourly",
  "daily",
  "filler",
  "because",
  "half_day",
];

/** Only the words that say when. */
const whenWords = (tokens: readonly Token[]): Token[] =>
  tokens.filter(({ role }) => !notWhen.includes(role));

/** «завтра с 9.10 до 11.10»: beside a day, what could be a date or a time is a time. */
function withClocks(tokens: readonly Token[], said: Said, here: Here): Said {
  const clocks = tokens.map((token): Token => {
    const isClock = token.role === "written" && /^\d{1,2}\.\d{2}$/.test(token.text);
    return isClock ? { ...token, role: "clock" } : token;
  });
  const again = readSaid(whenWords(clocks), here.calendar);
  return again.days.length === 1 && again.junk !== true ? again : said;
}

const saysNothing = (said: Said): boolean =>
  said.days.length === 0 &&
  said.length === undefined &&
  said.dayCount === undefined &&
  said.from === undefined &&
  said.to === undefined &&
  said.vague !== true;

/** Puts the pieces together and finds the first one that is open. */
function weigh(said: Said, tokens: readonly Token[], here: Here): TypedLeave {
  const has = (role: Role) => tokens.some((token) => token.role === role);
  if (has("twist") || said.junk) return open({}, "unit", "unclear");
  const days = weighDays(said, here.today);
  const half = tokens.find(({ role }) => role === "half_day");
  if (half !== undefined) return halfDay(said, days, half.value);
  if (isHours(said, has("hourly"))) {
    if (isBare(said) && !has("hourly")) return open({}, "unit", "days_or_hours");
    if (said.dayCount !== undefined || has("daily")) return open(days.known, "unit", "unclear");
    return hours(said, days);
  }
  if (said.eitherEnd) return open({ from: days.known.from }, "unit", "days_or_hours");
  const isOpen = has("absent") || said.hint !== undefined || !saysDay(said, has("daily"));
  if (isOpen && !(has("daily") || said.dayCount !== undefined)) return noUnit(said, days);
  return wholeDays(days);
}

type Days = ReturnType<typeof weighDays>;

const isHours = (said: Said, hourly: boolean): boolean =>
  hourly || said.length !== undefined || said.from !== undefined || said.to !== undefined;

/** Figures only: «از ۳ تا ۱۶» may be days and may be hours. */
const isBare = ({ days, length, from, to, hint }: Said): boolean =>
  days.length === 0 &&
  length === undefined &&
  hint === undefined &&
  from?.certain !== true &&
  to?.certain !== true;

const saysDay = (said: Said, daily: boolean): boolean =>
  daily || said.days.length > 0 || said.dayCount !== undefined;

function halfDay(said: Said, days: Days, value: number | undefined): TypedLeave {
  const when = oneDay(days);
  const hinted = partOf(said);
  const part = value === undefined ? hinted : value === 1 ? "first" : "second";
  if (isHours(said, false) || said.dayCount !== undefined)
    return open({ from: when.known.from }, "unit", "unclear");
  const known = { unit: "half_day", from: when.known.from, part } as const;
  if (known.from === undefined) return open(known, "date", when.problem, days.choices);
  return open(known, part === undefined ? "part" : null);
}

function hours(said: Said, days: Days): TypedLeave {
  const when = oneDay(days);
  const found = weighHours(said);
  const known = { unit: "hour", from: when.known.from, ...found.known } as const;
  if (known.from === undefined) {
    const problem = when.problem ?? found.problem;
    return open(known, "date", problem, days.choices);
  }
  if (known.fromMinute === undefined) return open(known, "start", found.problem);
  return open(known, known.toMinute === undefined ? "end" : null, found.problem);
}

/** Half days and hours are of one day. */
function oneDay({ known, problem }: Days): Pick<Days, "known" | "problem"> {
  if (problem !== undefined) return { known: {}, problem };
  const { from, to } = known;
  if (from === undefined) return { known: {} };
  return to !== undefined && to !== from
    ? { known: {}, problem: "several_days" }
    : { known: { from } };
}

/** Neither days nor hours were said. */
const noUnit = (said: Said, { known, problem, choices }: Days): TypedLeave =>
  problem === undefined
    ? open({ from: known.from, to: known.to, part: partOf(said) }, "unit")
    : open({}, "unit", problem, choices);

function wholeDays({ known, problem, choices }: Days): TypedLeave {
  const whole = { unit: "day", ...known } as const;
  if (problem !== undefined)
    return open(whole, known.from === undefined ? "date" : "last_day", problem, choices);
  if (known.from === undefined) return open(whole, "date");
  return open(whole, known.to === undefined ? "last_day" : null);
}

function partOf({ hint }: Said): "first" | "second" | undefined {
  if (hint === "morning" || hint === "before_noon") return "first";
  return hint === "afternoon" || hint === "evening" ? "second" : undefined;
}

type Loose = { readonly [K in keyof KnownLeave]?: KnownLeave[K] | undefined };

function open(
  loose: Loose,
  asks: Asks | null,
  problem?: TypedLeave["problem"],
  choices?: readonly string[],
): TypedLeave {
  const parts = Object.entries(loose).filter(([, value]) => value !== undefined);
  const known: KnownLeave = Object.fromEntries(parts);
  return {
    kind: "leave",
    known,
    asks,
    ...(problem === undefined || asks === null ? {} : { problem }),
    ...(choices === undefined || problem !== "which_day" ? {} : { choices }),
  };
}
