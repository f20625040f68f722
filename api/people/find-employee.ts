import type { Cell } from "../../db/client/port.ts";
import type { MemberContext } from "../core/context.ts";
import { hasTelegram } from "../core/no-telegram.ts";
import { Refusal } from "../core/refusal.ts";
import { withinSql } from "../core/scope.ts";
import type { Employee } from "./schemas.ts";

/** An employee of the open organisation within sight. @throws {Refusal} `not_found`, also for another tenant's */
export async function findEmployee(ctx: MemberContext, id: string): Promise<Employee> {
  const within = withinSql(ctx.member);
  const [found] = await ctx.deps.db.read([
    {
      sql: `select e.id, e.name, r.preset, e.group_id, g.name, e.state, p.phone, e.started_on, e.ended_on,
          p.staff_unreachable_at, e.version, e.personnel_number, e.position, r.id, r.name, e.manages,
          p.telegram_user_id, e.paused_at, e.erased_at
        from employees e
        join persons p on p.id = e.person_id
        join roles r on r.org_id = e.org_id and r.id = e.role_id
        left join groups g on g.org_id = e.org_id and g.id = e.group_id
        where e.org_id = ? and e.id = ? and ${within.sql}`,
      params: [ctx.member.organisation.id, id, ...within.params],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return employeeOf(row);
}

const employeeOf = (row: readonly Cell[]): Employee => ({
  id: String(row[0]),
  name: String(row[1]),
  rolePreset: row[2] as Employee["rolePreset"],
  groupId: row[3] as string | null,
  groupName: row[4] as string | null,
  state: row[5] as Employee["state"],
  phone: row[6] as string | null,
  startedOn: String(row[7]),
  endedOn: row[8] as string | null,
  reachable: row[9] === null,
  version: Number(row[10]),
  personnelNumber: row[11] as string | null,
  position: row[12] as string | null,
  roleId: String(row[13]),
  roleName: String(row[14]),
  manages: JSON.parse(String(row[15])) as string[],
  hasTelegram: hasTelegram(Number(row[16])),
  pausedAt: row[17] as number | null,
  erasedAt: row[18] as number | null,
});
