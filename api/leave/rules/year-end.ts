import { fromJalali, jalaliOf } from "../../core/calendar/jalali.ts";
import { addDays } from "../../core/calendar/local-date.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import type { LedgerEntry } from "../../requests/rules/types.ts";

/** What becomes of leave that is left when its year ends. */
export interface CarryOver {
  readonly calendar: "jalali" | "gregorian";
  /** At most so much goes into the next year, minutes; null: all of it. */
  readonly capMinutes: number | null;
  /** The rest is lost or paid. */
  readonly excess: "expiry" | "payout";
}

export interface YearEnd {
  /** `year-1405`: closing a year twice changes nothing. */
  readonly key: string;
  readonly lastDay: LocalDate;
  /** First day of the next year. */
  readonly firstDay: LocalDate;
}

/** The leave years that end after `after` and whose next one has begun by `until`. */
export function yearEnds(
  calendar: CarryOver["calendar"],
  after: LocalDate,
  until: LocalDate,
): YearEnd[] {
  const ends: YearEnd[] = [];
  for (let year = yearOf(calendar, after); ; year += 1) {
    const firstDay = firstDayOf(calendar, year + 1);
    if (firstDay === null || firstDay > until) return ends;
    ends.push({ key: `year-${year}`, lastDay: addDays(firstDay, -1), firstDay });
  }
}

const yearOf = (calendar: CarryOver["calendar"], date: LocalDate): number =>
  calendar === "jalali" ? jalaliOf(date).year : Number(date.slice(0, 4));

/** First day of a calendar year; null outside the years the calendar knows. */
const firstDayOf = (calendar: CarryOver["calendar"], year: number): LocalDate | null =>
  calendar === "jalali" ? fromJalali(year, 1, 1) : `${year}-01-01`;

export const yearStartOf = (calendar: CarryOver["calendar"], date: LocalDate): LocalDate =>
  firstDayOf(calendar, yearOf(calendar, date)) ?? date;

/**
 * What the ends of years add to a ledger: a mark that the rest was carried over, and what goes beyond the cap (IR art. 66: nine
 * days, ATT F16). Years that the ledger has closed already are left alone.
 */
export function closingEntries(
  entries: readonly LedgerEntry[],
  ends: readonly YearEnd[],
  { capMinutes, excess }: CarryOver,
): LedgerEntry[] {
  const closed = new Set(entries.filter(({ reason }) => reason === "carry_over").map(keyOf));
  const closings: LedgerEntry[] = [];
  for (const { key, lastDay, firstDay } of ends) {
    if (closed.has(key)) continue;
    const left = [...entries, ...closings]
      .filter(({ effectiveOn }) => effectiveOn <= lastDay)
      .reduce((sum, { minutes }) => sum + minutes, 0);
    closings.push({ key, reason: "carry_over", minutes: 0, effectiveOn: firstDay });
    const beyond = capMinutes === null ? 0 : left - capMinutes;
    if (beyond > 0) closings.push({ key, reason: excess, minutes: -beyond, effectiveOn: firstDay });
  }
  return closings;
}

const keyOf = ({ key }: LedgerEntry): string => key;
