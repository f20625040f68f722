import type { Instant } from "../../core/calendar/types.ts";
import { instantAt, localDateOf } from "../../core/calendar/zone.ts";
import { duePlan, frameDay, touches } from "./day-frame.ts";
import type { Absence, DayFrame } from "./day-frame.ts";
import { deriveDays } from "./derive-days.ts";
import { floorToMinute } from "./intervals.ts";
import type {
  ApprovedRequest,
  BoardEntry,
  DayResult,
  EffectivePunch,
  PlannedDay,
  WorkRule,
} from "./types.ts";

export interface BoardInput {
  now: Instant;
  /** Of yesterday and today. */
  punches: readonly EffectivePunch[];
  /** Yesterday, today and tomorrow, without gaps. */
  roster: readonly PlannedDay[];
  requests: readonly ApprovedRequest[];
  rules: readonly WorkRule[];
}

/**
 * Where one person is now. Who is in counts as in, even on leave; a shift that nobody came to is `late` with `present: false`.
 * Throws RangeError when the roster lacks today.
 */
export function boardStatus(input: BoardInput): BoardEntry {
  const { roster, now } = input;
  const index = roster.findIndex((day) => day.date === localDateOf(now, day.zone));
  const today = roster[index];
  if (!today) throw new RangeError("the roster lacks today");
  const [before, after] = [roster[index - 1] ?? today, roster[index + 1] ?? today];
  const days = deriveDays({ ...input, from: before.date, to: after.date });
  return presentEntry(days) ?? absentEntry(input, currentDay(days, now));
}

function entry(
  status: BoardEntry["status"],
  since: Instant | null,
  lateMinutes = 0,
  present = false,
): BoardEntry {
  return { status, present, since, lateMinutes };
}

/** Somebody whose last session is open. */
function presentEntry(days: readonly DayResult[]): BoardEntry | null {
  const day = days.findLast(
    ({ status, sessions }) => status === "open" && sessions.at(-1)?.out === null,
  );
  const session = day?.sessions.at(-1);
  if (!day || !session) return null;
  const late = day.late?.minutes ?? 0;
  const taken = session.breaks.at(-1);
  return {
    ...entry(late > 0 ? "late" : "in", session.in.at, late, true),
    ...(taken?.end === null ? { onBreakSince: taken.start.at } : {}),
  };
}

/** The day whose shift runs now, a night of yesterday too; else today. */
function currentDay(days: readonly DayResult[], now: Instant): DayResult {
  const running = days.find(({ planned: { segments } }) => {
    const [start, end] = [segments[0]?.start ?? Infinity, segments.at(-1)?.end ?? -Infinity];
    return start <= now && now < end;
  });
  const today = running ?? days.find(({ date, zone }) => date === localDateOf(now, zone));
  if (!today) throw new RangeError("the roster lacks today");
  return today;
}

function absentEntry({ now, requests }: BoardInput, day: DayResult): BoardEntry {
  const { planned, sessions, workRule } = day;
  const frame = frameDay(planned, [], requests, workRule);
  const away = awaySince(frame, requests, now);
  if (away !== null) return entry("away", away);
  const out = sessions.at(-1)?.out;
  if (out) return entry("out", out.at);
  if (day.status === "unresolved") return entry("out", null);

  const due = duePlan(frame);
  const [start, end] = [due[0]?.from, due.at(-1)?.to];
  if (start === undefined || end === undefined) return entry(unplanned(planned), null);
  const waited = (floorToMinute(Math.min(now, end)) - start) / 60_000;
  const patience = (planned.rules?.graceLateMinutes ?? 0) + (planned.rules?.floatMinutes ?? 0);
  return waited > patience ? entry("late", start, waited) : entry("not_yet", start);
}

function unplanned({ weekMinutes, expectedMinutes, rules }: PlannedDay): BoardEntry["status"] {
  if (weekMinutes !== null && expectedMinutes > 0) return "flexible";
  return rules === null ? "no_shift" : "day_off";
}

function awaySince(
  { planned, leave, mission }: DayFrame,
  requests: readonly ApprovedRequest[],
  now: Instant,
): Instant | null {
  const whole = requests.find(
    (request): request is Extract<Absence, { unit: "day" }> =>
      request.kind !== "overtime" && request.unit === "day" && touches(request, planned),
  );
  if (whole) return instantAt(whole.from, 0, planned.zone);
  return [...leave, ...mission].find(({ from, to }) => from <= now && now < to)?.from ?? null;
}
