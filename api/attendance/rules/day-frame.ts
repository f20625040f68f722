import { addDays } from "../../core/calendar/local-date.ts";
import type { Instant } from "../../core/calendar/types.ts";
import { instantAt, localDateOf } from "../../core/calendar/zone.ts";
import { floorToMinute, intersect, slice, subtract, totalMinutes, union } from "./intervals.ts";
import type { Interval } from "./intervals.ts";
import type { PairedSession } from "./pair-punches.ts";
import type { ApprovedRequest, PlannedDay, ShiftRules } from "./types.ts";

/** A part of a session that lies on one day. */
export interface Piece extends Interval {
  session: PairedSession;
}

/** A stretch of the plan excused by an approved request. */
export interface Excused extends Interval {
  request: Exclude<ApprovedRequest, { kind: "overtime" }>;
}

/** One day laid out as intervals: what was planned, who was there, what is excused. */
export interface DayFrame {
  planned: PlannedDay;
  rules: ShiftRules | null;
  /** The plan, moved by the float that was used. */
  segments: readonly Interval[];
  floatUsed: number;
  /** Sessions that begin on the day. */
  sessions: readonly PairedSession[];
  /** Closed sessions and parts of sessions on this day. */
  pieces: readonly Piece[];
  presence: readonly Interval[];
  /** Presence and, for somebody still in or without an OUT, the time since the IN: says when people came, never how long. */
  attended: readonly Interval[];
  leave: readonly Excused[];
  mission: readonly Excused[];
}

export function frameDay(
  planned: PlannedDay,
  sessions: readonly PairedSession[],
  requests: readonly ApprovedRequest[],
): DayFrame {
  const own = sessions.filter((session) => session.date === planned.date);
  const pieces = sessions.flatMap((session) => pieceOn(session, planned));
  const presence = union(pieces);
  const arrivals = own
    .filter((session) => session.state !== "closed")
    .map(({ in: { at } }) => ({
      from: floorToMinute(at),
      to: Math.max(floorToMinute(at), endOf(planned)),
    }));
  const attended = union([...presence, ...arrivals]);
  const { segments, floatUsed } = floated(planned, attended);
  const excused = requests.flatMap((request) => excusedBy(request, planned, segments));
  return {
    planned,
    rules: planned.rules,
    segments,
    floatUsed,
    sessions: own,
    pieces,
    presence,
    attended,
    leave: excused.filter(({ request }) => request.kind === "leave"),
    mission: excused.filter(({ request }) => request.kind === "mission"),
  };
}

/** Rostered sessions stay whole on their day; others are cut at local midnight (ATT C12). */
function pieceOn(session: PairedSession, { date }: PlannedDay): Piece[] {
  if (!session.out) return [];
  const from = floorToMinute(session.in.at);
  const to = floorToMinute(session.out.at);
  if (session.rostered) return session.date === date && to > from ? [{ session, from, to }] : [];
  if (localDateOf(to, session.in.zone) < date || session.date > date) return [];
  const day = {
    from: instantAt(date, 0, session.in.zone),
    to: instantAt(addDays(date, 1), 0, session.in.zone),
  };
  return intersect([{ from, to }], [day]).map((part) => ({ ...part, session }));
}

function endOf({ segments }: PlannedDay): Instant {
  return segments.at(-1)?.end ?? 0;
}

/** A flexible arrival moves the whole stretch, its end too (ATT D3). Split shifts do not float. */
function floated({ segments, rules }: PlannedDay, attended: readonly Interval[]) {
  const plan = segments.map(({ start, end }) => ({ from: start, to: end }));
  const only = plan[0];
  const came = only && attended.find(({ to }) => to > only.from)?.from;
  if (!only || plan.length > 1 || came === undefined || !rules || rules.floatMinutes === 0) {
    return { segments: plan, floatUsed: 0 };
  }
  const floatUsed = Math.min(Math.max(0, (came - only.from) / 60_000), rules.floatMinutes);
  const by = floatUsed * 60_000;
  return { segments: [{ from: only.from + by, to: only.to + by }], floatUsed };
}

function excusedBy(
  request: ApprovedRequest,
  { date }: PlannedDay,
  segments: readonly Interval[],
): Excused[] {
  if (request.kind === "overtime") return [];
  return spanOf(request, date, segments).map((interval) => ({ ...interval, request }));
}

function spanOf(
  request: Exclude<ApprovedRequest, { kind: "overtime" }>,
  date: string,
  segments: readonly Interval[],
): Interval[] {
  if (request.unit === "day") {
    return request.from <= date && date <= request.to ? [...segments] : [];
  }
  if (request.unit === "hour") {
    return intersect(
      [{ from: floorToMinute(request.from), to: floorToMinute(request.to) }],
      segments,
    );
  }
  if (request.date !== date) return [];
  const planned = totalMinutes(segments);
  const skip = request.part === "first" ? 0 : Math.max(0, planned - request.minutes);
  return slice(segments, skip, request.minutes);
}

/** Does the request touch the date, on a day off too? */
export function touches(request: ApprovedRequest, { date, zone }: PlannedDay): boolean {
  if (request.kind === "overtime") return false;
  if (request.unit === "day") return request.from <= date && date <= request.to;
  if (request.unit === "half_day") return request.date === date;
  return (
    request.from < instantAt(addDays(date, 1), 0, zone) && request.to > instantAt(date, 0, zone)
  );
}

/** The plan without what is excused. */
export function duePlan({ segments, leave, mission }: DayFrame): Interval[] {
  return subtract(segments, [...leave, ...mission]);
}
