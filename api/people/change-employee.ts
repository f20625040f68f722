import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import type { Statement } from "../../db/client/port.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import { refreshMenus } from "../core/refresh-messages.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { toldAs } from "../core/told-as.ts";
import { needsSeatWhenActive, seatForNewcomer, takesSeat } from "../billing/may-add-person.ts";
import { anotherOwner } from "./another-owner.ts";
import { changesRights, confirmedRole } from "./confirmed-role.ts";
import { findEmployee } from "./find-employee.ts";
import { keepGroup } from "./keep-group.ts";
import { refuseTakenNumber } from "./refuse-taken-number.ts";
import { revokeInvitesOf } from "./revoke-invites-of.ts";
import { type RoleChange, roleChangeOf } from "./role-change.ts";
import { roleNotices } from "./role-notices.ts";
import type { changeEmployeeInput, done, Employee } from "./schemas.ts";
import { roleIsLive, stillHolds } from "./still-holds.ts";

/**
 * Another role, the groups they lead, name, position, personnel number, or group from today on: the days before keep the shift of the group they
 * were worked in. The last owner stays one, nobody is raised above who raises them. Who loses rights loses the invitations made
 * with them.
 * @throws {Refusal} `not_found` also of the group and the role, `last_owner`, `own_role`, `above_yourself`, `stale` when somebody
 * changed the row since `version`; `confirmation_needed` for another role or other groups to lead; `number_taken`; `no_free_seat` when the new role needs a seat and the old one did not (AL-3)
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
  const { name = before.name } = input;
  const { personnelNumber = before.personnelNumber, position = before.position } = input;
  const { id: orgId, timeZone } = ctx.member.organisation;
  const now = ctx.deps.clock();
  if (personnelNumber !== null && personnelNumber !== before.personnelNumber)
    await refuseTakenNumber(ctx, { id, number: personnelNumber });
  const change = await roleChangeOf(ctx, before, input);
  const { becomes, groupId, manages } = change;
  const seat = await seatForRole(ctx, before, change);
  const step = await confirmedRole(ctx, before, change);
  const changed = commit(ctx, {
    permit: allowed,
    statements: [
      ...step.statements,
      ...rightGuards(ctx, id, change),
      keepGroup({ orgId, employeeId: id, groupId, today: localDateOf(now, timeZone) }),
      {
        sql: `update employees set name = ?, group_id = ?, personnel_number = ?, position = ?, version = version + 1,
            keeps_time = max(keeps_time, ?), role_id = ?, manages = ?
          where org_id = ? and id = ? and version = ?`,
        params: [
          name,
          groupId,
          personnelNumber,
          position,
          Number(becomes.preset !== "owner"),
          becomes.id,
          JSON.stringify(manages),
          orgId,
          id,
          before.version,
        ],
      },
      guardChanged(),
      ...seat,
      ...(losesRights(change) ? [revokeInvitesOf(orgId, id, now)] : []),
      refreshMenus({ orgId, employeeId: id }, now),
    ],
    audit: [
      {
        orgId,
        // Other rights call the owners, a name does not.
        action: changesRights(before, change) ? "employee.role_changed" : "employee.changed",
        subject: `employee:${id}`,
        before: {
          name: before.name,
          rolePreset: before.rolePreset,
          roleId: before.roleId,
          roleName: before.roleName,
          manages: before.manages,
          groupId: before.groupId,
          personnelNumber: before.personnelNumber,
          position: before.position,
        },
        after: {
          name,
          rolePreset: becomes.preset,
          roleId: becomes.id,
          roleName: becomes.name,
          manages,
          groupId,
          personnelNumber,
          position,
        },
      },
      ...step.audit,
    ],
    notices: await roleNotices(ctx, before, becomes),
    answer: { done: true as const },
  });
  return toldAs(changed, { guard: "stale" });
}

/** What was read is true when it is written: nobody's rights changed meanwhile so that this would raise somebody. */
function rightGuards(
  { member }: MemberContext,
  id: string,
  { was, becomes, demotesOwner, reaches }: RoleChange,
): Statement[] {
  const orgId = member.organisation.id;
  const isOther = becomes.id !== was.id;
  return [
    ...(demotesOwner ? [anotherOwner(orgId, id)] : []),
    ...(isOther ? [roleIsLive(orgId, becomes.id)] : []),
    stillHolds(orgId, member.employeeId, {
      rights: ["people.manage"],
      roles: [was.id, becomes.id],
      groups: reaches,
    }),
  ];
}

/** Nothing for who has no new role or needs a seat already: they are nobody new. */
async function seatForRole(
  { deps, member }: MemberContext,
  { id, state }: Employee,
  { was, becomes }: RoleChange,
): Promise<Statement[]> {
  const orgId = member.organisation.id;
  if (becomes.id === was.id || state === "ended" || !takesSeat(becomes.permissions)) return [];
  if (await needsSeatWhenActive(deps, orgId, id)) return [];
  return seatForNewcomer(deps, orgId, { takesSeat: true });
}

/** Who goes from one role to another that lacks something of it. */
const losesRights = ({ was, becomes }: RoleChange): boolean =>
  was.permissions.some((right) => !becomes.permissions.includes(right));
