import type { LocalDate } from "../../core/calendar/types.ts";
import { accrualEntries } from "./accrual.ts";
import type { AccrualRules, BalanceParts, LedgerEntry } from "./types.ts";

/** Sum of the ledger as of a day, inclusive; minutes. */
export function balanceOn(entries: readonly LedgerEntry[], date: LocalDate): number {
  return entries.reduce((sum, entry) => (entry.effectiveOn <= date ? sum + entry.minutes : sum), 0);
}

/** The balance on a coming day: with what will have been earned by then and is not in the ledger yet (ATT F13). */
export function projectedBalance(
  entries: readonly LedgerEntry[],
  accrual: { rules: AccrualRules; startedOn: LocalDate },
  date: LocalDate,
): number {
  const booked = new Set(
    entries.filter(({ reason }) => reason === "accrual").map(({ key }) => key),
  );
  const coming = accrualEntries(accrual.rules, accrual.startedOn, date).filter(
    ({ key }) => !booked.has(key),
  );
  return balanceOn(entries, date) + coming.reduce((sum, { minutes }) => sum + minutes, 0);
}

/** One balance in minutes, shown as days of `dayMinutes`, hours and minutes (ATT F1, F2). */
export function splitBalance(minutes: number, dayMinutes: number): BalanceParts {
  const size = Math.abs(minutes);
  const rest = size % dayMinutes;
  return {
    negative: minutes < 0,
    days: Math.floor(size / dayMinutes),
    hours: Math.floor(rest / 60),
    minutes: rest % 60,
  };
}
