import type { Said } from "./read-said.ts";
import { resolveTime } from "./time-phrase.ts";
import type { KnownLeave, TypedProblem } from "./types.ts";

export interface HoursFound {
  readonly known: Pick<KnownLeave, "fromMinute" | "toMinute" | "minutes">;
  readonly problem?: TypedProblem;
}

const dayMinutes = 1440;
const evening = 17 * 60;
const noon = 12 * 60;

/** The hours of a leave as far as they were said; a time with two readings is left open and its length kept. */
export function weighHours(said: Said): HoursFound {
  const { length, hint } = said;
  if (length !== undefined && (length < 1 || length > dayMinutes))
    return { known: {}, problem: "no_such_hour" };
  const kept = length === undefined ? {} : { minutes: length };
  const from = said.from && resolveTime(withMarkOf(said.from, said.to), hint);
  const to = said.to && resolveTime(afterEvening(said), hint);
  for (const side of [from, to])
    if (side && "problem" in side && side.problem === "no_such_hour")
      return { known: kept, problem: "no_such_hour" };
  if (from && "problem" in from) return openStart(said, kept);
  if (to && "problem" in to)
    return from
      ? { known: { fromMinute: from.minute, ...kept }, problem: to.problem }
      : { known: kept, problem: to.problem };
  if (from && to) return range(from.minute, to.minute, length);
  if (from) return started(from.minute, length);
  return to && length !== undefined ? ended(to.minute, length) : { known: { ...kept, ...end(to) } };
}

const end = (to: { readonly minute: number } | undefined) =>
  to === undefined ? {} : { toMinute: to.minute };

/** «с 2 до 4 дня»: the word at the end speaks for a start that needs one. */
function withMarkOf(from: NonNullable<Said["from"]>, to: Said["to"]): NonNullable<Said["from"]> {
  const daytime = from.daytime ?? (from.hour < 7 ? to?.daytime : undefined);
  return { ...from, daytime };
}

/** After a start only a 24-hour clock has, or beside an exact one, the end is read the same way. */
function afterEvening({ from, to }: Said): NonNullable<Said["to"]> {
  const time = to ?? { hour: 0, minute: 0, exact: true, certain: true };
  const isClock = from !== undefined && (from.hour > 12 || from.hour === 0);
  return isClock && time.daytime === undefined ? { ...time, exact: true } : time;
}

/** The start has two readings: how long it lasts has one when both ends are on the same half of the day. */
function openStart({ from, to, length }: Said, kept: HoursFound["known"]): HoursFound {
  const problem = "morning_or_evening";
  if (length !== undefined || from === undefined || to === undefined || to.hour > 12)
    return { known: kept, problem };
  const lasts = (to.hour - from.hour) * 60 + to.minute - from.minute;
  return lasts > 0 ? { known: { minutes: lasts }, problem } : { known: kept, problem };
}

function range(fromMinute: number, toMinute: number, length: number | undefined): HoursFound {
  const overnight = toMinute <= fromMinute && fromMinute >= evening && toMinute <= noon;
  if (toMinute <= fromMinute && !overnight) return { known: {}, problem: "hours_order" };
  const last = overnight ? toMinute + dayMinutes : toMinute;
  if (length !== undefined && length !== last - fromMinute)
    return { known: {}, problem: "unclear" };
  return { known: { fromMinute, toMinute: last } };
}

const started = (fromMinute: number, length: number | undefined): HoursFound => ({
  known: { fromMinute, ...(length === undefined ? {} : { toMinute: fromMinute + length }) },
});

const ended = (toMinute: number, length: number): HoursFound =>
  length > toMinute
    ? { known: { minutes: length }, problem: "hours_order" }
    : { known: { fromMinute: toMinute - length, toMinute } };
