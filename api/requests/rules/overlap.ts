import type { PlannedDay } from "../../attendance/rules/types.ts";
import { epochDayOf } from "../../core/calendar/local-date.ts";
import type { LocalDate, MinuteOfDay } from "../../core/calendar/types.ts";
import { minuteOfDayOf } from "../../core/calendar/zone.ts";
import type { ExistingRequest, RequestSpan } from "./types.ts";

const DAY = 1440;
const NOON: MinuteOfDay = 720;

/** Local minutes since 1970-01-01, half-open. */
interface Stretch {
  from: number;
  to: number;
}

/**
 * The first leave or mission, waiting or approved, that a new span runs into; null when free (ATT F11).
 * @param plan tells where a half day parts; noon without it
 * @param kinds what it may run into; overtime only runs into overtime
 */
export function overlappingRequest<T extends ExistingRequest>(
  span: RequestSpan,
  requests: readonly T[],
  plan: readonly PlannedDay[] = [],
  kinds: readonly ExistingRequest["kind"][] = ["leave", "mission"],
): T | null {
  const wanted = stretchOf(span, plan);
  const clashes = requests
    .filter(({ kind }) => kinds.includes(kind))
    .filter(({ state }) => state === "pending" || state === "approved")
    .map((request) => ({ request, at: stretchOf(request.span, plan) }))
    .filter(({ at }) => at.from < wanted.to && wanted.from < at.to)
    .toSorted((a, b) => a.at.from - b.at.from || (a.request.id < b.request.id ? -1 : 1));
  return clashes[0]?.request ?? null;
}

function stretchOf(span: RequestSpan, plan: readonly PlannedDay[]): Stretch {
  if (span.unit === "day")
    return { from: epochDayOf(span.from) * DAY, to: (epochDayOf(span.to) + 1) * DAY };
  const midnight = epochDayOf(span.date) * DAY;
  if (span.unit === "hour")
    return { from: midnight + span.fromMinute, to: midnight + span.toMinute };
  const { middle, end } = halvesOf(span.date, plan);
  return span.part === "first"
    ? { from: midnight, to: midnight + middle }
    : { from: midnight + middle, to: midnight + end };
}

/** A night shift's second half ends the next day. */
function halvesOf(
  date: LocalDate,
  plan: readonly PlannedDay[],
): { middle: MinuteOfDay; end: MinuteOfDay } {
  const day = plan.find((candidate) => candidate.date === date);
  const first = day?.segments[0];
  const last = day?.segments.at(-1);
  if (!day || !first || !last) return { middle: NOON, end: DAY };
  const start = minuteOfDayOf(first.start, day.zone);
  const length = (last.end - first.start) / 60_000;
  return { middle: start + Math.floor(length / 2), end: Math.max(DAY, start + length) };
}
