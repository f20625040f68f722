import { addDays } from "../core/calendar/local-date.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import type { LeavePolicy } from "./leave-policy.ts";
import type { BookedEntry, LeaveFile, OpenRequest } from "../requests/load-leave-file.ts";
import { accrualEntries } from "./rules/accrual.ts";
import type { AccrualEntry } from "../requests/rules/types.ts";

/** Days from any day to the end of its leave year, at most. */
const longestYear = 366;

type Earner = Pick<LeaveFile, "startedOn" | "endedOn">;

/** Everything earned up to a day, from the first day of work on. */
export function accrualsUntil(policy: LeavePolicy, earner: Earner, until: LocalDate) {
  const last = earner.endedOn !== null && earner.endedOn < until ? earner.endedOn : until;
  return accrualEntries(policy.accrual, earner.startedOn, last);
}

/** Accruals that are due by `until` and not booked yet: the job books them, a balance counts them at once. */
function missingAccruals(
  policy: LeavePolicy,
  file: Earner & Pick<LeaveFile, "ledger">,
  until: LocalDate,
): AccrualEntry[] {
  const booked = new Set(
    file.ledger.filter(({ reason }) => reason === "accrual").map(({ key }) => key),
  );
  return accrualsUntil(policy, file, until).filter(({ key }) => !booked.has(key));
}

/** The ledger as it is on a day: what is booked, and what is earned but not booked yet. */
export const dueLedger = (
  policy: LeavePolicy,
  file: Earner & Pick<LeaveFile, "ledger">,
  until: LocalDate,
): BookedEntry[] => [
  ...file.ledger,
  ...missingAccruals(policy, file, until).map((entry) => ({
    ...entry,
    reason: "accrual" as const,
  })),
];

export const sumOf = (entries: readonly { readonly minutes: number }[]): number =>
  entries.reduce((sum, { minutes }) => sum + minutes, 0);

export interface Projection {
  readonly balanceNow: number;
  readonly accruesBefore: number;
  readonly otherRequests: number;
  readonly balanceAfter: number;
  /**
   * What may be charged on the first day: the least that is left then and on every later day on which leave is booked or
   * asked for. What the leave year still brings counts, since leave is taken in advance where the approver agrees (in Russia
   * by right after six months, art. 122); the card says so.
   */
  readonly available: number;
}

/**
 * What a charge on a day would leave.
 * @param waiting other requests that come first: all that wait when asking, none when one is decided
 */
export function projectBalance(
  policy: LeavePolicy,
  file: LeaveFile,
  charge: { readonly on: LocalDate; readonly minutes: number },
  waiting: readonly OpenRequest[],
  today: LocalDate,
): Projection {
  const others = waiting.map(({ startsOn, minutes }) => ({ on: startsOn, minutes: -minutes }));
  const due = dueLedger(policy, file, today);
  const balanceNow = sumOf(due);
  const accruesBefore = sumOf(
    missingAccruals(policy, file, charge.on).filter(({ effectiveOn }) => effectiveOn > today),
  );
  const otherRequests = sumOf(waiting);
  return {
    balanceNow,
    accruesBefore,
    otherRequests,
    balanceAfter: balanceNow + accruesBefore - otherRequests - charge.minutes,
    available: leastFrom(policy, file, others, charge.on),
  };
}

function leastFrom(
  policy: LeavePolicy,
  file: LeaveFile,
  others: readonly { readonly on: LocalDate; readonly minutes: number }[],
  first: LocalDate,
): number {
  const lastAsked = [first, ...others.map(({ on }) => on)].toSorted().at(-1) ?? first;
  const earned = accrualsUntil(policy, file, addDays(lastAsked, longestYear));
  const yearStarts = new Map(earned.map(({ key, leaveYearFrom }) => [key, leaveYearFrom]));
  const booked = file.ledger.map(({ key, reason, effectiveOn, minutes }) => ({
    on: (reason === "accrual" ? yearStarts.get(key) : undefined) ?? effectiveOn,
    minutes,
  }));
  const uses = [...booked.filter(({ minutes }) => minutes < 0), ...others].map(({ on }) => on);
  const checked = [first, ...uses.filter((day) => day > first)];
  const bookedKeys = new Set(file.ledger.map(({ key }) => key));
  const coming = earned
    .filter(({ key }) => !bookedKeys.has(key))
    .map(({ leaveYearFrom, minutes }) => ({ on: leaveYearFrom, minutes }));
  const moves = [...booked, ...others, ...coming];
  return Math.min(...checked.map((day) => sumOf(moves.filter(({ on }) => on <= day))));
}

/** The next accrual after a day, within the coming year. */
export const nextAccrual = (policy: LeavePolicy, earner: Earner, today: LocalDate) =>
  accrualsUntil(policy, earner, addDays(today, longestYear)).find(
    ({ effectiveOn }) => effectiveOn > today,
  ) ?? null;
