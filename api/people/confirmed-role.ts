import type { MemberContext } from "../core/context.ts";
import { confirmed, type Confirmed } from "../security/confirm.ts";
import { groupNames } from "./group-names.ts";
import type { RoleChange } from "./role-change.ts";
import type { Employee } from "./schemas.ts";

const nothing: Confirmed = { statements: [], audit: [] };

/** Whether somebody gets another role, or other groups to lead. */
export const changesRights = (before: Employee, { was, becomes, manages }: RoleChange): boolean =>
  becomes.id !== was.id || JSON.stringify(manages) !== JSON.stringify(before.manages);

/** Another role, or other groups to lead, is confirmed a second time. @throws {Refusal} `confirmation_needed`, `rate_limited` */
export async function confirmedRole(
  ctx: MemberContext,
  before: Employee,
  change: RoleChange,
): Promise<Confirmed> {
  const { was, becomes, manages } = change;
  if (!changesRights(before, change)) return nothing;
  return confirmed(ctx, {
    action: "role.change",
    subject: `employee:${before.id}`,
    facts: {
      name: before.name,
      roleBefore: was.preset ?? was.name,
      role: becomes.preset ?? becomes.name,
      manages: await groupNames(ctx, manages),
      roleId: becomes.id,
      roleVersion: becomes.version,
      groups: [...manages].sort(),
    },
  });
}
