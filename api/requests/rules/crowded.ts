import { datesOf } from "../../core/calendar/local-date.ts";
import type { DateRange, LocalDate } from "../../core/calendar/types.ts";

/**
 * The day on which most of a group would be away, the person who asks included.
 * @param absent others who are away, one entry per absence
 * @param of people of the group; 0 without one
 */
export function crowdedDay(
  range: DateRange,
  absent: readonly (DateRange & { readonly name: string })[],
  of: number,
): { readonly date: LocalDate; readonly away: number; readonly of: number } | null {
  if (absent.length === 0 || of === 0) return null;
  const counted = datesOf(range).map((date) => ({
    date,
    away:
      1 +
      new Set(absent.filter(({ from, to }) => from <= date && date <= to).map((a) => a.name)).size,
  }));
  const worst = counted.reduce((most, day) => (day.away > most.away ? day : most));
  return worst.away > 1 ? { ...worst, of } : null;
}
