import { addDays } from "../../core/calendar/local-date.ts";
import { instantAt, localDateOf } from "../../core/calendar/zone.ts";
import type { Instant, LocalDate } from "../../core/calendar/types.ts";
import type { OrderFacts } from "./types.ts";

const MS_PER_DAY = 86_400_000;
const MS_PER_SECOND = 1000;

/**
 * Until when an order can be paid: the last second of the `dueDays`-th local day after `now`, and never sooner than that many
 * times 24 hours (KV-3, K-DUE).
 */
export function dueAt(now: Instant, timeZone: string, dueDays: number): Instant {
  const end = endOfDay(addDays(localDateOf(now, timeZone), dueDays), timeZone);
  return Math.max(end, now + dueDays * MS_PER_DAY);
}

/** When an unpaid order is annulled: the last second of the `days`-th local day after its due date; null when never (0). */
export function annulAt(due: Instant, days: number, timeZone: string): Instant | null {
  return days === 0 ? null : endOfDay(addDays(localDateOf(due, timeZone), days), timeZone);
}

/** Overdue from the due date on, whether or not the clock's job has said so yet. */
export const isOverdue = (
  { state, dueAt: due }: Pick<OrderFacts, "state" | "dueAt">,
  now: Instant,
): boolean => state === "overdue" || (state === "due" && due !== null && due < now);

const endOfDay = (date: LocalDate, timeZone: string): Instant =>
  instantAt(addDays(date, 1), 0, timeZone) - MS_PER_SECOND;
