import { addDays } from "../core/calendar/local-date.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import type { BookedEntry, LeaveFile, OpenRequest } from "../requests/load-leave-file.ts";
import type { AccrualEntry } from "../requests/rules/types.ts";
import type { LeavePolicy } from "./leave-policy.ts";
import { accrualEntries } from "./rules/accrual.ts";
import { closingEntries, yearEnds } from "./rules/year-end.ts";
import { yearlyEntries } from "./rules/yearly-grant.ts";

/** Days from any day to the end of its leave year, at most. */
const longestYear = 366;

type Earner = Pick<LeaveFile, "startedOn" | "endedOn"> & Partial<Pick<LeaveFile, "since">>;
type Books = Earner & Pick<LeaveFile, "ledger" | "since">;

/** Everything earned up to a day, from the first day of work on. */
export function accrualsUntil(
  { grant }: LeavePolicy,
  earner: Earner,
  until: LocalDate,
): AccrualEntry[] {
  const last = earner.endedOn !== null && earner.endedOn < until ? earner.endedOn : until;
  if (grant.kind === "monthly") return accrualEntries(grant.accrual, earner.startedOn, last);
  // Years before the books were kept here have given their days elsewhere.
  const { startedOn, since = startedOn } = earner;
  if (grant.kind === "yearly")
    return yearlyEntries(grant, since > startedOn ? since : startedOn, last);
  return [];
}

/** Accruals that are due by `until` and not booked yet: the job books them, a balance counts them at once. */
function missingAccruals(policy: LeavePolicy, file: Books, until: LocalDate): BookedEntry[] {
  const booked = new Set(
    file.ledger.filter(({ reason }) => reason === "accrual").map(({ key }) => key),
  );
  return accrualsUntil(policy, file, until)
    .filter(({ key }) => !booked.has(key))
    .map((entry) => ({ ...entry, reason: "accrual" as const }));
}

/** What the years that have ended by `until` take away; only years this ledger has lived through (`since`). */
function missingClosings(
  { grant }: LeavePolicy,
  { startedOn, since }: Books,
  entries: readonly BookedEntry[],
  until: LocalDate,
): BookedEntry[] {
  if (grant.kind !== "monthly" && grant.kind !== "yearly") return [];
  const { carryOver } = grant;
  const first = startedOn > since ? startedOn : since;
  return closingEntries(entries, yearEnds(carryOver.calendar, first, until), carryOver);
}

/** What the rules add to a ledger by a day and the job has not booked yet. */
export function dueEntries(policy: LeavePolicy, file: Books, until: LocalDate): BookedEntry[] {
  const accruals = missingAccruals(policy, file, until);
  return [...accruals, ...missingClosings(policy, file, [...file.ledger, ...accruals], until)];
}

/** The ledger as it is on a day: what is booked, and what is due but not booked yet. */
export const dueLedger = (policy: LeavePolicy, file: Books, until: LocalDate): BookedEntry[] => [
  ...file.ledger,
  ...dueEntries(policy, file, until),
];

export const sumOf = (entries: readonly { readonly minutes: number }[]): number =>
  entries.reduce((sum, { minutes }) => sum + minutes, 0);

export interface Projection {
  readonly balanceNow: number;
  readonly accruesBefore: number;
  /** Lost or paid when a leave year ends before that day. */
  readonly expiresBefore: number;
  readonly otherRequests: number;
  readonly balanceAfter: number;
  /**
   * What may be charged on the first day: the most that leaves nothing below zero then and on every later day on which leave is
   * booked or asked for. What the leave year still brings counts, since leave is taken in advance where the approver agrees (in
   * Russia by right after six months, art. 122); the card says so.
   */
  readonly available: number;
}

/** Leave that is booked or asked for, by its first day. */
interface Move {
  readonly on: LocalDate;
  readonly minutes: number;
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
  if (policy.grant.kind === "occasion") return ofOccasion(policy.grant.minutes, charge.minutes);
  const others = waiting.map(({ startsOn, minutes }) => ({ on: startsOn, minutes: -minutes }));
  const balanceNow = sumOf(dueLedger(policy, file, today));
  const due = dueEntries(policy, withUses(file, others), charge.on);
  const coming = due.filter(({ effectiveOn }) => effectiveOn > today);
  const accruesBefore = sumOf(coming.filter(({ reason }) => reason === "accrual"));
  const expiresBefore = 0 - sumOf(coming.filter(({ reason }) => reason !== "accrual"));
  const otherRequests = sumOf(waiting);
  return {
    balanceNow,
    accruesBefore,
    expiresBefore,
    otherRequests,
    balanceAfter: balanceNow + accruesBefore - expiresBefore - otherRequests - charge.minutes,
    available: mostFrom(policy, file, others, charge.on),
  };
}

const ofOccasion = (granted: number, charged: number): Projection => ({
  balanceNow: granted,
  accruesBefore: 0,
  expiresBefore: 0,
  otherRequests: 0,
  balanceAfter: granted - charged,
  available: granted,
});

const withUses = <File extends Books>(file: File, uses: readonly Move[]): File => ({
  ...file,
  ledger: [
    ...file.ledger,
    ...uses.map(({ on, minutes }, index) => ({
      key: `asked-${index}`,
      reason: "use" as const,
      minutes,
      effectiveOn: on,
    })),
  ],
});

/** The most that may be charged on `first`. What a year's end would take away anyway is free to be used before it. */
function mostFrom(
  policy: LeavePolicy,
  file: LeaveFile,
  others: readonly Move[],
  first: LocalDate,
): number {
  const lowest = (charged: number) =>
    lowestFrom(policy, file, [...others, { on: first, minutes: -charged }], first);
  let most = lowest(0).least;
  let bound = lowest(0).onFirst;
  while (most < bound) {
    const middle = Math.ceil((most + bound) / 2);
    if (lowest(middle).least >= 0) most = middle;
    else bound = middle - 1;
  }
  return most;
}

/** The balance on the first day, and the least of it then and on every later day of leave. */
function lowestFrom(
  policy: LeavePolicy,
  file: LeaveFile,
  asked: readonly Move[],
  first: LocalDate,
): { readonly onFirst: number; readonly least: number } {
  const booked = file.ledger.filter(({ minutes }) => minutes < 0).map((entry) => entry.effectiveOn);
  const lastAsked = [first, ...booked, ...asked.map(({ on }) => on)].toSorted().at(-1) ?? first;
  const earned = accrualsUntil(policy, file, addDays(lastAsked, longestYear));
  const yearStarts = new Map(earned.map(({ key, leaveYearFrom }) => [key, leaveYearFrom]));
  const inAdvance = ({ key, reason, effectiveOn, minutes }: BookedEntry): Move => ({
    on: (reason === "accrual" ? yearStarts.get(key) : undefined) ?? effectiveOn,
    minutes,
  });
  const bookedKeys = new Set(file.ledger.map(({ key }) => key));
  const coming = earned
    .filter(({ key }) => !bookedKeys.has(key))
    .map(({ leaveYearFrom, minutes }) => ({ on: leaveYearFrom, minutes }));
  const closings = dueEntries(policy, withUses(file, asked), lastAsked)
    .filter(({ reason }) => reason !== "accrual")
    .map(inAdvance);
  const moves = [...file.ledger.map(inAdvance), ...asked, ...coming, ...closings];
  const uses = moves.filter(({ minutes }) => minutes < 0).map(({ on }) => on);
  const balanceOn = (day: LocalDate) => sumOf(moves.filter(({ on }) => on <= day));
  const checked = [first, ...uses.filter((day) => day > first)];
  return { onFirst: balanceOn(first), least: Math.min(...checked.map(balanceOn)) };
}

/** The next accrual after a day, within the coming year. */
export const nextAccrual = (policy: LeavePolicy, earner: Earner, today: LocalDate) =>
  accrualsUntil(policy, earner, addDays(today, longestYear)).find(
    ({ effectiveOn }) => effectiveOn > today,
  ) ?? null;
