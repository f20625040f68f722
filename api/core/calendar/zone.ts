import { epochDayOf, fromEpochDay } from "./local-date.ts";
import type { Instant, LocalDate, MinuteOfDay } from "./types.ts";

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;
/** Every offset change of the zone database since 1970 falls on a quarter of an hour. */
const BUCKET = 15 * MS_PER_MINUTE;
const MAX_KEPT = 20_000;

const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();
let kept = 0;

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  formatters.set(zone, made);
  return made;
}

function computeOffset(bucket: number, zone: string): number {
  const start = bucket * BUCKET;
  const fields: Record<string, number> = {};
  for (const part of formatterOf(zone).formatToParts(start)) fields[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = fields;
  return Date.UTC(year, month - 1, day, hour, minute) - start;
}

/** Local time − UTC in milliseconds. Throws RangeError for an unknown zone. */
export function offsetAt(instant: Instant, zone: string): number {
  const bucket = Math.floor(instant / BUCKET);
  let ofZone = offsets.get(zone);
  const known = ofZone?.get(bucket);
  if (known !== undefined) return known;
  const offset = computeOffset(bucket, zone);
  if (kept >= MAX_KEPT) {
    offsets.clear();
    kept = 0;
    ofZone = undefined;
  }
  if (!ofZone) {
    ofZone = new Map();
    offsets.set(zone, ofZone);
  }
  ofZone.set(bucket, offset);
  kept += 1;
  return offset;
}

/** True for a zone this runtime knows (`Asia/Tehran`). */
export function isZone(zone: string): boolean {
  try {
    formatterOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** The local day an instant falls on (ATT C6, C7). */
export function localDateOf(instant: Instant, zone: string): LocalDate {
  return fromEpochDay(Math.floor((instant + offsetAt(instant, zone)) / MS_PER_DAY));
}

/** Minutes since local midnight on the wall clock, 0..1439. */
export function minuteOfDayOf(instant: Instant, zone: string): MinuteOfDay {
  const local = instant + offsetAt(instant, zone);
  return Math.floor((local - Math.floor(local / MS_PER_DAY) * MS_PER_DAY) / MS_PER_MINUTE);
}

/**
 * The instant of a wall-clock minute; `minute` may be past 1440 (the next day) or negative.
 * A time that the clock skips counts as the later one, a repeated time as the first one (Temporal's `compatible`).
 */
export function instantAt(date: LocalDate, minute: MinuteOfDay, zone: string): Instant {
  const local = epochDayOf(date) * MS_PER_DAY + minute * MS_PER_MINUTE;
  const before = local - offsetAt(local - MS_PER_DAY, zone);
  const after = local - offsetAt(local + MS_PER_DAY, zone);
  if (before === after) return before;
  const holds = (instant: Instant) => instant + offsetAt(instant, zone) === local;
  if (holds(before)) return before;
  return holds(after) ? after : before;
}
