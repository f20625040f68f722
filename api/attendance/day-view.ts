import type { ResultSet } from "../../db/client/port.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { neighbours } from "./employed-days.ts";
import { type DaySources, noSources } from "./day-sources.ts";
import type { EmployeeOfDays } from "./load-days.ts";
import { loggedPunches } from "./punch-log.ts";
import type { DayResult } from "./rules/types.ts";

/** A derived day with its plan and its log, as it leaves the API. */
export function dayView(
  employee: EmployeeOfDays,
  day: DayResult,
  log: ResultSet | undefined,
  today: LocalDate,
  sources: DaySources = noSources,
) {
  const { planned } = day;
  return {
    employee: { id: employee.id, name: employee.name, state: employee.state },
    date: day.date,
    today,
    ...neighbours(employee, day.date, today),
    zone: day.zone,
    status: day.status,
    plan: {
      segments: planned.segments,
      expectedMinutes: planned.expectedMinutes,
      shiftVersionId: planned.shiftVersionId,
      /** The roster says so for this very day. */
      exception: planned.exceptionId !== null,
      substituteOn: planned.substituteOn,
      substituteFor: planned.substituteFor,
      weekMinutes: planned.weekMinutes,
      official: planned.official,
    },
    sources,
    punches: loggedPunches(log, day),
    sessions: day.sessions.map((session) => ({
      inId: session.in.id,
      inAt: session.in.at,
      outId: session.out?.id ?? null,
      outAt: session.out?.at ?? null,
      bracketed: session.in.bracketed || (session.out?.bracketed ?? false),
    })),
    lines: day.lines,
    anomalies: day.anomalies,
    late: day.late,
    earlyLeave: day.earlyLeave,
    totals: day.totals,
    requestIds: day.requestIds,
  };
}

export type DayView = ReturnType<typeof dayView>;
