import { epochDay, isoDate } from "../../../locales/dates.ts";
import { matchLabel } from "../../../locales/index.ts";
import { takeReason } from "./take-reason.ts";
import { lex, type Token } from "./lex.ts";
import { readSaid, type Said } from "./read-said.ts";
import type { Asks, Here, KnownLeave, TypedCode, TypedLeave, TypedRequest } from "./types.ts";
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
  const kind = kindOf(tokens);
  if (kind === "choose" || kind === "swap") return { kind };
  const said = readSaid(whenWords(tokens), here.calendar);
  if (kind === "correction") return correction(said, here);
  if (kind === null && !has("leave") && !has("absent")) return nothing;
  const clear = said.days.length > 1 ? withClocks(tokens, said, here) : said;
  const leave = weigh(clear, asKind(tokens, clear, kind), here);
  return kind === "mission" ? missionOf(leave, said, note) : absenceOf(leave, { said, note, kind });
}

/** What is asked for beside annual leave; two kinds in one sentence have to be chosen from. */
function kindOf(tokens: readonly Token[]): TypedCode | "correction" | "swap" | "choose" | null {
  const kinds = [...new Set(tokens.flatMap(({ kind }) => (kind === undefined ? [] : [kind])))];
  const [only, more] = kinds;
  if (only === undefined) return null;
  if (kinds.length === 2 && kinds.includes("study") && kinds.includes("unpaid"))
    return "study_unpaid";
  return more !== undefined || only === "remote" ? "choose" : only;
}

const byHours: readonly TypedCode[] = ["overtime"];
const byDaysOrHours: readonly TypedCode[] = ["unpaid", "mission"];

/** Illness and its like are by the day unless hours were said, overtime is by hours. */
function asKind(tokens: readonly Token[], said: Said, kind: TypedCode | null): readonly Token[] {
  if (kind === null || byDaysOrHours.includes(kind)) return tokens;
  const meant = byHours.includes(kind) ? "hourly" : "daily";
  if (meant === "daily" && isHours(said, false)) return tokens;
  const plain = tokens.filter(({ role }) => role !== "absent");
  return [...plain, { role: meant, raw: "", text: "" }];
}

interface About {
  readonly said: Said;
  readonly note: string;
  readonly kind: TypedCode | null;
}

function absenceOf(leave: TypedLeave, { said, note, kind }: About): TypedRequest {
  const isTalk = said.unread.length > 0 && saysNothing(said) && leave.known.unit === undefined;
  if (isTalk || (kind !== null && said.unread.length > 0 && saysNothing(said))) return nothing;
  const unread = said.unread.join(" ");
  return {
    ...withLength(leave, kind),
    known: { ...leave.known, ...(note === "" ? {} : { note }) },
    ...(kind === null ? {} : { type: kind }),
    ...(unread === "" ? {} : { unread }),
  };
}

/** So many hours of overtime begin where the shift ends: nothing is left to ask. */
function withLength(leave: TypedLeave, kind: TypedCode | null): TypedLeave {
  const { known, asks } = leave;
  const isLength = kind === "overtime" && asks === "start" && known.minutes !== undefined;
  return isLength && leave.problem === undefined ? { ...leave, asks: null } : leave;
}

/** Words that are nothing else say where a mission goes. */
function missionOf(leave: TypedLeave, said: Said, note: string): TypedRequest {
  const isPlace = said.unread.length > 0 && said.unread.length <= longestPlace;
  if (said.unread.length > longestPlace && saysNothing(said)) return nothing;
  const unread = said.unread.join(" ");
  return {
    ...leave,
    type: "mission",
    known: {
      ...leave.known,
      ...(note === "" ? {} : { note }),
      ...(isPlace ? { place: unread } : {}),
    },
    ...(unread === "" || isPlace ? {} : { unread }),
  };
}

const longestPlace = 3;

/** Punches are put right for days gone by: «в понедельник» is the last one. */
function correction(said: Said, { today }: Here): TypedRequest {
  const found = weighDays(said, today).known.from;
  if (found === undefined) return { kind: "correction" };
  const isWeekday = said.days[0]?.from?.said === "weekday";
  const date = found > today && isWeekday ? isoDate(epochDay(found) - 7) : found;
  return date > today ? { kind: "correction" } : { kind: "correction", date };
}

const notWhen: readonly Role[] = [
  "leave",
  "absent",
  "hourly",
  "daily",
  "filler",
  "because",
  "half_day",
  "kind",
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
