import type { ResultSet, Statement } from "../../db/client/port.ts";
import { planDays } from "../attendance/rules/plan-days.ts";
import type { PlannedDay, ShiftVersion } from "../attendance/rules/types.ts";
import type { DateRange } from "../core/calendar/types.ts";
import type { Organisation } from "../core/context.ts";
import { calendarResults, calendarsOf, calendarStatements } from "./load-calendar.ts";
import { rosterOf, rosterResults, rosterStatements } from "./load-roster.ts";

/** What people should do, by everything that decides it: shifts, exceptions, calendars. */
export interface Plans {
  /** Every date of the range is there. The range must lie in the one that was read. */
  of(employeeId: string, range: DateRange): PlannedDay[];
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

/** What was read. */
export function plansOf(results: readonly ResultSet[], organisation: Organisation): Plans {
  const calendars = calendarsOf(results.slice(0, calendarResults), organisation);
  const rosters = rosterOf(results.slice(calendarResults, planResults), organisation);
  return {
    of(employeeId, range) {
      const roster = rosters.get(employeeId);
      return planDays({
        assignments: roster?.assignments ?? [],
        versions: roster?.versions ?? [],
        exceptions: roster?.exceptions ?? [],
        ...calendars,
        range,
        zone: organisation.timeZone,
      });
    },
    version: (employeeId, versionId) =>
      rosters.get(employeeId)?.versions.find(({ id }) => id === versionId),
  };
}
