import { addDays } from "../core/calendar/local-date.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { Refusal } from "../core/refusal.ts";
import type { LeavePolicy } from "../leave/leave-policy.ts";
import type { LeaveFile } from "./load-leave-file.ts";
import { projectBalance } from "../leave/project-balance.ts";
import { leaveCost } from "./rules/leave-cost.ts";
import { overlappingRequest } from "./rules/overlap.ts";
import type { RequestSpan } from "./rules/types.ts";
import type { LeaveCard } from "./schemas.ts";
import { firstDay, lastDay } from "./span-of.ts";

const earliestDaysBack = 30;
const latestDaysAhead = 366;

/**
 * What a leave costs and leaves: the one path of preview and act.
 * @throws {Refusal} `date_out_of_range`, `outside_employment`, `overlapping_request` (names the first), `nothing_to_charge`, `insufficient_balance`
 */
export function computeLeave(
  policy: LeavePolicy,
  file: LeaveFile,
  span: RequestSpan,
  today: LocalDate,
): LeaveCard {
  refuseFarDates(span, today);
  if (firstDay(span) < file.startedOn)
    throw new Refusal("outside_employment", { from: file.startedOn });
  refuseOverlap(file, span);
  const { type } = policy;
  const cost = leaveCost(span, file.plan, type);
  if (cost.minutes === 0) throw new Refusal("nothing_to_charge", { date: firstDay(span) });
  const charge = { on: firstDay(span), minutes: cost.minutes };
  const waiting = file.requests.filter(({ state }) => state === "pending");
  const { available, ...balance } = projectBalance(policy, file, charge, waiting, today);
  refuseShortBalance(charge, available, type.dayMinutes);
  return {
    unit: span.unit,
    from: firstDay(span),
    to: lastDay(span),
    part: span.unit === "half_day" ? span.part : null,
    fromMinute: span.unit === "hour" ? span.fromMinute : null,
    toMinute: span.unit === "hour" ? span.toMinute : null,
    minutesCharged: cost.minutes,
    chargedDays: cost.chargedDays,
    skipped: cost.days.flatMap(({ date, skipped, names }) =>
      skipped === null ? [] : [{ date, reason: skipped, names: [...names] }],
    ),
    calendarKnown: cost.calendarKnown,
    dayMinutes: type.dayMinutes,
    ...balance,
    away: [...file.away],
  };
}

function refuseFarDates(span: RequestSpan, today: LocalDate): void {
  const first = addDays(today, -earliestDaysBack);
  const last = addDays(today, latestDaysAhead);
  if (firstDay(span) < first || lastDay(span) > last)
    throw new Refusal("date_out_of_range", { first, last });
}

function refuseOverlap(file: LeaveFile, span: RequestSpan): void {
  const first = overlappingRequest(span, file.requests, file.plan);
  if (first === null) return;
  throw new Refusal("overlapping_request", {
    request: first.id,
    state: first.state,
    unit: first.span.unit,
    from: firstDay(first.span),
    to: lastDay(first.span),
  });
}

/** @throws {Refusal} `insufficient_balance` with the numbers */
export function refuseShortBalance(
  charge: { readonly on: LocalDate; readonly minutes: number },
  available: number,
  dayMinutes: number,
): void {
  const missing = charge.minutes - available;
  if (missing <= 0) return;
  const { minutes, on: date } = charge;
  throw new Refusal("insufficient_balance", { minutes, available, missing, dayMinutes, date });
}
