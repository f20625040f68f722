import { addDays, daysBetween, weekdayOf } from "../../core/calendar/local-date.ts";
import { isWorkingDay } from "../../core/calendar/official-days.ts";
import type { IsoWeekday, LocalDate, OfficialDay } from "../../core/calendar/types.ts";
import type { BreakRule, ShiftPattern, ShiftSegment, ShiftVersion } from "./types.ts";

type Weekend = readonly IsoWeekday[];

/** What a shift plans on a date, before the day is shortened. */
export function segmentsOn(
  { pattern, rules }: ShiftVersion,
  official: OfficialDay,
  weekend: Weekend,
): readonly ShiftSegment[] {
  if (isClosed(official) && !rules.worksOnHolidays) return [];
  const planned = patternOn(pattern, official.date, weekend);
  if (planned.length > 0 || official.kind !== "work_moved") return planned;
  // A rest day that was made a working day takes the hours of the working weekday before it.
  if (pattern.kind === "workdays") return pattern.segments;
  return pattern.kind === "weekly" ? lastWorkedWeekday(pattern, official.date, weekend) : [];
}

function isClosed({ kind, source }: OfficialDay): boolean {
  if (kind === "holiday" || kind === "moved_off") return true;
  return source === "organisation" && kind === "weekend";
}

function lastWorkedWeekday(
  pattern: ShiftPattern,
  date: LocalDate,
  weekend: Weekend,
): readonly ShiftSegment[] {
  const before = [1, 2, 3, 4, 5, 6].map((days) =>
    patternOn(pattern, addDays(date, -days), weekend),
  );
  return before.find((segments) => segments.length > 0) ?? [];
}

function patternOn(
  pattern: ShiftPattern,
  date: LocalDate,
  weekend: Weekend,
): readonly ShiftSegment[] {
  if (pattern.kind === "workdays") return weekend.includes(weekdayOf(date)) ? [] : pattern.segments;
  if (pattern.kind === "weekly") return pattern.days[weekdayOf(date)] ?? [];
  if (pattern.kind === "rota") return pattern.days[date] ?? [];
  // A weekly-flexible shift plans no hours; its minutes are balanced over the week.
  if (pattern.kind === "weekly_flexible" || pattern.cycle.length === 0) return [];
  const { length } = pattern.cycle;
  return pattern.cycle[((daysBetween(pattern.anchor, date) % length) + length) % length] ?? [];
}

/** A short day of the organisation's own holds for everybody, an official one for the shifts that follow it (RU art. 95). */
export const shortenedBy = (
  { rules }: Pick<ShiftVersion, "rules">,
  { source, shortenedMinutes }: OfficialDay,
): number => (rules.shortDays || source === "organisation" ? shortenedMinutes : 0);

/** Takes minutes off the end of the day. */
export function shorten(
  segments: readonly ShiftSegment[],
  minutes: number,
): readonly ShiftSegment[] {
  const last = segments.at(-1);
  if (minutes === 0 || !last) return segments;
  const length = last.endMinute - last.startMinute;
  if (length <= minutes) return shorten(segments.slice(0, -1), minutes - length);
  return [...segments.slice(0, -1), { ...last, endMinute: last.endMinute - minutes }];
}

/** Minutes that the breaks of a shift take off what is due. @param span minutes of the segments in real time */
export function unpaidMinutes(
  breaks: readonly BreakRule[],
  segments: readonly ShiftSegment[],
  span: number,
): number {
  return breaks.reduce((sum, rule) => sum + unpaidOf(rule, segments, span), 0);
}

function unpaidOf(rule: BreakRule, segments: readonly ShiftSegment[], span: number): number {
  if (rule.paid || span === 0) return 0;
  if (rule.mode === "auto_deduct") {
    return Math.min(rule.minutes, Math.max(0, span - rule.afterMinutes));
  }
  if (rule.mode === "punched") return rule.minutes;
  return segments.reduce((sum, { startMinute, endMinute }) => {
    const overlap = Math.min(endMinute, rule.endMinute) - Math.max(startMinute, rule.startMinute);
    return sum + Math.max(0, overlap);
  }, 0);
}

/**
 * A day's share of a weekly-flexible shift: the week over its usual working days, the odd minutes on the first ones. A closed day
 * owes nothing; a rest day made working, or a shortened one, follows the calendar.
 */
export function shareOfWeek(
  { pattern, rules }: ShiftVersion,
  official: OfficialDay,
  weekend: Weekend,
): number {
  if (pattern.kind !== "weekly_flexible" || !isWorkingDay(official)) return 0;
  const workdays = ([1, 2, 3, 4, 5, 6, 7] as const).filter((day) => !weekend.includes(day));
  if (workdays.length === 0) return 0;
  const share = Math.floor(pattern.weekMinutes / workdays.length);
  const odd = pattern.weekMinutes % workdays.length;
  const place = workdays.indexOf(weekdayOf(official.date));
  const whole = share + (place >= 0 && place < odd ? 1 : 0);
  return Math.max(0, whole - shortenedBy({ rules }, official));
}
