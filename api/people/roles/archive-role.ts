import type { z } from "zod";
import { guardChanged, guardExists } from "../../../db/client/guard.ts";
import { commit, earlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { toldAs } from "../../core/told-as.ts";
import { confirmed } from "../../security/confirm.ts";
import type { done } from "../schemas.ts";
import { stillHolds } from "../still-holds.ts";
import { refuseForbiddenEdit } from "./change-role.ts";
import { findRole } from "./find-role.ts";
import type { archiveRoleInput } from "./schemas.ts";

/** Who holds up a role: active people and open invitations. Parameters: organisation, role, organisation, role, now. */
const inUse = `select (select count(*) from employees where org_id = ? and role_id = ? and state = 'active')
  + (select count(*) from invites where org_id = ? and role_id = ? and used_at is null and revoked_at is null and expires_at > ?)`;

/**
 * Puts a role of one's own away. Who has left with it comes back as an employee.
 * @throws {Refusal} `forbidden`, `not_found`, `role_fixed`, `own_role`, `above_yourself`, `role_in_use`, `stale`, `confirmation_needed`
 */
export async function archiveRole(
  ctx: MemberContext,
  id: string,
  { version }: z.infer<typeof archiveRoleInput>,
): Promise<z.infer<typeof done>> {
  const allowed = permit(ctx, "roles.manage");
  const earlier = await earlierAnswer<z.infer<typeof done>>(ctx);
  if (earlier !== null) return earlier;
  const role = await findRole(ctx, { roleId: id });
  refuseForbiddenEdit(ctx, role, []);
  if (role.version !== version) throw new Refusal("stale");
  const { id: orgId } = ctx.member.organisation;
  const now = ctx.deps.clock();
  const use = [orgId, id, orgId, id, now];
  const [used] = await ctx.deps.db.read([{ sql: inUse, params: use }]);
  if (Number(used?.rows[0]?.[0] ?? 0) > 0) throw new Refusal("role_in_use");
  const step = await confirmed(ctx, {
    action: "permission.change",
    subject: `role:${id}`,
    facts: { roleName: role.name, removed: [...role.permissions].sort(), version, archived: true },
  });
  const archived = commit(ctx, {
    permit: allowed,
    statements: [
      ...step.statements,
      stillHolds(orgId, ctx.member.employeeId, { rights: ["roles.manage"], roles: [id] }),
      guardExists(`select 1 where (${inUse}) = 0`, use),
      {
        sql: `update employees set manages = '[]', version = version + 1,
            role_id = (select r.id from roles r where r.org_id = employees.org_id and r.preset = 'employee')
          where org_id = ? and role_id = ? and state = 'ended'`,
        params: [orgId, id],
      },
      {
        sql: `update roles set archived_at = ?, version = version + 1
          where org_id = ? and id = ? and version = ? and preset is null and archived_at is null`,
        params: [now, orgId, id, version],
      },
      guardChanged(),
    ],
    audit: [
      {
        orgId,
        action: "role.archived",
        subject: `role:${id}`,
        before: { name: role.name, permissions: role.permissions },
      },
      ...step.audit,
    ],
    answer: { done: true as const },
  });
  return toldAs(archived, { guard: "stale" });
}
