import type { ResultSet } from "../../db/client/port.ts";
import { addDays } from "../core/calendar/local-date.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import type { EmployeeOfDays } from "./load-days.ts";
import { loggedPunches } from "./punch-log.ts";
import type { DayResult } from "./rules/types.ts";

/** How far ahead a day can be looked at: the plan is known, the punches are not. */
const aheadDays = 62;

/** Which days somebody has: from the first day of work to the last, or some weeks ahead. */
export const daysOf = ({ startedOn, endedOn }: EmployeeOfDays, today: LocalDate) => {
  const ahead = addDays(today, aheadDays);
  return { from: startedOn, to: endedOn !== null && endedOn < ahead ? endedOn : ahead };
};

/** A derived day with its plan and its log, as it leaves the API. */
export function dayView(
  employee: EmployeeOfDays,
  day: DayResult,
  log: ResultSet | undefined,
  today: LocalDate,
) {
  const { from, to } = daysOf(employee, today);
  const { planned } = day;
  const before = addDays(day.date, -1);
  const after = addDays(day.date, 1);
  return {
    employee: { id: employee.id, name: employee.name, state: employee.state },
    date: day.date,
    today,
    previous: before >= from ? before : null,
    next: after <= to ? after : null,
    zone: day.zone,
    status: day.status,
    plan: {
      segments: planned.segments,
      expectedMinutes: planned.expectedMinutes,
      shiftVersionId: planned.shiftVersionId,
      official: planned.official,
    },
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
