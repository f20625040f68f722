import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import { refreshMenus } from "../core/refresh-messages.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { toldAs } from "../core/told-as.ts";
import { needsSeatWhenActive, seatForNewcomer } from "../billing/may-add-person.ts";
import { Refusal } from "../core/refusal.ts";
import { findEmployee } from "./find-employee.ts";
import { confirmed } from "../security/confirm.ts";
import { groupNames } from "./group-names.ts";
import { refuseAbove } from "./role-change.ts";
import { groupsReached, isPlain, mayGive } from "./rules/may-give.ts";
import type { done } from "./schemas.ts";
import { stillHolds } from "./still-holds.ts";

/**
 * Takes an ending back: the employment goes on as if it had not ended, with the rights of then; who brings back has to hold them.
 * @throws {Refusal} `not_found`, `stale`, `above_yourself`, `no_free_seat`; `confirmation_needed` for rights over others
 */
export async function returnEmployee(
  ctx: MemberContext,
  id: string,
): Promise<z.infer<typeof done>> {
  const allowed = permit(ctx, "people.manage");
  const earlier = await earlierAnswer<z.infer<typeof done>>(ctx);
  if (earlier !== null) return earlier;
  const before = await findEmployee(ctx, id);
  const orgId = ctx.member.organisation.id;
  const role = await refuseAbove(ctx, id);
  const { manages, groupId } = before;
  const given = { permissions: role.permissions, manages, groupId };
  if (!mayGive(ctx.member, given)) throw new Refusal("above_yourself");
  const seat =
    before.state === "ended"
      ? await seatForNewcomer(ctx.deps, orgId, {
          takesSeat: await needsSeatWhenActive(ctx.deps, orgId, id),
        })
      : [];
  const step =
    before.state === "active" || isPlain(role.permissions)
      ? { statements: [], audit: [] }
      : await confirmed(ctx, {
          action: "role.change",
          subject: `employee:${id}`,
          facts: {
            name: before.name,
            role: role.preset ?? role.name,
            manages: await groupNames(ctx, manages),
            roleId: role.id,
            roleVersion: role.version,
            groups: [...manages].sort(),
            returns: true,
          },
        });
  const change = commit(ctx, {
    permit: allowed,
    statements: [
      ...step.statements,
      stillHolds(orgId, ctx.member.employeeId, {
        rights: ["people.manage"],
        roles: [role.id],
        groups: groupsReached(given),
      }),
      {
        sql: `update employees set state = 'active', ended_on = null, ended_at = null, version = version + 1
          where org_id = ? and id = ? and state = 'ended' and role_id = ? and version = ?`,
        params: [orgId, id, role.id, before.version],
      },
      guardChanged(),
      ...seat,
      refreshMenus({ orgId, employeeId: id }, ctx.deps.clock()),
    ],
    audit: [
      {
        orgId,
        action: "employee.returned",
        subject: `employee:${id}`,
        before: { endedOn: before.endedOn },
      },
      ...step.audit,
    ],
    answer: { done: true as const },
  });
  return toldAs(change, { guard: "stale" });
}
