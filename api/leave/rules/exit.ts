import { jalaliMonthLength, jalaliOf } from "../../core/calendar/jalali.ts";
import { addMonths } from "../../core/calendar/local-date.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import type { AccrualEntry, AccrualRules, LedgerEntry } from "../../requests/rules/types.ts";
import { accrualEntries } from "./accrual.ts";

const MONTHS = 12;
/** RU: who has worked so many months of the working year is paid for all of it (rules of 30.04.1930 № 169, p. 28). */
const RU_FULL_YEAR_FROM = 11;

/**
 * What the last, unfinished month of work adds when somebody leaves. IR by its days (art. 64, 71). RU: a month counts from its
 * fifteenth day, which the monthly entries know, and eleven months are the whole year (art. 127).
 */
export function exitAccrual(
  rules: AccrualRules,
  startedOn: LocalDate,
  endedOn: LocalDate,
): LedgerEntry | null {
  const minutes =
    rules.profile === "ir"
      ? iranianPart(rules.yearMinutes, startedOn, endedOn)
      : russianRest(rules, startedOn, endedOn);
  if (minutes === 0) return null;
  return { key: `exit-${endedOn}`, reason: "accrual", minutes, effectiveOn: endedOn };
}

function iranianPart(yearMinutes: number, startedOn: LocalDate, endedOn: LocalDate): number {
  const end = jalaliOf(endedOn);
  const length = jalaliMonthLength(end.year, end.month);
  if (end.day === length) return 0;
  const start = jalaliOf(startedOn);
  const sameMonth = start.year === end.year && start.month === end.month;
  const days = end.day - (sameMonth ? start.day - 1 : 0);
  return Math.floor((yearMinutes * days) / (MONTHS * length));
}

function russianRest(rules: AccrualRules, startedOn: LocalDate, endedOn: LocalDate): number {
  const entries: readonly AccrualEntry[] = accrualEntries(rules, startedOn, endedOn);
  const yearFrom = entries.at(-1)?.leaveYearFrom;
  if (yearFrom === undefined || endedOn >= addMonths(yearFrom, MONTHS)) return 0;
  const ofYear = entries.filter(({ leaveYearFrom }) => leaveYearFrom === yearFrom);
  if (ofYear.length < RU_FULL_YEAR_FROM) return 0;
  return rules.yearMinutes - ofYear.reduce((sum, { minutes }) => sum + minutes, 0);
}
