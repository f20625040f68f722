import type { Cell, ResultSet, SqlValue } from "../../db/client/port.ts";
import type { PlannedDay } from "../attendance/rules/types.ts";
import type { DateRange } from "../core/calendar/types.ts";
import type { Organisation } from "../core/context.ts";
import { officialYearOf } from "../law/rules/read-year.ts";
import { overridesSql, yearsSql } from "./load-calendar.ts";
import { plansOf } from "./load-plan.ts";
import { assignedSql, exceptionSql, versionsSql } from "./load-roster.ts";

/** A subquery does not say that its text is JSON; `json` does. */
const rowsAsJson = (columns: string, sql: string) =>
  `json((select json_group_array(json_array(${columns})) from (${sql})))`;

const own = (column: string) => ` and ${column} = e.id`;

/**
 * The plan of employee `e` as one cell, for a query that has `e` in its FROM and must not ask twice. Dear: to be asked for under a
 * condition. Its parameters are `planColumnParams`.
 */
export const planColumn = `json_array(
  ${rowsAsJson("workplace_id, date, kind, shortened_minutes, name", overridesSql("e.org_id"))},
  ${rowsAsJson(
    "year, payload",
    yearsSql("(select profile from organisations where id = e.org_id)", "in (?, ?, ?, ?)"),
  )},
  ${rowsAsJson(
    "employee_id, id, shift_id, personal, valid_from, valid_to, workplace_id, time_zone",
    assignedSql("e.org_id", own),
  )},
  ${rowsAsJson("id, shift_id, valid_from, pattern, rules", versionsSql("e.org_id"))},
  ${rowsAsJson(
    "employee_id, id, date, segments, shift_id, source, substitute_for",
    exceptionSql("e.org_id", own),
  )})`;

export const planColumnParams = ({ from, to }: DateRange): SqlValue[] => [
  from,
  to,
  officialYearOf("ir", from),
  officialYearOf("ir", to),
  officialYearOf("ru", from),
  officialYearOf("ru", to),
  to,
  from,
  to,
  from,
  to,
  from,
  to,
  from,
  to,
];

/** What was read; no days when it was not asked for. @param range the same as it was asked for */
export function plannedDays(
  cell: Cell | undefined,
  organisation: Organisation,
  employeeId: string,
  range: DateRange,
): readonly PlannedDay[] {
  if (typeof cell !== "string") return [];
  const parts = (JSON.parse(cell) as Cell[][][]).map((rows): ResultSet => ({
    columns: [],
    rows,
    changes: 0,
  }));
  return plansOf(parts, organisation).of(employeeId, range);
}
