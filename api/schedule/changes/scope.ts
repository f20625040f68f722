import type { Cell, SqlValue, Statement } from "../../../db/client/port.ts";
import { guardExists } from "../../../db/client/guard.ts";
import type { ShiftAssignment } from "../../attendance/rules/types.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import type { Roster } from "../load-roster.ts";
import type { AssignmentEdit, AssignmentRow } from "../rules/replace-assignments.ts";

/** Whose assignments: those of one group, or of one person. */
export interface Scope {
  readonly column: "group_id" | "employee_id";
  readonly id: string;
}

/** A stretch of time somebody is in the scope. */
export interface Membership {
  readonly employeeId: string;
  readonly since: LocalDate | null;
  readonly until: LocalDate | null;
}

const fingerprint = (column: Scope["column"]) =>
  `select coalesce(group_concat(x, ','), '') from (select id || valid_from || coalesce(valid_to, '') as x
    from shift_assignments where org_id = ? and ${column} = ? order by id)`;

/** Reads the rows of a scope, their fingerprint, and who is in it. Read the results with `scopeOf`. */
export const scopeStatements = (orgId: string, { column, id }: Scope): Statement[] => [
  {
    sql: `select id, shift_id, workplace_id, valid_from, valid_to from shift_assignments
      where org_id = ? and ${column} = ? order by valid_from, id`,
    params: [orgId, id],
  },
  { sql: fingerprint(column), params: [orgId, id] },
  column === "employee_id"
    ? {
        sql: "select id, null, null from employees where org_id = ? and id = ?",
        params: [orgId, id],
      }
    : {
        sql: `select e.id, (select date(max(h.valid_to), '+1 day') from past_groups h
              where h.org_id = e.org_id and h.employee_id = e.id), null
            from employees e where e.org_id = ? and e.group_id = ?
          union all
          select employee_id, since, valid_to from (
            select h.*, date(lag(h.valid_to) over (partition by h.employee_id order by h.valid_to), '+1 day') as since
              from past_groups h where h.org_id = ?) where group_id = ?`,
        params: [orgId, id, orgId, id],
      },
];

export interface ReadScope {
  readonly rows: readonly AssignmentRow[];
  readonly fingerprint: string;
  readonly members: readonly Membership[];
}

export function scopeOf(
  rows: readonly (readonly Cell[])[] = [],
  mark: readonly (readonly Cell[])[] = [],
  members: readonly (readonly Cell[])[] = [],
): ReadScope {
  return {
    rows: rows.map((row) => ({
      id: String(row[0]),
      shiftId: String(row[1]),
      workplaceId: row[2] as string | null,
      from: row[3] as LocalDate,
      to: row[4] as LocalDate | null,
    })),
    fingerprint: String(mark[0]?.[0] ?? ""),
    members: members.map(([employeeId, since, until]) => ({
      employeeId: String(employeeId),
      since: since as LocalDate | null,
      until: until as LocalDate | null,
    })),
  };
}

/** The writes of an edit; they fail as `guard` when the scope has changed since it was read. */
export function editStatements(
  orgId: string,
  scope: Scope,
  read: ReadScope,
  edit: AssignmentEdit,
  now: number,
): Statement[] {
  const whose: SqlValue[] = [orgId, scope.id];
  return [
    guardExists(`select 1 where (${fingerprint(scope.column)}) = ?`, [...whose, read.fingerprint]),
    ...edit.removed.map((id) => ({
      sql: "delete from shift_assignments where org_id = ? and id = ?",
      params: [orgId, id],
    })),
    ...edit.changed.map((row) => ({
      sql: "update shift_assignments set valid_from = ?, valid_to = ? where org_id = ? and id = ?",
      params: [row.from, row.to, orgId, row.id],
    })),
    ...edit.added.map((row) => ({
      sql: `insert into shift_assignments (org_id, id, shift_id, ${scope.column}, workplace_id, valid_from, valid_to, created_at)
        values (?, ?, ?, ?, ?, ?, ?, ?)`,
      params: [orgId, row.id, row.shiftId, scope.id, row.workplaceId, row.from, row.to, now],
    })),
  ];
}

/** The assignments of one roster with those of the scope replaced, each for the time the person is in it. */
export function reassigned(
  roster: Roster,
  scope: Scope,
  read: ReadScope,
  edit: AssignmentEdit,
  spans: readonly Membership[],
  zoneOf: (workplaceId: string | null) => string,
): readonly ShiftAssignment[] {
  const old = new Set(read.rows.map(({ id }) => id));
  const own = edit.rows.flatMap((row) =>
    spans.flatMap((span) => {
      const from = span.since !== null && span.since > row.from ? span.since : row.from;
      const to = earlier(row.to, span.until);
      if (to !== null && to < from) return [];
      const target = scope.column === "group_id" ? ("group" as const) : ("employee" as const);
      return [{ ...row, target, from, to, zone: zoneOf(row.workplaceId) }];
    }),
  );
  return [...roster.assignments.filter(({ id }) => !old.has(id)), ...own];
}

function earlier(a: LocalDate | null, b: LocalDate | null): LocalDate | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
