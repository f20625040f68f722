import type { Statement } from "../../db/client/port.ts";
import { addDays } from "../core/calendar/local-date.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { MemberContext } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";
import { groupAssignmentStatement } from "./shift-statements.ts";

/**
 * The writes that give a group a shift from a date on: what held before ends the day before. Days that have passed change
 * only where the group had no shift yet.
 * @throws {Refusal} `not_found`, `too_old`
 */
export async function assignGroup(
  ctx: MemberContext,
  {
    groupId,
    shiftId,
    validFrom,
  }: { readonly groupId: string; readonly shiftId: string; readonly validFrom: LocalDate },
): Promise<Statement[]> {
  const { deps, member } = ctx;
  const { id: orgId, timeZone } = member.organisation;
  const now = deps.clock();
  const [found] = await deps.db.read([
    {
      sql: `select exists (select 1 from shift_assignments a where a.org_id = g.org_id and a.group_id = g.id
          and (a.valid_to is null or a.valid_to >= ?)) from groups g where g.org_id = ? and g.id = ?`,
      params: [validFrom, orgId, groupId],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  if (Number(row[0]) === 1 && validFrom < localDateOf(now, timeZone)) throw new Refusal("too_old");
  return [
    {
      sql: "delete from shift_assignments where org_id = ? and group_id = ? and valid_from >= ?",
      params: [orgId, groupId, validFrom],
    },
    {
      sql: `update shift_assignments set valid_to = ?
        where org_id = ? and group_id = ? and (valid_to is null or valid_to >= ?)`,
      params: [addDays(validFrom, -1), orgId, groupId, validFrom],
    },
    groupAssignmentStatement({ orgId, id: deps.ids(), shiftId, groupId, validFrom, now }),
  ];
}
