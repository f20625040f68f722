import type { z } from "zod";
import { localDateOf } from "../core/calendar/zone.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import type { groupList } from "./schemas.ts";

/** Every staff group with its people counted and its shift of today: also whoever invites picks one. */
export async function listGroups(ctx: MemberContext): Promise<z.infer<typeof groupList>> {
  permit(ctx, "people.invite");
  const { id: orgId, timeZone } = ctx.member.organisation;
  const today = localDateOf(ctx.deps.clock(), timeZone);
  const [found] = await ctx.deps.db.read([
    {
      sql: `select g.id, g.name, s.id, s.name,
          (select count(*) from employees e where e.org_id = g.org_id and e.group_id = g.id and e.state = 'active')
        from groups g
        left join shift_assignments a on a.org_id = g.org_id and a.group_id = g.id
          and a.valid_from <= ? and (a.valid_to is null or a.valid_to >= ?)
        left join shifts s on s.org_id = a.org_id and s.id = a.shift_id
        where g.org_id = ? order by g.id`,
      params: [today, today, orgId],
    },
  ]);
  const items = (found?.rows ?? []).map(([id, name, shiftId, shiftName, people]) => ({
    id: String(id),
    name: String(name),
    people: Number(people),
    shift: shiftId === null ? null : { id: String(shiftId), name: String(shiftName) },
  }));
  return { items };
}
