import type { z } from "zod";
import { guardChanged } from "../../../db/client/guard.ts";
import type { Statement } from "../../../db/client/port.ts";
import { seatsForNewcomers } from "../../billing/may-add-person.ts";
import { seatEffect } from "../../billing/seat-effect.ts";
import { commit, earlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { toldAs } from "../../core/told-as.ts";
import { confirmed } from "../../security/confirm.ts";
import { holds, reachesOthers } from "../rules/may-give.ts";
import type { done } from "../schemas.ts";
import { stillHolds } from "../still-holds.ts";
import { findRole, type Role } from "./find-role.ts";
import { type Holder, holderNotices, holdersOf, menusOf } from "./holders.ts";
import { holdersWith, rightsBetween } from "./role-effect.ts";
import { nameIsFree, refuseTakenName } from "./role-name.ts";
import type { changeRoleInput } from "./schemas.ts";

/**
 * Another name or other rights of a role of one's own, for everybody who has it, at once. Whoever changes it holds all of it,
 * before and after, and has another role; invitations made with rights that go become worthless.
 * @throws {Refusal} `forbidden`, `not_found`, `role_fixed` of a preset, `own_role`, `above_yourself`, `name_taken`, `stale`,
 * `nothing_changes`; `confirmation_needed` for other rights; `no_free_seat` when holders need seats that are not there (AL-3), `plan_lock`, `seat_lock`
 */
export async function changeRole(
  ctx: MemberContext,
  id: string,
  input: z.infer<typeof changeRoleInput>,
): Promise<z.infer<typeof done>> {
  const allowed = permit(ctx, "roles.manage");
  const earlier = await earlierAnswer<z.infer<typeof done>>(ctx);
  if (earlier !== null) return earlier;
  const before = await findRole(ctx, { roleId: id });
  const after = { ...before, ...given(input), version: before.version + 1 };
  refuseForbiddenEdit(ctx, before, after.permissions);
  if (before.version !== input.version) throw new Refusal("stale");
  const { gained, lost } = rightsBetween(before.permissions, after.permissions);
  if (after.name === before.name && gained.length + lost.length === 0)
    throw new Refusal("nothing_changes");
  if (after.name !== before.name) await refuseTakenName(ctx, after.name, id);
  const { id: orgId } = ctx.member.organisation;
  const now = ctx.deps.clock();
  const holders = await holdersOf(ctx, id);
  const seats = gained.length === 0 ? [] : await seatsForHolders(ctx, holders, after);
  const step =
    gained.length + lost.length === 0
      ? { statements: [], audit: [] }
      : await confirmed(ctx, {
          action: "permission.change",
          subject: `role:${id}`,
          facts: {
            roleName: after.name,
            added: [...gained].sort(),
            removed: [...lost].sort(),
            version: before.version,
          },
        });
  const changed = commit(ctx, {
    permit: allowed,
    statements: [
      ...step.statements,
      stillHolds(orgId, ctx.member.employeeId, {
        rights: ["roles.manage", ...after.permissions],
        roles: [id],
        groups: reachesOthers(after.permissions) ? ["*"] : [],
      }),
      nameIsFree(orgId, after.name, id),
      {
        sql: `update roles set name = ?, permissions = ?, version = version + 1
          where org_id = ? and id = ? and version = ? and preset is null and archived_at is null`,
        params: [after.name, JSON.stringify(after.permissions), orgId, id, before.version],
      },
      guardChanged(),
      ...seats,
      ...(lost.length === 0 ? [] : [revokeInvitesOfHolders(orgId, id, now)]),
      ...menusOf(orgId, holders, now),
    ],
    audit: [
      {
        orgId,
        action: "role.changed",
        subject: `role:${id}`,
        before: { name: before.name, permissions: before.permissions },
        after: { name: after.name, permissions: after.permissions },
      },
      ...step.audit,
    ],
    notices: holderNotices(ctx, holders, after),
    answer: { done: true as const },
  });
  return toldAs(changed, { guard: "stale" });
}

const given = ({ name, permissions }: z.infer<typeof changeRoleInput>) => ({
  ...(name === undefined ? {} : { name }),
  ...(permissions === undefined ? {} : { permissions }),
});

/**
 * A role is everybody's who has it, in whatever group: with rights over others only who sees everybody changes it.
 * @throws {Refusal} `role_fixed`, `own_role`, `above_yourself`
 */
export function refuseForbiddenEdit(
  { member }: MemberContext,
  role: Role,
  after: readonly string[],
): void {
  if (role.preset !== null) throw new Refusal("role_fixed");
  if (role.id === member.roleId) throw new Refusal("own_role");
  const isAbove = !holds(member, role.permissions) || !holds(member, after);
  if (isAbove || (reachesOthers(after) && member.sees !== "all"))
    throw new Refusal("above_yourself");
}

/** Seats for those of them who needed none; nothing when nobody is new. */
async function seatsForHolders(
  ctx: MemberContext,
  holders: readonly Holder[],
  { permissions }: Role,
): Promise<Statement[]> {
  const ids = new Set(holders.map(({ employeeId }) => employeeId));
  const effect = await seatEffect(ctx, holdersWith(ids, permissions));
  const people = (effect?.people ?? []).filter(({ needs, needsAfter }) => needsAfter && !needs);
  if (people.length === 0) return [];
  return seatsForNewcomers(ctx.deps, ctx.member.organisation.id, people.length);
}

const revokeInvitesOfHolders = (orgId: string, roleId: string, now: number): Statement => ({
  sql: `update invites set revoked_at = ? where org_id = ? and used_at is null and revoked_at is null
    and created_by in (select id from employees where org_id = ? and role_id = ?)`,
  params: [now, orgId, orgId, roleId],
});
