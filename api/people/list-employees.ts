import type { z } from "zod";
import type { Cell } from "../../db/client/port.ts";
import type { MemberContext } from "../core/context.ts";
import { permit, type RolePreset } from "../core/permissions.ts";
import { type Within, withinSql } from "../core/scope.ts";
import { foldName } from "./rules/fold-name.ts";
import type { employeePage, employeesQuery } from "./schemas.ts";

const perPage = 7;
const found = 20;

/**
 * People of the open organisation within sight in the order they joined, so that pages stay put while others join. A search answers
 * one page of the first matches.
 * @throws {Refusal} `forbidden`
 */
export async function listEmployees(
  ctx: MemberContext,
  { page, search, state }: z.infer<typeof employeesQuery>,
): Promise<z.infer<typeof employeePage>> {
  permit(ctx, "attendance.view_team");
  const wanted = foldName(search ?? "");
  return wanted === "" ? onePage(ctx, page, state) : matches(ctx, wanted, state);
}

const listQuery = ({
  sql,
}: Within) => `select e.id, e.name, r.preset, g.name, r.id, r.name from employees e
  join roles r on r.org_id = e.org_id and r.id = e.role_id
  left join groups g on g.org_id = e.org_id and g.id = e.group_id
  where e.org_id = ? and e.state = ? and ${sql} order by e.id`;

async function onePage(ctx: MemberContext, page: number, state: string) {
  const { id: orgId } = ctx.member.organisation;
  const within = withinSql(ctx.member);
  const count = {
    sql: `select count(*) from employees e where e.org_id = ? and e.state = ? and ${within.sql}`,
    params: [orgId, state, ...within.params],
  };
  const [counted, listed] = await ctx.deps.db.read([
    count,
    {
      sql: `${listQuery(within)} limit ? offset ?`,
      params: [orgId, state, ...within.params, perPage, (page - 1) * perPage],
    },
  ]);
  const total = Number(counted?.rows[0]?.[0] ?? 0);
  const pages = Math.max(1, Math.ceil(total / perPage));
  if (page > pages) return onePage(ctx, pages, state);
  return { items: (listed?.rows ?? []).map(employeeOf), page, pages, total };
}

async function matches(ctx: MemberContext, wanted: string, state: string) {
  const within = withinSql(ctx.member);
  const [listed] = await ctx.deps.db.read([
    {
      sql: listQuery(within),
      params: [ctx.member.organisation.id, state, ...within.params],
    },
  ]);
  const items = (listed?.rows ?? [])
    .filter((row) => foldName(String(row[1])).includes(wanted))
    .map(employeeOf);
  return { items: items.slice(0, found), page: 1, pages: 1, total: items.length };
}

const employeeOf = (row: readonly Cell[]) => ({
  id: String(row[0]),
  name: String(row[1]),
  rolePreset: row[2] as RolePreset | null,
  groupName: row[3] as string | null,
  roleId: String(row[4]),
  roleName: String(row[5]),
});
