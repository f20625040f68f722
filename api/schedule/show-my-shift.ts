import type { z } from "zod";
import { localDateOf } from "../core/calendar/zone.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { readShifts } from "./read-shifts.ts";
import type { myShift } from "./schemas.ts";

/** The acting employee's own shift today; a personal assignment beats the group's. @throws {Refusal} `forbidden` */
export async function showMyShift(ctx: MemberContext): Promise<z.infer<typeof myShift>> {
  permit(ctx, "punch.self");
  const { deps, member } = ctx;
  const { id: orgId, timeZone, weekend } = member.organisation;
  const today = localDateOf(deps.clock(), timeZone);
  const [assigned] = await deps.db.read([
    {
      sql: `select shift_id from shift_assignments
        where org_id = ? and (employee_id = ? or (group_id = ? and employee_id is null))
          and valid_from <= ? and (valid_to is null or valid_to >= ?)
        order by employee_id is null, valid_from desc, id desc limit 1`,
      params: [orgId, member.employeeId, member.groupId, today, today],
    },
  ]);
  const shiftId = assigned?.rows[0]?.[0];
  if (shiftId === undefined) return { shift: null, weekend: [...weekend] };
  const found = (await readShifts(ctx, today)).find(({ id }) => id === shiftId);
  if (found === undefined) return { shift: null, weekend: [...weekend] };
  const { groups: _groups, ...shift } = found;
  return { shift, weekend: [...weekend] };
}
