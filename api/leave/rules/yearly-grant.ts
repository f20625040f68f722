import type { LocalDate } from "../../core/calendar/types.ts";
import type { AccrualEntry } from "../../requests/rules/types.ts";
import { type CarryOver, yearEnds, yearStartOf } from "./year-end.ts";

/** The whole year's days on its first day, or on the first day of work. Keys are stable: `grant-2026-01-01`. */
export function yearlyEntries(
  { minutes, carryOver }: { readonly minutes: number; readonly carryOver: CarryOver },
  startedOn: LocalDate,
  asOf: LocalDate,
): AccrualEntry[] {
  if (asOf < startedOn) return [];
  const first = yearStartOf(carryOver.calendar, startedOn);
  const years = [
    first,
    ...yearEnds(carryOver.calendar, startedOn, asOf).map((end) => end.firstDay),
  ];
  return years.map((yearStart) => {
    const effectiveOn = yearStart < startedOn ? startedOn : yearStart;
    return { key: `grant-${yearStart}`, effectiveOn, leaveYearFrom: effectiveOn, minutes };
  });
}
