import type { Cell, ResultSet, Statement } from "../../db/client/port.ts";
import type { ApprovedRequest } from "../attendance/rules/types.ts";
import { instantAt } from "../core/calendar/zone.ts";
import type { DateRange } from "../core/calendar/types.ts";
import { spanOfCells } from "./load-leave-file.ts";

/**
 * The read of approved leave that touches a range, to be joined to a read of the caller's own.
 * @param employeeId null: everybody of the organisation
 */
export const approvedLeaveStatement = (
  orgId: string,
  employeeId: string | null,
  range: DateRange,
): Statement => ({
  sql: `select employee_id, id, leave_type, time_zone, minutes_charged, json_extract(card, '$.part'),
      unit, starts_on, ends_on, start_minute, end_minute
    from requests
    where org_id = ? and (? is null or employee_id = ?) and kind = 'leave' and state = 'approved'
      and starts_on <= ? and date(ends_on, '+1 day') >= ? order by starts_on, id`,
  params: [orgId, employeeId, employeeId, range.to, range.from],
});

/** Approved leave by employee id, as the day's rules take it; who has none is not in the map. */
export function approvedLeaveOf(
  found: ResultSet | undefined,
): ReadonlyMap<string, readonly ApprovedRequest[]> {
  const perEmployee = Map.groupBy(found?.rows ?? [], (row) => String(row[0]));
  return new Map([...perEmployee].map(([employeeId, rows]) => [employeeId, rows.map(approvedOf)]));
}

function approvedOf(row: readonly Cell[]): ApprovedRequest {
  const span = spanOfCells(row.slice(6), row[5]);
  const common = {
    kind: "leave" as const,
    requestId: String(row[1]),
    leaveType: String(row[2]),
  };
  const zone = String(row[3]);
  if (span.unit === "day") return { ...common, unit: "day", from: span.from, to: span.to };
  if (span.unit === "half_day")
    return {
      ...common,
      unit: "half_day",
      date: span.date,
      part: span.part,
      minutes: Number(row[4]),
    };
  return {
    ...common,
    unit: "hour",
    from: instantAt(span.date, span.fromMinute, zone),
    to: instantAt(span.date, span.toMinute, zone),
  };
}
