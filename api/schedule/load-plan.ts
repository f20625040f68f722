import type { ResultSet, Statement } from "../../db/client/port.ts";
import { planDays } from "../attendance/rules/plan-days.ts";
import type { PlannedDay, ShiftVersion } from "../attendance/rules/types.ts";
import type { DateRange } from "../core/calendar/types.ts";
import type { Organisation } from "../core/context.ts";
import { calendarResults, calendarsOf, calendarStatements } from "./load-calendar.ts";
import { type Roster, rosterOf, rosterResults, rosterStatements } from "./load-roster.ts";

/** The roster of one employee as a change would make it; the very same one when it stays. */
export type Replan = (employeeId: string, roster: Roster) => Roster;

const noRoster: Roster = { assignments: [], versions: [], exceptions: [] };

/** What people should do, by everything that decides it: shifts, exceptions, calendars. */
export interface Plans {
  /** Every date of the range is there. The range must lie in the one that was read. @param roster another than was read */
  of(employeeId: string, range: DateRange, roster?: Roster): PlannedDay[];
  roster(employeeId: string): Roster;
  /** The version of a shift by its id, of those the employee's plan is made of. */
  version(employeeId: string, versionId: string): ShiftVersion | undefined;
}

/** How many results `plansOf` takes. */
export const planResults = calendarResults + rosterResults;

/**
 * The reads behind plans, to be joined to a read of the caller's own.
 * @param employeeId null: everybody who is in the organisation
 */
export const planStatements = (
  organisation: Pick<Organisation, "id" | "profile">,
  employeeId: string | null,
  range: DateRange,
): Statement[] => [
  ...calendarStatements(organisation, range),
  ...rosterStatements(organisation.id, employeeId, range),
];

/** What was read. @param replan the plans as a change would make them */
export function plansOf(
  results: readonly ResultSet[],
  organisation: Organisation,
  replan?: Replan,
): Plans {
  const calendars = calendarsOf(results.slice(0, calendarResults), organisation);
  const rosters = rosterOf(results.slice(calendarResults, planResults), organisation);
  const rosterFor = (employeeId: string): Roster => {
    const roster = rosters.get(employeeId) ?? noRoster;
    return replan?.(employeeId, roster) ?? roster;
  };
  const planOf = (roster: Roster, range: DateRange) =>
    planDays({ ...roster, ...calendars, range, zone: organisation.timeZone });
  // Most people work the shift of a group: what is planned for one holds for all who have the same roster.
  const shared = new Map<string, PlannedDay[]>();
  const sharedPlan = (roster: Roster, range: DateRange) => {
    const key = JSON.stringify([range.from, range.to, roster]);
    const known = shared.get(key) ?? planOf(roster, range);
    shared.set(key, known);
    return known;
  };
  return {
    of: (employeeId, range, roster) =>
      roster ? planOf(roster, range) : sharedPlan(rosterFor(employeeId), range),
    roster: rosterFor,
    version: (employeeId, versionId) =>
      rosterFor(employeeId).versions.find(({ id }) => id === versionId),
  };
}
