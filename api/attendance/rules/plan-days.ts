import { addDays, datesOf, daysBetween, weekdayOf } from "../../core/calendar/local-date.ts";
import { isWorkingDay, officialDay } from "../../core/calendar/official-days.ts";
import type {
  DateRange,
  LocalDate,
  OfficialCalendar,
  OfficialDay,
} from "../../core/calendar/types.ts";
import { instantAt } from "../../core/calendar/zone.ts";
import type {
  BreakRule,
  PlannedDay,
  ShiftAssignment,
  ShiftPattern,
  ShiftSegment,
  ShiftVersion,
} from "./types.ts";

export interface PlanDaysInput {
  /** Of one person: own ones and those of the person's groups. */
  assignments: readonly ShiftAssignment[];
  /** Every version of the assigned shifts. */
  versions: readonly ShiftVersion[];
  calendar: OfficialCalendar;
  range: DateRange;
  /** Zone of days without an assignment. */
  zone: string;
}

/** What one person should do on each date of the range; every date is there, days off with no segments. */
export function planDays(input: PlanDaysInput): PlannedDay[] {
  return datesOf(input.range).map((date) => planDay(input, date));
}

function planDay(
  { assignments, versions, calendar, zone }: PlanDaysInput,
  date: LocalDate,
): PlannedDay {
  const official = officialDay(calendar, date);
  const assignment = assignmentOn(assignments, date);
  const version = assignment && versionOn(versions, assignment.shiftId, date);
  const day: PlannedDay = {
    date,
    zone: assignment?.zone ?? zone,
    official,
    assignmentId: assignment?.id ?? null,
    shiftVersionId: version?.id ?? null,
    workplaceId: assignment?.workplaceId ?? null,
    segments: [],
    expectedMinutes: 0,
    rules: version?.rules ?? null,
  };
  if (!version) return day;
  const wall = shorten(
    segmentsOn(version, official),
    version.rules.shortDays ? official.shortenedMinutes : 0,
  );
  const segments = wall.map(({ startMinute, endMinute }) => ({
    start: instantAt(date, startMinute, day.zone),
    end: instantAt(date, endMinute, day.zone),
  }));
  // Real time, not wall time: a night in which the clock changes is an hour longer or shorter.
  const span = segments.reduce((sum, { start, end }) => sum + (end - start) / 60_000, 0);
  const unpaid = version.rules.breaks.reduce(
    (sum, rule) => sum + unpaidMinutes(rule, wall, span),
    0,
  );
  return { ...day, segments, expectedMinutes: Math.max(0, span - unpaid) };
}

/** A person's own assignment wins over a group's, then the one that began last. */
function assignmentOn(
  assignments: readonly ShiftAssignment[],
  date: LocalDate,
): ShiftAssignment | undefined {
  return assignments
    .filter(({ from, to }) => from <= date && (to === null || date <= to))
    .toSorted((a, b) => {
      if (a.target !== b.target) return a.target === "employee" ? -1 : 1;
      return b.from.localeCompare(a.from) || b.id.localeCompare(a.id);
    })[0];
}

function versionOn(
  versions: readonly ShiftVersion[],
  shiftId: string,
  date: LocalDate,
): ShiftVersion | undefined {
  return versions
    .filter((version) => version.shiftId === shiftId && version.validFrom <= date)
    .filter(({ validTo }) => validTo === null || date <= validTo)
    .toSorted((a, b) => b.validFrom.localeCompare(a.validFrom) || b.id.localeCompare(a.id))[0];
}

function segmentsOn(
  { pattern, rules }: ShiftVersion,
  official: OfficialDay,
): readonly ShiftSegment[] {
  const closed = official.kind === "holiday" || official.kind === "moved_off";
  const ownRestDay = official.source === "organisation" && official.kind === "weekend";
  if ((closed || ownRestDay) && !rules.worksOnHolidays) return [];
  const planned = patternOn(pattern, official.date);
  if (planned.length > 0 || pattern.kind !== "weekly" || official.kind !== "work_moved")
    return planned;
  return lastWorkedWeekday(pattern, official.date);
}

/** A rest day that was made a working day takes the hours of the working weekday before it. */
function lastWorkedWeekday(pattern: ShiftPattern, date: LocalDate): readonly ShiftSegment[] {
  const before = [1, 2, 3, 4, 5, 6].map((days) => patternOn(pattern, addDays(date, -days)));
  return before.find((segments) => segments.length > 0) ?? [];
}

function patternOn(pattern: ShiftPattern, date: LocalDate): readonly ShiftSegment[] {
  if (pattern.kind === "weekly") return pattern.days[weekdayOf(date)] ?? [];
  if (pattern.kind === "rota") return pattern.days[date] ?? [];
  // A weekly-flexible shift plans no hours; its minutes are balanced over the week.
  if (pattern.kind === "weekly_flexible" || pattern.cycle.length === 0) return [];
  const { length } = pattern.cycle;
  return pattern.cycle[((daysBetween(pattern.anchor, date) % length) + length) % length] ?? [];
}

/** Takes minutes off the end of the day (RU art. 95). */
function shorten(segments: readonly ShiftSegment[], minutes: number): readonly ShiftSegment[] {
  const last = segments.at(-1);
  if (minutes === 0 || !last) return segments;
  const length = last.endMinute - last.startMinute;
  if (length <= minutes) return shorten(segments.slice(0, -1), minutes - length);
  return [...segments.slice(0, -1), { ...last, endMinute: last.endMinute - minutes }];
}

function unpaidMinutes(rule: BreakRule, segments: readonly ShiftSegment[], span: number): number {
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

/** Is somebody due to work that day? A day nobody planned follows the official calendar. */
export function isDueDay(day: PlannedDay): boolean {
  return day.rules ? day.segments.length > 0 : isWorkingDay(day.official);
}
