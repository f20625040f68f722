import type { z } from "zod";
import { guardChanged, guardExists } from "../../../db/client/guard.ts";
import { commit, orEarlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { refreshMenus } from "../../core/refresh-messages.ts";
import { toldAs } from "../../core/told-as.ts";
import { confirmed } from "../../security/confirm.ts";
import type { done } from "../schemas.ts";
import { stillHolds } from "../still-holds.ts";
import { loadTarget, refuseAbove } from "./load-target.ts";

type Done = z.infer<typeof done>;

/** Another owner who can still act. */
const otherOwners = `select 1 from employees e join roles r on r.org_id = e.org_id and r.id = e.role_id
  where e.org_id = ? and e.id <> ? and e.state = 'active' and e.paused_at is null and r.preset = 'owner'`;

/**
 * Takes access for a while, of a lost phone: what was said before still counts, the employment goes on.
 * @throws {Refusal} `forbidden`, `not_found`, `own_request` of oneself, `last_owner`, `stale` when it is paused or has ended;
 * `confirmation_needed` of an owner
 */
export function pauseAccess(ctx: MemberContext, id: string): Promise<Done> {
  const allowed = permit(ctx, "people.manage");
  return orEarlierAnswer(ctx, async () => {
    const target = await loadTarget(ctx, id);
    if (target.id === ctx.member.employeeId) throw new Refusal("own_request");
    refuseAbove(ctx, target);
    if (target.state !== "active" || target.pausedAt !== null) throw new Refusal("stale");
    const { id: orgId } = ctx.member.organisation;
    const now = ctx.deps.clock();
    const isOwner = target.rolePreset === "owner";
    if (isOwner) await refuseLastActing(ctx, id);
    const step = isOwner
      ? await confirmed(ctx, {
          action: "owner.deactivate",
          subject: `employee:${id}`,
          facts: { name: target.name, role: "owner", paused: true },
        })
      : { statements: [], audit: [] };
    const paused = commit(ctx, {
      permit: allowed,
      statements: [
        ...step.statements,
        stillHolds(orgId, ctx.member.employeeId, { rights: ["people.manage"] }),
        ...(isOwner ? [guardExists(otherOwners, [orgId, id])] : []),
        {
          sql: `update employees set paused_at = ?, version = version + 1
            where org_id = ? and id = ? and state = 'active' and paused_at is null`,
          params: [now, orgId, id],
        },
        guardChanged(),
        refreshMenus({ orgId, employeeId: id }, now),
      ],
      audit: [{ orgId, action: "employee.paused", subject: `employee:${id}` }, ...step.audit],
      answer: { done: true as const },
    });
    return toldAs(paused, { guard: "stale" });
  });
}

async function refuseLastActing({ deps, member }: MemberContext, id: string): Promise<void> {
  const [other] = await deps.db.read([
    { sql: `${otherOwners} limit 1`, params: [member.organisation.id, id] },
  ]);
  if (other?.rows[0] === undefined) throw new Refusal("last_owner");
}

/** Gives access back. @throws {Refusal} `forbidden`, `not_found`, `stale` when it is not paused */
export function resumeAccess(ctx: MemberContext, id: string): Promise<Done> {
  const allowed = permit(ctx, "people.manage");
  return orEarlierAnswer(ctx, async () => {
    const target = await loadTarget(ctx, id);
    refuseAbove(ctx, target);
    const { id: orgId } = ctx.member.organisation;
    const resumed = commit(ctx, {
      permit: allowed,
      statements: [
        {
          sql: `update employees set paused_at = null, version = version + 1
            where org_id = ? and id = ? and paused_at is not null`,
          params: [orgId, id],
        },
        guardChanged(),
        refreshMenus({ orgId, employeeId: id }, ctx.deps.clock()),
      ],
      audit: [
        {
          orgId,
          action: "employee.resumed",
          subject: `employee:${id}`,
          before: { pausedAt: target.pausedAt },
        },
      ],
      answer: { done: true as const },
    });
    return toldAs(resumed, { guard: "stale" });
  });
}
