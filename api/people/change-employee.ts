import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import type { Statement } from "../../db/client/port.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import { refreshMenus } from "../core/refresh-messages.ts";
import type { MemberContext } from "../core/context.ts";
import { permit, presetPermissions, type RolePreset } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { toldAs } from "../core/told-as.ts";
import { needsSeatWhenActive, seatForNewcomer, takesSeat } from "../billing/may-add-person.ts";
import { anotherOwner, refuseLastOwner } from "./another-owner.ts";
import { findEmployee } from "./find-employee.ts";
import { keepGroup } from "./keep-group.ts";
import { revokeInvitesOf } from "./revoke-invites-of.ts";
import { roleNotices } from "./role-notices.ts";
import type { changeEmployeeInput, done } from "./schemas.ts";

/**
 * Another role, name, position, personnel number, or group from today on: the days before keep the shift of the group they were worked in. The last
 * owner stays one. Who loses rights loses the invitations made with them.
 * @throws {Refusal} `not_found` also of the group, `last_owner`, `stale` when somebody changed the row since `version`;
 * `no_free_seat` when the new role needs a seat and the old one did not (AL-3)
 */
export async function changeEmployee(
  ctx: MemberContext,
  id: string,
  input: z.infer<typeof changeEmployeeInput>,
): Promise<z.infer<typeof done>> {
  const allowed = permit(ctx, "people.manage");
  const earlier = await earlierAnswer<z.infer<typeof done>>(ctx);
  if (earlier !== null) return earlier;
  const before = await findEmployee(ctx, id);
  if (before.version !== (input.version ?? before.version)) throw new Refusal("stale");
  const { rolePreset = before.rolePreset, groupId = before.groupId, name = before.name } = input;
  const { personnelNumber = before.personnelNumber, position = before.position } = input;
  const { id: orgId, timeZone } = ctx.member.organisation;
  const now = ctx.deps.clock();
  const demotes = before.rolePreset === "owner" && rolePreset !== "owner";
  if (demotes) await refuseLastOwner(ctx, id);
  if (groupId !== null && groupId !== before.groupId) await refuseUnknownGroup(ctx, groupId);
  const seat =
    rolePreset === before.rolePreset || before.state === "ended"
      ? []
      : await seatForRole(ctx, id, rolePreset);
  const change = commit(ctx, {
    permit: allowed,
    statements: [
      ...(demotes ? [anotherOwner(orgId, id)] : []),
      keepGroup({ orgId, employeeId: id, groupId, today: localDateOf(now, timeZone) }),
      {
        sql: `update employees set name = ?, group_id = ?, personnel_number = ?, position = ?, version = version + 1,
            keeps_time = max(keeps_time, ?),
            role_id = coalesce((select r.id from roles r where r.org_id = employees.org_id and r.preset = ?), role_id)
          where org_id = ? and id = ? and version = ?`,
        params: [
          name,
          groupId,
          personnelNumber,
          position,
          Number(rolePreset !== "owner"),
          rolePreset,
          orgId,
          id,
          before.version,
        ],
      },
      guardChanged(),
      ...seat,
      ...(losesRights(before.rolePreset, rolePreset) ? [revokeInvitesOf(orgId, id, now)] : []),
      refreshMenus({ orgId, employeeId: id }, now),
    ],
    audit: [
      {
        orgId,
        action: "employee.changed",
        subject: `employee:${id}`,
        before: {
          name: before.name,
          rolePreset: before.rolePreset,
          groupId: before.groupId,
          personnelNumber: before.personnelNumber,
          position: before.position,
        },
        after: input,
      },
    ],
    notices: input.rolePreset === undefined ? [] : await roleNotices(ctx, before, input.rolePreset),
    answer: { done: true as const },
  });
  return toldAs(change, { guard: "stale" });
}

/** Nothing for who has no new role or needs a seat already: they are nobody new. */
async function seatForRole(
  { deps, member }: MemberContext,
  id: string,
  rolePreset: RolePreset | null,
): Promise<Statement[]> {
  const orgId = member.organisation.id;
  if (rolePreset === null || !takesSeat(presetPermissions[rolePreset])) return [];
  if (await needsSeatWhenActive(deps, orgId, id)) return [];
  return seatForNewcomer(deps, orgId, { takesSeat: true });
}

/** Who goes from one preset to another that lacks something of it. */
const losesRights = (before: RolePreset | null, after: RolePreset | null): boolean =>
  before !== null &&
  after !== null &&
  presetPermissions[before].some((right) => !presetPermissions[after].includes(right));

async function refuseUnknownGroup(ctx: MemberContext, groupId: string): Promise<void> {
  const [found] = await ctx.deps.db.read([
    {
      sql: "select 1 from groups where org_id = ? and id = ?",
      params: [ctx.member.organisation.id, groupId],
    },
  ]);
  if (found?.rows[0] === undefined) throw new Refusal("not_found");
}
