import { fromJalali, jalaliMonthLength, jalaliOf } from "../../core/calendar/jalali.ts";
import { addDays, addMonths } from "../../core/calendar/local-date.ts";
import { periodOf } from "../../core/calendar/period.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import type { AccrualEntry, AccrualRules } from "../../requests/rules/types.ts";

const MONTHS = 12;
/** RU: fifteen days or more of a month count as the month, fewer as nothing. */
const RU_DAYS_OF_A_MONTH = 15;

/** Part `count/of` of the year's entitlement; whole minutes, so that twelve months are exactly the year. */
function earned(yearMinutes: number, count: number, of: number): number {
  return Math.floor((yearMinutes * count) / of);
}

/**
 * Monthly entries of annual leave from the first working day until `asOf`, inclusive. Their keys are stable: adding them again
 * changes nothing. IR by completed months of the Jalali year, RU by months of the working year (ATT §4.1, §4.2, F17, F23).
 */
export function accrualEntries(
  rules: AccrualRules,
  startedOn: LocalDate,
  asOf: LocalDate,
): AccrualEntry[] {
  return rules.profile === "ir"
    ? iranianEntries(rules.yearMinutes, startedOn, asOf)
    : russianEntries(rules.yearMinutes, startedOn, asOf);
}

/** Every month is a twelfth of the year's leave, earned on its last day; the month of joining counts by its days (art. 64). */
function iranianEntries(
  yearMinutes: number,
  startedOn: LocalDate,
  asOf: LocalDate,
): AccrualEntry[] {
  const joined = jalaliOf(startedOn);
  const entries: AccrualEntry[] = [];
  let { year, month } = joined;
  let missingDays = joined.day - 1;
  let firstMonth = month;
  for (;;) {
    const first = fromJalali(year, month, 1);
    if (!first) return entries;
    const effectiveOn = addDays(first, jalaliMonthLength(year, month) - 1);
    if (effectiveOn > asOf) return entries;
    // Counted in days of the joining month, so that its part is exact.
    const length = missingDays === 0 ? 1 : jalaliMonthLength(year, firstMonth);
    const until = (months: number) =>
      months === 0 ? 0 : earned(yearMinutes, months * length - missingDays, MONTHS * length);
    const months = month - firstMonth + 1;
    entries.push({
      key: periodOf(first, "jalali"),
      effectiveOn,
      leaveYearFrom: year === joined.year ? startedOn : (fromJalali(year, 1, 1) ?? startedOn),
      minutes: until(months) - until(months - 1),
    });
    month += 1;
    if (month <= MONTHS) continue;
    [year, month, firstMonth, missingDays] = [year + 1, 1, 1, 0];
  }
}

function russianEntries(
  yearMinutes: number,
  startedOn: LocalDate,
  asOf: LocalDate,
): AccrualEntry[] {
  const entries: AccrualEntry[] = [];
  for (let worked = 0; ; worked += 1) {
    const effectiveOn = addDays(addMonths(startedOn, worked), RU_DAYS_OF_A_MONTH - 1);
    if (effectiveOn > asOf) return entries;
    const month = (worked % MONTHS) + 1;
    const leaveYearFrom = addMonths(startedOn, worked - (month - 1));
    entries.push({
      // The year's own first day: somebody employed anew earns a first month once more.
      key: `work-${leaveYearFrom}-${String(month).padStart(2, "0")}`,
      effectiveOn,
      leaveYearFrom,
      minutes: earned(yearMinutes, month, MONTHS) - earned(yearMinutes, month - 1, MONTHS),
    });
  }
}
