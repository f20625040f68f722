import type { z } from "zod";
import { commit, earlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit, presetPermissions } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { toldAs } from "../../core/told-as.ts";
import { confirmed } from "../../security/confirm.ts";
import { holds } from "../rules/may-give.ts";
import { stillHolds } from "../still-holds.ts";
import { nameIsFree, refuseTakenName } from "./role-name.ts";
import type { createdRole, createRoleInput } from "./schemas.ts";

/**
 * A role of the organisation's own, made from a preset.
 * @throws {Refusal} `forbidden`, `above_yourself` for rights one does not hold, `name_taken`, `stale`, `confirmation_needed`
 */
export async function createRole(
  ctx: MemberContext,
  { basedOn, name, permissions = [...presetPermissions[basedOn]] }: z.infer<typeof createRoleInput>,
): Promise<z.infer<typeof createdRole>> {
  const allowed = permit(ctx, "roles.manage");
  const earlier = await earlierAnswer<z.infer<typeof createdRole>>(ctx);
  if (earlier !== null) return earlier;
  if (!holds(ctx.member, permissions)) throw new Refusal("above_yourself");
  await refuseTakenName(ctx, name, null);
  const { id: orgId } = ctx.member.organisation;
  const id = ctx.deps.ids();
  const step = await confirmed(ctx, {
    action: "permission.change",
    subject: `organisation:${orgId}`,
    facts: { roleName: name, added: [...permissions].sort(), basedOn },
  });
  const created = commit(ctx, {
    permit: allowed,
    statements: [
      ...step.statements,
      stillHolds(orgId, ctx.member.employeeId, { rights: ["roles.manage", ...permissions] }),
      nameIsFree(orgId, name, null),
      {
        sql: `insert into roles (org_id, id, preset, name, permissions, based_on, created_at)
          values (?, ?, null, ?, ?, ?, ?)`,
        params: [orgId, id, name, JSON.stringify(permissions), basedOn, ctx.deps.clock()],
      },
    ],
    audit: [
      {
        orgId,
        action: "role.created",
        subject: `role:${id}`,
        after: { name, basedOn, permissions },
      },
      ...step.audit,
    ],
    answer: { id },
  });
  return toldAs(created, { guard: "stale" });
}
