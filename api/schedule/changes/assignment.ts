import type { ShiftVersion } from "../../attendance/rules/types.ts";
import { addDays } from "../../core/calendar/local-date.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import { localDateOf } from "../../core/calendar/zone.ts";
import type { MemberContext } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import { closeVersions, loadRoster, type Roster } from "../load-roster.ts";
import { readVersions } from "../read-versions.ts";
import { clearStretch, replaceStretch } from "../rules/replace-assignments.ts";
import { refuseClosed } from "./closed-periods.ts";
import { zonesOf, zonesStatement } from "./zones.ts";
import { editStatements, reassigned, type Scope, scopeOf, scopeStatements } from "./scope.ts";
import type { ChangeOf } from "./schemas.ts";
import type { PlannedChange } from "./types.ts";

/**
 * A shift for a group or a person from a date on or for some days; what held before goes on after them. Days that have passed
 * change only where nothing was planned yet.
 * @param made versions of a shift that is being added in the same batch
 * @throws {Refusal} `not_found`, `too_old`, `outside_employment`, `period_closed`
 */
export async function planAssignment(
  ctx: MemberContext,
  input: Omit<ChangeOf<"assignment">, "kind">,
  made?: readonly ShiftVersion[],
): Promise<PlannedChange> {
  const { id: orgId } = ctx.member.organisation;
  const scope = scopeNamed(input);
  const [target, zones, rows, mark, members] = await ctx.deps.db.read([
    targetStatement(orgId, scope),
    zonesStatement(orgId),
    ...scopeStatements(orgId, scope),
  ]);
  const found = target?.rows[0];
  if (found === undefined) throw new Refusal("not_found");
  const endedOn = found[1] as LocalDate | null;
  if (endedOn !== null && input.from > endedOn)
    throw new Refusal("outside_employment", { to: endedOn });
  const zoneOf = zonesOf(ctx.member.organisation, zones?.rows);
  const workplaceId = input.workplaceId ?? null;
  zoneOf.known(workplaceId);
  const read = scopeOf(rows?.rows, mark?.rows, members?.rows);
  const versions = closeVersions(made ?? (await readVersions(ctx, input.shiftId)));
  const to = input.to ?? null;
  await refuseWorkedPast(ctx, scope, read.rows, { from: input.from, to });

  const id = ctx.deps.ids();
  const row = { id, shiftId: input.shiftId, workplaceId, from: input.from, to };
  const edit = replaceStretch(read.rows, row, ctx.deps.ids);
  const spansOf = Map.groupBy(read.members, ({ employeeId }) => employeeId);
  return {
    id,
    statements: editStatements(orgId, scope, read, edit, ctx.deps.clock()),
    audit: {
      orgId,
      ...(scope.column === "group_id"
        ? { action: "group.shift_set", subject: `group:${scope.id}` }
        : { action: "employee.shift_set", subject: `employee:${scope.id}` }),
      after: { shiftId: input.shiftId, validFrom: input.from, validTo: to, workplaceId },
    },
    from: input.from,
    to,
    employeeIds: [...spansOf.keys()],
    told: [],
    replan: (employeeId, roster) => {
      const spans = spansOf.get(employeeId);
      if (spans === undefined) return roster;
      return {
        ...roster,
        assignments: reassigned(roster, scope, read, edit, spans, zoneOf.of),
        versions: withVersions(roster, versions),
      };
    },
  };
}

/**
 * Ends an assignment; one that has not begun never begins.
 * @throws {Refusal} `not_found`, `too_old` when days that have passed would change
 */
export async function planAssignmentEnd(
  ctx: MemberContext,
  { assignmentId, to }: ChangeOf<"assignment_end">,
): Promise<PlannedChange> {
  const { id: orgId, timeZone } = ctx.member.organisation;
  const today = localDateOf(ctx.deps.clock(), timeZone);
  const scope = await scopeOfAssignment(ctx, assignmentId);
  const [zones, rows, mark, members] = await ctx.deps.db.read([
    zonesStatement(orgId),
    ...scopeStatements(orgId, scope),
  ]);
  const read = scopeOf(rows?.rows, mark?.rows, members?.rows);
  const row = read.rows.find(({ id }) => id === assignmentId);
  if (row === undefined || (row.to !== null && row.to < to)) throw new Refusal("not_found");
  const from = to < row.from ? row.from : addDays(to, 1);
  if (from < today) throw new Refusal("too_old");
  const others = read.rows.filter(({ id }) => id !== assignmentId);
  const own = clearStretch([row], { from, to: row.to }, ctx.deps.ids);
  const edit = { ...own, rows: [...others, ...own.rows] };
  const zoneOf = zonesOf(ctx.member.organisation, zones?.rows);
  const spansOf = Map.groupBy(read.members, ({ employeeId }) => employeeId);
  return {
    id: assignmentId,
    statements: editStatements(orgId, scope, read, edit, ctx.deps.clock()),
    audit: {
      orgId,
      action: "assignment.ended",
      subject: `${scope.column === "group_id" ? "group" : "employee"}:${scope.id}`,
      before: { shiftId: row.shiftId, validFrom: row.from, validTo: row.to },
      after: { validTo: to },
    },
    from,
    to: row.to,
    employeeIds: [...spansOf.keys()],
    told: [],
    replan: (employeeId, roster) => {
      const spans = spansOf.get(employeeId);
      if (spans === undefined) return roster;
      return {
        ...roster,
        assignments: reassigned(roster, scope, read, edit, spans, zoneOf.of),
      };
    },
  };
}

const scopeNamed = ({
  groupId,
  employeeId,
}: {
  groupId?: string | undefined;
  employeeId?: string | undefined;
}): Scope =>
  groupId === undefined
    ? { column: "employee_id", id: employeeId ?? "" }
    : { column: "group_id", id: groupId };

const targetStatement = (orgId: string, { column, id }: Scope) => ({
  sql:
    column === "group_id"
      ? "select id, null from groups where org_id = ? and id = ?"
      : "select id, ended_on from employees where org_id = ? and id = ?",
  params: [orgId, id],
});

async function scopeOfAssignment(ctx: MemberContext, id: string): Promise<Scope> {
  const [found] = await ctx.deps.db.read([
    {
      sql: "select group_id, employee_id from shift_assignments where org_id = ? and id = ?",
      params: [ctx.member.organisation.id, id],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return row[0] === null
    ? { column: "employee_id", id: String(row[1]) }
    : { column: "group_id", id: String(row[0]) };
}

/** A day that has passed keeps what was planned for it, and a closed one keeps even nothing. */
async function refuseWorkedPast(
  ctx: MemberContext,
  scope: Scope,
  rows: readonly { readonly from: LocalDate; readonly to: LocalDate | null }[],
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate | null },
): Promise<void> {
  const { organisation } = ctx.member;
  const today = localDateOf(ctx.deps.clock(), organisation.timeZone);
  if (from >= today) return;
  const yesterday = addDays(today, -1);
  const until = to !== null && to < yesterday ? to : yesterday;
  const isPlanned = rows.some((row) => row.from <= until && (row.to === null || row.to >= from));
  if (isPlanned) throw new Refusal("too_old");
  if (scope.column === "employee_id") {
    const roster = await loadRoster(ctx.deps.db, organisation, scope.id, { from, to: until });
    if ((roster.get(scope.id)?.assignments.length ?? 0) > 0) throw new Refusal("too_old");
  }
  await refuseClosed(ctx, [{ from, to: until }]);
}

const withVersions = (roster: Roster, versions: readonly ShiftVersion[]) => {
  const ids = new Set(versions.map(({ shiftId }) => shiftId));
  return [...roster.versions.filter(({ shiftId }) => !ids.has(shiftId)), ...versions];
};
