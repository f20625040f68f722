import { epochDay, isoDate } from "../../../locales/dates.ts";
import { type DayFound, type DayPhrase, resolveDay } from "./day-phrase.ts";
import type { DaysSaid, Said } from "./read-said.ts";
import type { KnownLeave, TypedProblem } from "./types.ts";

export interface DaysFound {
  readonly known: Pick<KnownLeave, "from" | "to" | "days">;
  readonly problem?: TypedProblem;
  readonly choices?: readonly string[];
}

/** An end this far after the start was rather said the wrong way round. */
const longestDays = 180;
const mostDays = 366;

/** The days of a leave as far as they were said. */
export function weighDays(all: Said, todayDate: string): DaysFound {
  const { dayCount, vague } = all;
  const today = epochDay(todayDate);
  const days = all.days.map((one) => inWeek(one, all.week));
  if (dayCount !== undefined && dayCount > mostDays) return { known: {}, problem: "unclear" };
  const counted = dayCount === undefined ? {} : { days: dayCount };
  const [said, ...more] = days;
  if (said === undefined) return { known: counted };
  if (more.length > 0) return listed(days, today);
  if (vague && said.from === undefined) return { known: counted };
  if (said.from === undefined) return endOnly(said.to, today, counted);
  const first = resolveDay(aligned(said), today);
  if ("problem" in first)
    return failed(first, said.to || said.open ? counted : { days: 1, ...counted });
  if (said.to !== undefined) return range(first.day, said.to, today, dayCount);
  if (dayCount !== undefined)
    return { known: { ...dated(first.day, first.day + dayCount - 1), days: dayCount } };
  if (said.open) return { known: { from: isoDate(first.day) } };
  return { known: { ...dated(first.day, first.day), days: 1 } };
}

/** «На следующей неделе с понедельника по среду»: a week said apart, or only at the end, holds for every weekday. */
function inWeek(said: DaysSaid, apart: "this" | "next" | undefined): DaysSaid {
  const ofEnd = said.to?.said === "weekday" ? said.to.which : "bare";
  const which =
    apart === undefined ? (ofEnd.endsWith("_week") ? ofEnd : "bare") : (`${apart}_week` as const);
  const moved = (phrase: DayPhrase): DayPhrase =>
    phrase.said === "weekday" && phrase.which === "bare" ? { ...phrase, which } : phrase;
  return {
    ...said,
    ...(said.from ? { from: moved(said.from) } : {}),
    ...(said.to ? { to: moved(said.to) } : {}),
  };
}

const dated = (from: number, to: number) => ({ from: isoDate(from), to: isoDate(to) });

function failed(
  found: Extract<DayFound, { problem: unknown }>,
  known: DaysFound["known"],
): DaysFound {
  const { problem, choices } = found;
  return { known, problem, ...(choices ? { choices: choices.map(isoDate) } : {}) };
}

/** Two days in a row are a range; other lists are several requests. */
function listed(days: readonly DaysSaid[], today: number): DaysFound {
  const found = days.map(({ from, to, open }) =>
    from === undefined || to !== undefined || open ? null : resolveDay(from, today),
  );
  const numbers = found.map((one) => (one !== null && "day" in one ? one.day : Number.NaN));
  const [first = Number.NaN] = numbers;
  const inRow = numbers.every((day, index) => day === first + index);
  const last = first + numbers.length - 1;
  return inRow ? { known: dated(first, last) } : { known: {}, problem: "several_days" };
}

/** Only the last day was said: the first one is asked. */
function endOnly(to: DayPhrase | undefined, today: number, known: DaysFound["known"]): DaysFound {
  const last = to && resolveDay(to, today);
  if (last === undefined) return { known };
  return "problem" in last ? failed(last, known) : { known: { ...known, to: isoDate(last.day) } };
}

/** The first day takes the year that only the last one has. */
function aligned({ from, to }: DaysSaid): DayPhrase {
  if (from?.said !== "date" || from.year !== undefined || to?.said !== "date" || !to.year)
    return from ?? { said: "offset", days: 0 };
  if (from.calendar !== to.calendar) return from;
  const later = from.month > to.month || (from.month === to.month && from.day > to.day);
  return { ...from, year: later ? to.year - 1 : to.year };
}

function range(
  first: number,
  to: DayPhrase,
  today: number,
  dayCount: number | undefined,
): DaysFound {
  const from = isoDate(first);
  const last = resolveDay(to, today, first);
  if ("problem" in last) return failed(last, { from });
  if (last.day < first || last.day - first > longestDays)
    return { known: {}, problem: "date_order" };
  if (dayCount !== undefined && dayCount !== last.day - first + 1)
    return { known: { from }, problem: "unclear" };
  return { known: { from, to: isoDate(last.day) } };
}
