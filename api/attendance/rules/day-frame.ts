import { addDays } from "../../core/calendar/local-date.ts";
import type { Instant } from "../../core/calendar/types.ts";
import { instantAt } from "../../core/calendar/zone.ts";
import { dueMinutes, netMinutes } from "./breaks.ts";
import { floorToMinute, intersect, slice, subtract, totalMinutes, union } from "./intervals.ts";
import type { Interval } from "./intervals.ts";
import type { PairedSession } from "./pair-punches.ts";
import type { ApprovedRequest, PlannedDay, ShiftRules, WorkRule } from "./types.ts";

const MS_PER_MINUTE = 60_000;

/** A part of a session that lies on one day. */
export interface Piece extends Interval {
  session: PairedSession;
}

/** A stretch of the plan excused by an approved request. */
export interface Excused extends Interval {
  request: Absence;
}

export type Absence = Exclude<ApprovedRequest, { kind: "overtime" }>;

/** One day laid out as intervals: what was planned, who was there, what is excused. */
export interface DayFrame {
  planned: PlannedDay;
  rules: ShiftRules | null;
  /** What the organisation reckons the day by. */
  workRule: WorkRule;
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
  workRule: WorkRule,
): DayFrame {
  const own = sessions.filter((session) => session.date === planned.date);
  const pieces = sessions.flatMap((session) => pieceOn(session, planned));
  const presence = union(pieces);
  const arrivals = own
    .filter(({ state }) => state !== "closed")
    .map(({ from }) => ({ from, to: Math.max(from, endOf(planned)) }));
  const attended = arrivals.length === 0 ? presence : union([...presence, ...arrivals]);
  const { segments, floatUsed } = floated(planned, attended);
  const excused = excusedParts(planned, requests, segments);
  return {
    planned,
    rules: planned.rules,
    workRule,
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
  const { from, to } = session;
  if (to === null) return [];
  if (session.rostered) return session.date === date ? [{ session, from, to }] : [];
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
function floated(planned: PlannedDay, attended: readonly Interval[]) {
  const plan = planned.segments.map(({ start, end }) => ({ from: start, to: end }));
  const only = plan[0];
  const came = only && attended.find(({ to }) => to > only.from)?.from;
  const float = plan.length === 1 ? (planned.rules?.floatMinutes ?? 0) : 0;
  if (!only || came === undefined || float === 0) return { segments: plan, floatUsed: 0 };
  const floatUsed = Math.min(Math.max(0, (came - only.from) / MS_PER_MINUTE), float);
  return { segments: [movedBy(planned, only, floatUsed)], floatUsed };
}

/** Later by so many minutes and as much to do: the end gives way to a fixed break that the move runs into, or out of. */
function movedBy(planned: PlannedDay, plan: Interval, minutes: number): Interval {
  const moved = {
    from: plan.from + minutes * MS_PER_MINUTE,
    to: plan.to + minutes * MS_PER_MINUTE,
  };
  const wanted = netMinutes(planned, [plan]);
  for (let round = 0; round < 10; round += 1) {
    const short = wanted - netMinutes(planned, [moved]);
    if (short === 0) break;
    moved.to += short * MS_PER_MINUTE;
  }
  return moved;
}

/** Leave before missions, then by id, whatever the order they are given in. */
export function inOrder(requests: readonly ApprovedRequest[]): Absence[] {
  return requests
    .filter((request): request is Absence => request.kind !== "overtime")
    .toSorted((a, b) => a.kind.localeCompare(b.kind) || (a.requestId < b.requestId ? -1 : 1));
}

/** No minute is excused twice. */
function excusedParts(
  planned: PlannedDay,
  requests: readonly ApprovedRequest[],
  segments: readonly Interval[],
): Excused[] {
  const excused: Excused[] = [];
  for (const request of inOrder(requests)) {
    const parts = subtract(spanOf(request, planned, segments), excused);
    excused.push(...parts.map((part) => ({ ...part, request })));
  }
  return excused;
}

function spanOf(
  request: Absence,
  planned: PlannedDay,
  segments: readonly Interval[],
): readonly Interval[] {
  if (request.unit === "day") {
    return request.from <= planned.date && planned.date <= request.to ? segments : [];
  }
  if (request.unit === "hour") {
    return intersect(
      [{ from: floorToMinute(request.from), to: floorToMinute(request.to) }],
      segments,
    );
  }
  return request.date === planned.date ? halfOf(request, planned, segments) : [];
}

/** The stretch from the start or the end of the plan that takes the half's minutes off the due ones, over lunch if need be. */
function halfOf(
  { part, minutes }: Extract<Absence, { unit: "half_day" }>,
  planned: PlannedDay,
  segments: readonly Interval[],
): Interval[] {
  const whole = totalMinutes(segments);
  const left = Math.max(0, dueMinutes(planned, segments) - minutes);
  for (let size = Math.min(minutes, whole); size < whole; size += 1) {
    const half = slice(segments, part === "first" ? 0 : whole - size, size);
    if (dueMinutes(planned, subtract(segments, half)) <= left) return half;
  }
  return [...segments];
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
