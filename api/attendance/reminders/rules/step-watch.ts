import type { Instant } from "../../../core/calendar/types.ts";
import type { DayResult } from "../../rules/types.ts";

export type WatchStage = "start" | "end" | "again" | "done";

/** A shift that somebody is expected at, when its moment has come. */
export interface DueWatch {
  readonly stage: WatchStage;
  readonly now: Instant;
  /** The day as it is derived now: plans, leave and punches may have changed since the watch was made. */
  readonly day: Pick<DayResult, "planned" | "sessions" | "status" | "lines" | "anomalies">;
  /** Until when overtime is approved; null: it is not. */
  readonly overtimeUntil: Instant | null;
  /** When the person is planned next; null: not in the days ahead. */
  readonly nextStart: Instant | null;
  readonly ask: WatchSettings;
}

export interface WatchSettings {
  readonly startReminder: boolean;
  readonly startReminderMinutes: number;
  readonly endQuestion: boolean;
  readonly endQuestionMinutes: number;
}

/** What is said, if anything: nobody came, or an exit or an entry is missing since `at`. */
export type WatchWord =
  | { readonly tell: "start"; readonly startsAt: Instant }
  | {
      readonly tell: "end";
      readonly missing: "in" | "out";
      readonly at: Instant;
      readonly endsAt: Instant;
    };

export interface WatchStep {
  readonly say: WatchWord | null;
  readonly stage: WatchStage;
  /** When it is looked at again; null: never. */
  readonly nextAt: Instant | null;
}

const minute = 60_000;
/** The second question comes so long before the next shift (ATT idea 4) … */
const beforeNext = 30 * minute;
/** … and never right after the first. */
const leastPause = 15 * minute;
/** Without a next shift in sight. */
const untilAgain = 16 * 60 * minute;

const over: WatchStep = { say: null, stage: "done", nextAt: null };

/** What is to be said about a shift now and when to look again. Hours are never made up: this only asks (P 3.5). */
export function stepWatch(watch: DueWatch): WatchStep {
  const { day, stage } = watch;
  const last = day.planned.segments.at(-1);
  if (last === undefined || stage === "done") return over;
  if (stage === "start") return stepStart(watch, last.end);
  return stepEnd(watch, last.end);
}

function stepStart(watch: DueWatch, end: Instant): WatchStep {
  const { day, ask, now } = watch;
  const atEnd: WatchStep = ask.endQuestion
    ? { say: null, stage: "end", nextAt: endOf(end, ask) }
    : over;
  const start = startOf(day, ask);
  if (start !== null && start > now) return { say: null, stage: "start", nextAt: start };
  const hasCome =
    day.sessions.length > 0 || day.anomalies.some(({ code }) => code === "in_missing");
  if (hasCome || isExcused(day, now) || !ask.startReminder || end <= now) return atEnd;
  return { ...atEnd, say: { tell: "start", startsAt: day.planned.segments[0]?.start ?? now } };
}

/** Start of the plan with its float, and the pause before anybody is asked. */
export function startOf(
  { planned }: DueWatch["day"],
  { startReminderMinutes }: WatchSettings,
): Instant | null {
  const [first] = planned.segments;
  if (first === undefined) return null;
  return first.start + ((planned.rules?.floatMinutes ?? 0) + startReminderMinutes) * minute;
}

export const endOf = (end: Instant, { endQuestionMinutes }: WatchSettings): Instant =>
  end + endQuestionMinutes * minute;

/** On leave or on a mission at this moment, or the whole day. */
function isExcused({ status, lines }: DueWatch["day"], now: Instant): boolean {
  if (status === "leave" || status === "flexible" || status === "day_off") return true;
  return lines.some(
    ({ layer, from, to }) =>
      layer === "credit" && from !== undefined && to !== undefined && from <= now && now < to,
  );
}

function stepEnd(watch: DueWatch, end: Instant): WatchStep {
  const { now, ask, stage } = watch;
  if (!ask.endQuestion) return over;
  const due = endOf(Math.max(end, watch.overtimeUntil ?? 0), ask);
  if (stage === "end" && due > now) return { say: null, stage: "end", nextAt: due };
  const word = missingOf(watch.day, end);
  if (word === null) return over;
  if (stage === "again") return { say: word, stage: "done", nextAt: null };
  return { say: word, stage: "again", nextAt: againAt(watch) };
}

function againAt({ now, nextStart }: DueWatch): Instant {
  if (nextStart === null) return now + untilAgain;
  return Math.max(nextStart - beforeNext, now + leastPause);
}

/** An entry without its exit; else an exit without its entry (ATT B1, B4). */
function missingOf({ sessions, anomalies }: DueWatch["day"], endsAt: Instant): WatchWord | null {
  const open = sessions.findLast(({ out }) => out === null);
  if (open !== undefined) return { tell: "end", missing: "out", at: open.in.at, endsAt };
  const alone = anomalies.find(({ code }) => code === "in_missing");
  return alone === undefined ? null : { tell: "end", missing: "in", at: alone.at, endsAt };
}
