import type { z } from "zod";
import type { Cell, SqlValue } from "../../db/client/port.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import type { assignmentList, assignmentQuery } from "./schemas.ts";

const pageSize = 50;

/** Who works what from when to when: the history of a shift, a group or a person, newest first; else all that hold now or later. @throws {Refusal} `not_found` */
export async function listAssignments(
  ctx: MemberContext,
  { shiftId, groupId, employeeId }: z.infer<typeof assignmentQuery>,
): Promise<z.infer<typeof assignmentList>> {
  permit(ctx, "schedule.manage");
  const { id: orgId, timeZone } = ctx.member.organisation;
  const today = localDateOf(ctx.deps.clock(), timeZone);
  const named = [
    ["a.shift_id", shiftId],
    ["a.group_id", groupId],
    ["a.employee_id", employeeId],
  ].filter((pair): pair is [string, string] => pair[1] !== undefined);
  const conditions = named.map(([column]) => ` and ${column} = ?`).join("");
  const all: readonly SqlValue[] = named.length === 0 ? [today] : [];
  const [known, found] = await ctx.deps.db.read([
    {
      sql: `select count(*) from (select id from shifts where org_id = ? and id = ? union all
        select id from groups where org_id = ? and id = ? union all select id from employees where org_id = ? and id = ?)`,
      params: [shiftId, groupId, employeeId].flatMap((id) => [orgId, id ?? null]),
    },
    {
      sql: `select a.id, s.id, s.name, g.id, g.name, e.id, e.name, w.id, w.name, a.valid_from, a.valid_to
        from shift_assignments a
        join shifts s on s.org_id = a.org_id and s.id = a.shift_id
        left join groups g on g.org_id = a.org_id and g.id = a.group_id
        left join employees e on e.org_id = a.org_id and e.id = a.employee_id
        left join workplaces w on w.org_id = a.org_id and w.id = a.workplace_id
        where a.org_id = ?${conditions}${named.length === 0 ? " and (a.valid_to is null or a.valid_to >= ?)" : ""}
        order by a.valid_from desc, a.id desc limit ${pageSize}`,
      params: [orgId, ...named.map(([, value]) => value), ...all],
    },
  ]);
  if (Number(known?.rows[0]?.[0]) < named.length) throw new Refusal("not_found");
  return {
    items: (found?.rows ?? []).map((row) => ({
      id: String(row[0]),
      shift: { id: String(row[1]), name: String(row[2]) },
      group: pair(row[3], row[4]),
      employee: pair(row[5], row[6]),
      workplace: pair(row[7], row[8]),
      from: String(row[9]),
      to: row[10] === null ? null : String(row[10]),
      state: stateOn(today, String(row[9]), row[10] as string | null),
    })),
  };
}

const pair = (id: Cell = null, name: Cell = null) =>
  id === null ? null : { id: String(id), name: String(name) };

function stateOn(today: string, from: string, to: string | null) {
  if (from > today) return "later" as const;
  return to !== null && to < today ? ("past" as const) : ("now" as const);
}
