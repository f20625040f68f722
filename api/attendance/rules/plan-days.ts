import { datesOf } from "../../core/calendar/local-date.ts";
import { isWorkingDay, officialDay } from "../../core/calendar/official-days.ts";
import type {
  DateRange,
  LocalDate,
  OfficialCalendar,
  OfficialDay,
  OfficialDayOverride,
} from "../../core/calendar/types.ts";
import { instantAt } from "../../core/calendar/zone.ts";
import { defaultShiftRules } from "./defaults.ts";
import { segmentsOn, shareOfWeek, shorten, shortenedBy, unpaidMinutes } from "./shift-pattern.ts";
import type {
  PlannedDay,
  RosterException,
  ShiftAssignment,
  ShiftRules,
  ShiftSegment,
  ShiftVersion,
} from "./types.ts";

export interface PlanDaysInput {
  /** Of one person: own ones and those of the person's groups. */
  assignments: readonly ShiftAssignment[];
  /** Every version of the shifts that are assigned or named by an exception. */
  versions: readonly ShiftVersion[];
  /** What holds instead of the plan, at most one a date; also those outside the range that give a day off for work inside it. */
  exceptions?: readonly RosterException[];
  calendar: OfficialCalendar;
  /** Closures and moved days of single workplaces, over those of the organisation (ATT G10). */
  workplaceOverrides?: ReadonlyMap<string, readonly OfficialDayOverride[]>;
  range: DateRange;
  /** Zone of days without an assignment. */
  zone: string;
}

/** What one person should do on each date of the range; every date is there, days off with no segments. */
export function planDays(input: PlanDaysInput): PlannedDay[] {
  const rows = input.exceptions ?? [];
  const exceptions = new Map(rows.map((row) => [row.date, row]));
  const substitutes = new Map<LocalDate | null, LocalDate>(
    rows.map((row) => [row.substituteFor, row.date]),
  );
  return datesOf(input.range).map((date) => ({
    ...planDay(input, date, exceptions.get(date)),
    substituteOn: substitutes.get(date) ?? null,
  }));
}

function planDay(
  input: PlanDaysInput,
  date: LocalDate,
  exception: RosterException | undefined,
): PlannedDay {
  const { assignments, versions, calendar, zone } = input;
  const assignment = assignmentOn(assignments, date);
  const official = officialOn(input, assignment?.workplaceId ?? null, date);
  const planned = assignment && versionOn(versions, assignment.shiftId, date);
  const instead = exception?.shiftId ? versionOn(versions, exception.shiftId, date) : undefined;
  const version = instead ?? planned;
  const usual = planned ? segmentsOn(planned, official, calendar.weekend) : [];
  const rules = version?.rules ?? (exception ? defaultShiftRules(calendar.profile) : null);
  const day: PlannedDay = {
    date,
    zone: assignment?.zone ?? zone,
    official,
    assignmentId: assignment?.id ?? null,
    shiftVersionId: version?.id ?? null,
    workplaceId: assignment?.workplaceId ?? null,
    exceptionId: exception?.id ?? null,
    restDay: exception !== undefined && isRestDayWork(exception, planned, usual, official),
    substituteOn: null,
    substituteFor: exception?.substituteFor ?? null,
    weekMinutes: null,
    segments: [],
    expectedMinutes: 0,
    rules,
  };
  if (exception) return laidOut(day, exception.segments);
  if (!planned) return day;
  if (planned.pattern.kind === "weekly_flexible") {
    return {
      ...day,
      weekMinutes: planned.pattern.weekMinutes,
      expectedMinutes: shareOfWeek(planned, official, calendar.weekend),
    };
  }
  return laidOut(day, shorten(usual, shortenedBy(planned, official)));
}

/** The organisation's calendar, or that of a workplace with days of its own. */
function officialOn(
  { calendar, workplaceOverrides }: PlanDaysInput,
  workplaceId: string | null,
  date: LocalDate,
): OfficialDay {
  const own = workplaceId === null ? undefined : workplaceOverrides?.get(workplaceId);
  const holds = own?.some((override) => override.date === date);
  return officialDay(holds ? { ...calendar, ...(own ? { overrides: own } : {}) } : calendar, date);
}

/** Only a manager's exception makes rest-day work: a rota, a copy or a swap is the roster itself. */
function isRestDayWork(
  { source, segments }: RosterException,
  planned: ShiftVersion | undefined,
  usual: readonly ShiftSegment[],
  official: OfficialDay,
): boolean {
  if (source !== "exception" || segments.length === 0 || usual.length > 0) return false;
  const plansNothing = !planned || planned.pattern.kind === "weekly_flexible";
  return plansNothing ? !isWorkingDay(official) : planned.pattern.kind !== "rota";
}

function laidOut(day: PlannedDay, wall: readonly ShiftSegment[]): PlannedDay {
  const segments = wall.map(({ startMinute, endMinute }) => ({
    start: instantAt(day.date, startMinute, day.zone),
    end: instantAt(day.date, endMinute, day.zone),
  }));
  // Real time, not wall time: a night in which the clock changes is an hour longer or shorter.
  const span = segments.reduce((sum, { start, end }) => sum + (end - start) / 60_000, 0);
  const unpaid = unpaidMinutes(breaksOf(day.rules), wall, span);
  return { ...day, segments, expectedMinutes: Math.max(0, span - unpaid) };
}

const breaksOf = (rules: ShiftRules | null) => rules?.breaks ?? [];

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

/** Is somebody due to work that day? A day nobody planned follows the official calendar. */
export function isDueDay(day: PlannedDay): boolean {
  if (day.weekMinutes !== null) return day.expectedMinutes > 0;
  return day.rules ? day.segments.length > 0 : isWorkingDay(day.official);
}
