import { isWorkingDay, normMinutes, officialDays } from "../../core/calendar/official-days.ts";
import type { DateRange, OfficialCalendar } from "../../core/calendar/types.ts";
import type { FiveDayHoliday } from "./packs/types.ts";

/**
 * Norm of a period by the week of five days, the same for every schedule: week ÷ 5 × working days − shortened minutes
 * (order 588n; ATT G1, G4). `weekMinutes`: 2400, 2160, 1440 or another whole number of hours. Minutes, exact to a minute.
 */
export function periodNorm(
  calendar: OfficialCalendar,
  range: DateRange,
  weekMinutes: number,
): number {
  const fiveDays: OfficialCalendar = { ...calendar, weekend: [6, 7] };
  const days = officialDays(fiveDays, range).filter(isWorkingDay).length;
  const shortened = -normMinutes(fiveDays, range, 0);
  return Math.floor((days * weekMinutes) / 5) - shortened;
}

export interface ObligationRules {
  /** Days worked in a week. */
  readonly weekDays: 5 | 6;
  readonly fiveDayHoliday: FiveDayHoliday;
}

/** 44 h over five days and over six. */
const LONG_DAY = 528;
const DAY = 440;

/**
 * What a worker in Iran owes in a period: 7:20 per working day of six, 8:48 per working day of five. A holiday in the short
 * week takes off the whole long day, or only 7:20 and the rest is owed (ATT G8). Minutes.
 */
export function obligation(
  calendar: OfficialCalendar,
  range: DateRange,
  { weekDays, fiveDayHoliday }: ObligationRules,
): number {
  if (weekDays === 6) return normMinutes(calendar, range, DAY);
  if (fiveDayHoliday === "credit848") return normMinutes(calendar, range, LONG_DAY);
  const week = officialDays(calendar, range).filter((day) => !day.weeklyRest || isWorkingDay(day));
  const off = week.filter((day) => !isWorkingDay(day)).length;
  const shortened = week.reduce((sum, day) => sum + day.shortenedMinutes, 0);
  return week.length * LONG_DAY - off * DAY - shortened;
}
