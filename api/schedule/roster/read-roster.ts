import type { z } from "zod";
import type { Cell, SqlValue, Statement } from "../../../db/client/port.ts";
import { daysBetween } from "../../core/calendar/local-date.ts";
import type { DateRange, LocalDate } from "../../core/calendar/types.ts";
import { localDateOf } from "../../core/calendar/zone.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { groupsWithinSql, withinSql } from "../../core/scope.ts";
import { planResults, plansOf, planStatements } from "../load-plan.ts";
import {
  mostRosterDays,
  type ownRoster,
  type RosterPage,
  type rosterQuery,
  type RosterRow,
} from "./schemas.ts";
import { rosterDay } from "./roster-view.ts";

/** Who works when: a page of people within sight, by name, with every date of the range. @throws {Refusal} `range_too_long`, `not_found` */
export async function readRoster(
  ctx: MemberContext,
  query: z.infer<typeof rosterQuery>,
): Promise<RosterPage> {
  permit(ctx, "attendance.view_team");
  const { rows, total, groupName } = await rosterRows(ctx, query, {
    groupId: query.groupId ?? null,
    employeeId: query.employeeId ?? null,
    limit: query.size,
    offset: (query.page - 1) * query.size,
  });
  if (query.employeeId !== undefined && total === 0) throw new Refusal("not_found");
  if (query.groupId !== undefined && total === 0) await refuseUnknownGroup(ctx, query.groupId);
  return {
    from: query.from,
    to: query.to,
    today: todayOf(ctx),
    groupName,
    items: rows,
    page: query.page,
    pages: Math.max(1, Math.ceil(total / query.size)),
    total,
  };
}

async function refuseUnknownGroup({ deps, member }: MemberContext, id: string): Promise<void> {
  const within = groupsWithinSql(member);
  const [found] = await deps.db.read([
    {
      sql: `select 1 from groups where org_id = ? and id = ? and ${within.sql}`,
      params: [member.organisation.id, id, ...within.params],
    },
  ]);
  if (found?.rows[0] === undefined) throw new Refusal("not_found");
}

/** One's own shifts. @throws {Refusal} `range_too_long` */
export async function readOwnRoster(
  ctx: MemberContext,
  range: DateRange,
): Promise<z.infer<typeof ownRoster>> {
  permit(ctx, "punch.self");
  const { rows } = await rosterRows(ctx, range, {
    groupId: null,
    employeeId: ctx.member.employeeId,
    limit: 1,
    offset: 0,
  });
  return { ...range, today: todayOf(ctx), days: rows[0]?.days ?? [] };
}

const todayOf = ({ deps, member }: MemberContext): LocalDate =>
  localDateOf(deps.clock(), member.organisation.timeZone);

interface Whose {
  readonly groupId: string | null;
  readonly employeeId: string | null;
  readonly limit: number;
  readonly offset: number;
}

/** One round trip. */
async function rosterRows(
  ctx: MemberContext,
  { from, to }: DateRange,
  whose: Whose,
): Promise<{
  readonly rows: RosterRow[];
  readonly total: number;
  readonly groupName: string | null;
}> {
  const { organisation } = ctx.member;
  const range = { from, to };
  if (to < from || daysBetween(from, to) >= mostRosterDays) throw new Refusal("range_too_long");
  const [people, counted, shifts, group, away, ...results] = await ctx.deps.db.read([
    ...peopleStatements(ctx.member, range, whose),
    { sql: "select id, name from shifts where org_id = ?", params: [organisation.id] },
    {
      sql: "select name from groups where org_id = ? and id = ?",
      params: [organisation.id, whose.groupId],
    },
    awayStatement(organisation.id, range),
    ...planStatements(organisation, whose.employeeId, range),
  ]);
  const plans = plansOf(results.slice(0, planResults), organisation);
  const shiftNames = new Map((shifts?.rows ?? []).map(([id, name]) => [String(id), String(name)]));
  const awayOf = Map.groupBy(away?.rows ?? [], ([employeeId]) => String(employeeId));
  const rows = (people?.rows ?? []).map((row) => {
    const employee = employeeOf(row);
    const roster = plans.roster(employee.id);
    const isAway = (date: LocalDate) =>
      (awayOf.get(employee.id) ?? []).some(
        ([, first, last]) => String(first) <= date && date <= String(last),
      );
    return {
      employee: { id: employee.id, name: employee.name, groupId: employee.groupId },
      days: plans.of(employee.id, range).map((day) =>
        rosterDay(day, roster, {
          shiftNames,
          isAway: isAway(day.date),
          isEmployed:
            day.date >= employee.startedOn &&
            (employee.endedOn === null || day.date <= employee.endedOn),
        }),
      ),
    };
  });
  return {
    rows,
    total: Number(counted?.rows[0]?.[0] ?? 0),
    groupName: (group?.rows[0]?.[0] ?? null) as string | null,
  };
}

function peopleStatements(
  member: MemberContext["member"],
  { from, to }: DateRange,
  { groupId, employeeId, limit, offset }: Whose,
): [Statement, Statement] {
  const within = withinSql(member);
  const where = `e.org_id = ? and (e.state = 'active' or e.ended_on >= ?) and e.started_on <= ?
    and (? is null or e.group_id = ?) and (? is null or e.id = ?) and ${within.sql}`;
  const params: SqlValue[] = [
    member.organisation.id,
    from,
    to,
    groupId,
    groupId,
    employeeId,
    employeeId,
    ...within.params,
  ];
  return [
    {
      sql: `select e.id, e.name, e.group_id, e.started_on, e.ended_on from employees e where ${where}
        order by e.name, e.id limit ? offset ?`,
      params: [...params, limit, offset],
    },
    { sql: `select count(*) from employees e where ${where}`, params },
  ];
}

/** Whole days only; which kind of absence it is stays unsaid. */
const awayStatement = (orgId: string, { from, to }: DateRange): Statement => ({
  sql: `select employee_id, starts_on, ends_on from requests where org_id = ? and state = 'approved' and unit = 'day'
    and kind in ('leave', 'mission') and starts_on <= ? and ends_on >= ?`,
  params: [orgId, to, from],
});

const employeeOf = (row: readonly Cell[]) => ({
  id: String(row[0]),
  name: String(row[1]),
  groupId: row[2] as string | null,
  startedOn: row[3] as LocalDate,
  endedOn: row[4] as LocalDate | null,
});
