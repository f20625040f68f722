import { guardExists } from "../../db/client/guard.ts";
import type { Cell, ResultSet, Statement } from "../../db/client/port.ts";
import type { PlannedDay } from "../attendance/rules/types.ts";
import { addDays } from "../core/calendar/local-date.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { DateRange, LocalDate } from "../core/calendar/types.ts";
import type { Organisation } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";
import { anybody, type Within } from "../core/scope.ts";
import type { Deps } from "../deps.ts";
import { plansOf, planStatements } from "../schedule/load-plan.ts";
import { type OwnType, ownTypesOf, ownTypesStatement } from "./load-types.ts";
import type { ExistingRequest, LedgerEntry, RequestSpan } from "./rules/types.ts";

/** A request that waits or is approved. */
export interface OpenRequest extends ExistingRequest {
  readonly typeCode: string;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate;
  readonly minutes: number;
}

/** A row of the ledger. */
export type BookedEntry = LedgerEntry;

/** All that decides about an employee's leave. */
export interface LeaveFile {
  readonly employeeId: string;
  readonly startedOn: LocalDate;
  readonly endedOn: LocalDate | null;
  /** The day the organisation began to keep its books here: years that ended before are not closed by us. */
  readonly since: LocalDate;
  /**
   * As stored, of one leave type; accrual that is due but not booked yet is added by `dueLedger`. Of people employed anew only the present
   * employment: what was left of the one before is paid out when it ends (IR art. 71, RU art. 127).
   */
  readonly ledger: readonly BookedEntry[];
  readonly requests: readonly OpenRequest[];
  /** Changes with every change of the employee's requests and balances; a write names the one it was decided on. */
  readonly revision: string;
  readonly plan: readonly PlannedDay[];
  /** Colleagues of the same group who are away, with their days. */
  readonly absent: readonly Absent[];
  /** People of the group, this one included; 0 without a group. */
  readonly groupSize: number;
  /** Kinds of absence the organisation has entered, also those no longer offered. */
  readonly ownTypes: readonly OwnType[];
}

interface Absent extends DateRange {
  readonly name: string;
}

const revisionColumn = `select count(*) || ':' || coalesce(sum(version), 0) || ':' ||
    (select count(*) from leave_ledger where org_id = ? and employee_id = ?)
  from requests where org_id = ? and employee_id = ?`;
const awayShown = 50;

/** One snapshot, one round trip. @param within whose leave the reader may know. @throws {Refusal} `not_found` */
export async function loadLeaveFile(
  { db }: Deps,
  organisation: Organisation,
  employeeId: string,
  range: DateRange,
  {
    leaveType = "annual",
    within = anybody,
  }: { readonly leaveType?: string; readonly within?: Within } = {},
): Promise<LeaveFile> {
  const own = [organisation.id, employeeId];
  // A night shift of the day before reaches into the first day.
  const planned = { from: addDays(range.from, -1), to: addDays(range.to, 1) };
  const [employee, ledger, requests, revision, away, types, ...plans] = (await db.read([
    {
      sql: `select e.started_on, e.ended_on, o.created_at, (select count(*) from employees g
          where g.org_id = e.org_id and g.group_id = e.group_id and g.state = 'active') from employees e
        join organisations o on o.id = e.org_id where e.org_id = ? and e.id = ? and ${within.sql}`,
      params: [...own, ...within.params],
    },
    {
      sql: `select l.reference, l.reason, l.minutes, l.effective_on, l.note from employees e
        join leave_ledger l on l.org_id = e.org_id and l.employee_id = e.id and l.leave_type = ?
        where e.org_id = ? and e.id = ? and (l.effective_on >= e.started_on or not exists
          (select 1 from past_employments b where b.org_id = e.org_id and b.employee_id = e.id))
        order by l.effective_on, l.id`,
      params: [leaveType, ...own],
    },
    {
      sql: `select id, state, unit, starts_on, ends_on, start_minute, end_minute, minutes_charged,
          json_extract(card, '$.part'), kind, type_code from requests
        where org_id = ? and employee_id = ? and state in ('pending', 'approved')`,
      params: own,
    },
    { sql: revisionColumn, params: [...own, ...own] },
    awayStatement(organisation.id, employeeId, range),
    ownTypesStatement(organisation.id, true),
    ...planStatements(organisation, employeeId, planned),
  ])) as ResultSet[];
  const found = employee?.rows[0];
  if (found === undefined) throw new Refusal("not_found");
  return {
    employeeId,
    startedOn: found[0] as LocalDate,
    endedOn: found[1] as LocalDate | null,
    since: localDateOf(Number(found[2]), organisation.timeZone),
    ledger: (ledger?.rows ?? []).map(ledgerEntryOf),
    requests: (requests?.rows ?? []).map(openRequestOf),
    revision: String(revision?.rows[0]?.[0]),
    plan: plansOf(plans, organisation).of(employeeId, planned),
    absent: (away?.rows ?? []).map(([name, from, to]) => ({
      name: String(name),
      from: from as LocalDate,
      to: to as LocalDate,
    })),
    groupSize: Number(found[3]),
    ownTypes: ownTypesOf(types),
  };
}

/** Fails the batch when the employee's leave has changed since `file` was read; comes before the change itself. */
export const unchangedSince = (orgId: string, { employeeId, revision }: LeaveFile): Statement =>
  guardExists(`select 1 where (${revisionColumn}) = ?`, [
    orgId,
    employeeId,
    orgId,
    employeeId,
    revision,
  ]);

const awayStatement = (orgId: string, employeeId: string, range: DateRange): Statement => ({
  sql: `select e.name, r.starts_on, r.ends_on from requests r
    join employees e on e.org_id = r.org_id and e.id = r.employee_id
    where r.org_id = ? and r.state = 'approved' and r.kind in ('leave', 'mission') and r.starts_on <= ? and r.ends_on >= ?
      and e.id <> ? and e.state = 'active' and e.group_id is (select group_id from employees where org_id = ? and id = ?)
    order by e.name, r.starts_on limit ?`,
  params: [orgId, range.to, range.from, employeeId, orgId, employeeId, awayShown],
});

const ledgerEntryOf = ([
  key,
  reason,
  minutes,
  effectiveOn,
  note,
]: readonly Cell[]): BookedEntry => ({
  key: String(key),
  reason: reason as BookedEntry["reason"],
  minutes: Number(minutes),
  effectiveOn: effectiveOn as LocalDate,
  note: note as string | null,
});

const openRequestOf = (row: readonly Cell[]): OpenRequest => ({
  id: String(row[0]),
  kind: row[9] as OpenRequest["kind"],
  typeCode: String(row[10]),
  state: row[1] as OpenRequest["state"],
  span: spanOfCells(row.slice(2, 7), row[8]),
  startsOn: row[3] as LocalDate,
  endsOn: row[4] as LocalDate,
  minutes: Number(row[7]),
});

/** A stored span. @param cells unit, starts_on, ends_on, start_minute, end_minute */
export function spanOfCells(cells: readonly Cell[], part: Cell | undefined): RequestSpan {
  const [unit, from, to, fromMinute, toMinute] = cells;
  const date = from as LocalDate;
  if (unit === "day") return { unit, from: date, to: to as LocalDate };
  if (unit === "half_day") return { unit, date, part: part === "second" ? "second" : "first" };
  return { unit: "hour", date, fromMinute: Number(fromMinute), toMinute: Number(toMinute) };
}
