import type { PlannedDay, RosterException } from "../../attendance/rules/types.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import type { Roster } from "../load-roster.ts";
import type { RosterDay } from "./schemas.ts";
import { shiftOf, wallSegments } from "../rules/wall-segments.ts";

/** A planned day as it leaves the API: hours on the wall clock, and why the day is as it is. */
export function rosterDay(
  day: PlannedDay,
  roster: Roster,
  facts: {
    readonly shiftNames: ReadonlyMap<string, string>;
    readonly isAway: boolean;
    readonly isEmployed: boolean;
  },
): RosterDay {
  const exception = roster.exceptions.find(({ date }) => date === day.date);
  const shiftId = facts.isEmployed ? shiftOf(day, roster.versions) : null;
  return {
    date: day.date,
    kind: facts.isEmployed ? kindOf(day) : "none",
    segments: facts.isEmployed ? wallSegments(day) : [],
    shiftId,
    shiftName: shiftId === null ? null : (facts.shiftNames.get(shiftId) ?? null),
    source: exception?.source ?? null,
    away: facts.isAway,
    /** Also a working day that is worked on a holiday. */
    holiday: day.official.kind === "holiday" || day.official.kind === "moved_off",
    names: [...day.official.names],
    expectedMinutes: facts.isEmployed ? day.expectedMinutes : 0,
    substituteFor: substituteOf(exception),
    substituteOn: day.substituteOn,
  };
}

const substituteOf = (exception: RosterException | undefined): LocalDate | null =>
  exception?.substituteFor ?? null;

function kindOf(day: PlannedDay): RosterDay["kind"] {
  if (day.segments.length > 0) return "work";
  if (day.weekMinutes !== null && day.expectedMinutes > 0) return "flexible";
  if (day.exceptionId !== null) return "off";
  const isClosed = day.official.kind === "holiday" || day.official.kind === "moved_off";
  if (isClosed && day.rules?.worksOnHolidays !== true) return "holiday";
  return day.assignmentId === null ? "none" : "off";
}
