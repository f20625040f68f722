import type { Instant } from "../../core/calendar/types.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** When an attempt without an end is looked at again, from its making (BIL §3.7). */
const checksAfter: readonly number[] = [
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  6 * HOUR,
  24 * HOUR,
  48 * HOUR,
  72 * HOUR,
];

/** Until when the bank may take its time: then it is a case of ours (AT-15). */
export const reviewEndsAt = (createdAt: Instant): Instant => createdAt + 72 * HOUR;

/**
 * When to look next after `checks` looks in vain; null after the last one, at 72 hours: a case is opened.
 * @param createdAt instant, ms
 */
export function nextCheck(createdAt: Instant, checks: number): Instant | null {
  const after = checksAfter[checks];
  return after === undefined ? null : createdAt + after;
}
