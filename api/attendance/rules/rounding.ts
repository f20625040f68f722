import type { Instant } from "../../core/calendar/types.ts";
import { minuteOfDayOf } from "../../core/calendar/zone.ts";
import { floorToMinute } from "./intervals.ts";
import type { EffectivePunch, Rounding } from "./types.ts";

const MS_PER_MINUTE = 60_000;

/**
 * The minute of a punch that counts: its own, or the nearest, next or last one on a grid of the local clock. Always made from the
 * stored time, so rounding never compounds (ATT D7); it keeps the order of punches, so sessions cannot come to overlap.
 */
export function countedAt({ at, zone }: EffectivePunch, { minutes, mode }: Rounding): Instant {
  const minute = floorToMinute(at);
  if (minutes <= 1) return minute;
  const past = minuteOfDayOf(minute, zone) % minutes;
  if (past === 0) return minute;
  const up = mode === "up" || (mode === "nearest" && past * 2 >= minutes);
  return minute + (up ? minutes - past : -past) * MS_PER_MINUTE;
}
