import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import { refreshMenus } from "../core/refresh-messages.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { toldAs } from "../core/told-as.ts";
import { endLeave } from "../leave/end-leave.ts";
import { confirmed } from "../security/confirm.ts";
import { anotherOwner, refuseLastOwner } from "./another-owner.ts";
import { findEmployee } from "./find-employee.ts";
import { refuseAbove } from "./role-change.ts";
import { revokeInvitesOf } from "./revoke-invites-of.ts";
import type { done, endEmploymentInput } from "./schemas.ts";
import { stillHolds } from "./still-holds.ts";

/**
 * The person works here no longer: what they send from now on is refused, the past stays. Invitations they made and nobody
 * used become worthless, absence after the last day is taken back, and what is left of their leave is booked as paid out.
 * @throws {Refusal} `not_found`, `stale` when already ended, `last_owner`, `above_yourself`, `in_the_future`,
 * `too_old` before the first day; `confirmation_needed` for an owner
 */
export async function endEmployment(
  ctx: MemberContext,
  id: string,
  input: z.infer<typeof endEmploymentInput>,
): Promise<z.infer<typeof done>> {
  const allowed = permit(ctx, "people.manage");
  const earlier = await earlierAnswer<z.infer<typeof done>>(ctx);
  if (earlier !== null) return earlier;
  const { id: orgId, timeZone } = ctx.member.organisation;
  const now = ctx.deps.clock();
  const today = localDateOf(now, timeZone);
  const before = await findEmployee(ctx, id);
  const endedOn = input.on ?? today;
  if (before.state === "ended") throw new Refusal("stale");
  if (endedOn > today) throw new Refusal("in_the_future");
  if (endedOn < before.startedOn) throw new Refusal("too_old");
  const isOwner = before.rolePreset === "owner";
  if (isOwner) await refuseLastOwner(ctx, id);
  const role = await refuseAbove(ctx, id);
  const leave = await endLeave(ctx, id, endedOn);
  const step = isOwner
    ? await confirmed(ctx, {
        action: "owner.deactivate",
        subject: `employee:${id}`,
        facts: { name: before.name, role: "owner", endedOn },
      })
    : { statements: [], audit: [] };
  const change = commit(ctx, {
    permit: allowed,
    statements: [
      ...step.statements,
      ...(isOwner ? [anotherOwner(orgId, id)] : []),
      stillHolds(orgId, ctx.member.employeeId, { rights: ["people.manage"], roles: [role.id] }),
      {
        sql: `update employees set state = 'ended', ended_on = ?, ended_at = ?, version = version + 1
          where org_id = ? and id = ? and state = 'active'`,
        params: [endedOn, now, orgId, id],
      },
      guardChanged(),
      revokeInvitesOf(orgId, id, now),
      ...leave.statements,
      refreshMenus({ orgId, employeeId: id }, now),
    ],
    audit: [
      {
        orgId,
        action: "employee.ended",
        subject: `employee:${id}`,
        after: { on: endedOn, leavePaidOut: leave.paidOut },
      },
      ...step.audit,
    ],
    answer: { done: true as const },
  });
  return toldAs(change, { guard: "stale" });
}
