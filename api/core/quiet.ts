import { addDays } from "./calendar/local-date.ts";
import { instantAt, localDateOf, minuteOfDayOf } from "./calendar/zone.ts";
import type { NoticeKind } from "./notices.ts";

/**
 * Messages that can wait for the morning. Everything else goes at once: receipts, answers to what one has done oneself,
 * questions that are worth nothing later, and whatever concerns the account's safety.
 */
const waiting: ReadonlySet<string> = new Set<NoticeKind>([
  "calendar-changed",
  "calendar-missing",
  "credit-low",
  "doubtful-digest",
  "leave-returned",
  "member-joined",
  "month-closed",
  "order-due-soon",
  "order-overdue",
  "paper-wanted",
  "period-adjusted",
  "period-charged",
  "period-managers",
  "period-progress",
  "period-questions",
  "plan-ended",
  "plan-ending",
  "punch-refused",
  "request-card",
  "request-fyi",
  "roster-changed",
  "seat-wanted",
  "work-summary",
  "worked-on-leave",
]);

export const canWait = (kind: string): boolean => waiting.has(kind);

/** Minutes from local midnight; `from` after `to` runs over midnight; equal ones are no quiet at all. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** What an organisation gets that turns them on without saying when. */
export const usualQuiet: QuietHours = { from: 22 * 60, to: 7 * 60 };

/**
 * When the quiet hours that hold now are over; null when it is not quiet. The first minute is quiet, the last is not. In the
 * reader's zone, also where its clock is moved at night.
 */
export function quietUntil(now: number, zone: string, { from, to }: QuietHours): number | null {
  const minute = minuteOfDayOf(now, zone);
  const isQuiet =
    from < to ? minute >= from && minute < to : from > to && (minute >= from || minute < to);
  if (!isQuiet) return null;
  const today = localDateOf(now, zone);
  const end = instantAt(minute < to ? today : addDays(today, 1), to, zone);
  return end > now ? end : null;
}
