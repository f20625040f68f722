import { addDays } from "../core/calendar/local-date.ts";
import { periodRange } from "../core/calendar/period.ts";
import type { CalendarKind, DateRange, PeriodKey } from "../core/calendar/types.ts";
import type { ExportOptions } from "./schemas.ts";

/** The dates of a sheet. @throws RangeError for a period that the calendar does not have */
export function sheetRange(
  period: PeriodKey,
  calendar: CalendarKind,
  part: ExportOptions["part"],
): DateRange {
  const month = periodRange(period, calendar);
  return part === "full" ? month : { from: month.from, to: addDays(month.from, 14) };
}

/** The same for what somebody has typed: null for a year no calendar of ours has. */
export function calendarOfPeriod(
  ...of: Parameters<typeof sheetRange>
): ReturnType<typeof sheetRange> | null {
  try {
    return sheetRange(...of);
  } catch {
    return null;
  }
}
