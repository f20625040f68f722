import type { Cell, Database, ResultSet, Statement } from "../../db/client/port.ts";
import type {
  RosterException,
  RosterSource,
  ShiftAssignment,
  ShiftSegment,
  ShiftVersion,
} from "../attendance/rules/types.ts";
import { addDays } from "../core/calendar/local-date.ts";
import type { DateRange, LocalDate } from "../core/calendar/types.ts";
import type { Organisation } from "../core/context.ts";
import { storedPlan } from "./stored-plan.ts";

/** What one employee is planned to work: input of the day's rules. */
export interface Roster {
  readonly assignments: readonly ShiftAssignment[];
  readonly versions: readonly ShiftVersion[];
  /** What holds instead of the plan, at most one a date. */
  readonly exceptions: readonly RosterException[];
}

/** A part of a statement that is about one employee, or about everybody. */
const whoseOf = (employeeId: string | null): { whose: Whose; params: string[] } =>
  employeeId === null
    ? { whose: () => "", params: [] }
    : { whose: (column) => ` and ${column} = ?`, params: [employeeId] };

/** The condition that a column is the employee's id; none for everybody. */
type Whose = (column: string) => string;

/**
 * Who was in which group from when to when, then the shifts of those groups for just that time, then personal shifts: a
 * later change of group leaves the days before to the shift they were worked in (P 3.2).
 * @param org SQL of the organisation's id, which may be of a query around it
 */
export const assignedSql = (
  org: string,
  whose: Whose,
): string => `with membership (employee_id, group_id, since, until) as (
        select m.id, m.group_id, (select date(max(h.valid_to), '+1 day') from past_groups h
            where h.org_id = m.org_id and h.employee_id = m.id), null
          from employees m where m.org_id = ${org}${whose("m.id")}
        union all
        select h.employee_id, h.group_id,
            date(lag(h.valid_to) over (partition by h.employee_id order by h.valid_to), '+1 day'), h.valid_to
          from past_groups h where h.org_id = ${org}${whose("h.employee_id")}
      )
      select m.employee_id, a.id, a.shift_id, 0 as personal, max(a.valid_from, coalesce(m.since, a.valid_from)) as valid_from,
          min(coalesce(a.valid_to, m.until), coalesce(m.until, a.valid_to)) as valid_to, a.workplace_id, w.time_zone
        from membership m cross join shift_assignments a on a.org_id = ${org} and a.group_id = m.group_id
        left join workplaces w on w.org_id = a.org_id and w.id = a.workplace_id
        where a.valid_from <= ? and (a.valid_to is null or a.valid_to >= ?)
      union all
      select m.id, a.id, a.shift_id, 1, a.valid_from, a.valid_to, a.workplace_id, w.time_zone
        from employees m cross join shift_assignments a on a.org_id = m.org_id and a.employee_id = m.id
        left join workplaces w on w.org_id = a.org_id and w.id = a.workplace_id
        where m.org_id = ${org}${whose("m.id")} and a.valid_from <= ? and (a.valid_to is null or a.valid_to >= ?)`;

function assignedStatement(
  orgId: string,
  employeeId: string | null,
  { from, to }: DateRange,
): Statement {
  const { whose, params } = whoseOf(employeeId);
  return {
    sql: assignedSql("?", whose),
    params: [orgId, ...params, orgId, ...params, orgId, to, from, orgId, ...params, to, from],
  };
}

export const versionsSql = (org: string): string => `select id, shift_id, valid_from, pattern, rules
      from shift_versions where org_id = ${org} and valid_from <= ? order by shift_id, valid_from, id`;

/**
 * The reads of a roster, to be joined to a read of the caller's own.
 * @param employeeId null: everybody who is in the organisation
 */
export const rosterStatements = (
  orgId: string,
  employeeId: string | null,
  range: DateRange,
): [Statement, Statement, Statement] => [
  assignedStatement(orgId, employeeId, range),
  {
    sql: versionsSql("?"),
    params: [orgId, range.to],
  },
  exceptionStatement(orgId, employeeId, range),
];

/** How many results `rosterOf` takes. */
export const rosterResults = 3;

/** The newest row of each date, also of dates outside the range that give a day off for work inside it. */
export const exceptionSql = (org: string, whose: Whose): string =>
  `select employee_id, id, date, segments, shift_id, source, substitute_for from (
        select r.*, row_number() over (partition by r.employee_id, r.date order by r.created_at desc, r.id desc) as age
          from roster_days r where r.org_id = ${org}${whose("r.employee_id")} and (r.date between ? and ? or exists (select 1
            from roster_days s where s.org_id = r.org_id and s.employee_id = r.employee_id and s.date = r.date
              and s.substitute_for between ? and ?)))
      where age = 1 and segments is not null`;

function exceptionStatement(
  orgId: string,
  employeeId: string | null,
  { from, to }: DateRange,
): Statement {
  const { whose, params } = whoseOf(employeeId);
  return { sql: exceptionSql("?", whose), params: [orgId, ...params, from, to, from, to] };
}

/** The rosters by employee id; one without any shift is not in the map. */
export function rosterOf(
  [assigned, versioned, excepted]: readonly ResultSet[],
  organisation: Organisation,
): ReadonlyMap<string, Roster> {
  const versions = Map.groupBy(
    closeVersions((versioned?.rows ?? []).map((row) => versionOf(row, organisation))),
    (version) => version.shiftId,
  );
  const assignmentsOf = Map.groupBy(assigned?.rows ?? [], (row) => String(row[0]));
  const exceptionsOf = Map.groupBy(excepted?.rows ?? [], (row) => String(row[0]));
  const employeeIds = new Set([...assignmentsOf.keys(), ...exceptionsOf.keys()]);
  return new Map(
    [...employeeIds].map((employeeId) => {
      const assignments = (assignmentsOf.get(employeeId) ?? []).map((row) =>
        assignmentOf(row, organisation.timeZone),
      );
      const exceptions = (exceptionsOf.get(employeeId) ?? []).map(exceptionOf);
      const shiftIds = new Set([...assignments, ...exceptions].map(({ shiftId }) => shiftId));
      return [
        employeeId,
        {
          assignments,
          exceptions,
          versions: [...shiftIds].flatMap((id) => (id === null ? [] : (versions.get(id) ?? []))),
        },
      ];
    }),
  );
}

/** The same when nothing else has to be read. One round trip. */
export async function loadRoster(
  db: Database,
  organisation: Organisation,
  employeeId: string | null,
  range: DateRange,
): Promise<ReadonlyMap<string, Roster>> {
  const results = await db.read(rosterStatements(organisation.id, employeeId, range));
  return rosterOf(results, organisation);
}

const assignmentOf = (row: readonly Cell[], zone: string): ShiftAssignment => ({
  id: String(row[1]),
  shiftId: String(row[2]),
  target: Number(row[3]) === 1 ? "employee" : "group",
  from: row[4] as LocalDate,
  to: row[5] as LocalDate | null,
  workplaceId: row[6] as string | null,
  zone: row[7] === null ? zone : String(row[7]),
});

const exceptionOf = (row: readonly Cell[]): RosterException => ({
  id: String(row[1]),
  date: row[2] as LocalDate,
  segments: JSON.parse(String(row[3])) as ShiftSegment[],
  shiftId: row[4] as string | null,
  source: row[5] as RosterSource,
  substituteFor: row[6] as LocalDate | null,
});

export function versionOf(row: readonly Cell[], { profile }: Organisation): ShiftVersion {
  return {
    id: String(row[0]),
    shiftId: String(row[1]),
    validFrom: row[2] as LocalDate,
    validTo: null,
    ...storedPlan(String(row[3]), String(row[4]), profile),
  };
}

/** Each version ends the day before the next; of two that begin together the later entered one holds. */
export function closeVersions(versions: readonly ShiftVersion[]): ShiftVersion[] {
  return versions.flatMap((version, index) => {
    const next = versions[index + 1];
    if (next === undefined || next.shiftId !== version.shiftId) return [version];
    if (next.validFrom === version.validFrom) return [];
    return [{ ...version, validTo: addDays(next.validFrom, -1) }];
  });
}
