import type { z } from "zod";
import { seatEffect, withRights } from "../../billing/seat-effect.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { findEmployee } from "../find-employee.ts";
import { roleChangeOf } from "../role-change.ts";
import { leadsGroups } from "../rules/may-give.ts";
import { refuseForbiddenEdit } from "./change-role.ts";
import { findRole } from "./find-role.ts";
import { holdersOf } from "./holders.ts";
import { holdersWith, rightsBetween } from "./role-effect.ts";
import type {
  PersonRolePreview,
  personRoleQuery,
  RolePreview,
  roleRightsQuery,
} from "./schemas.ts";

/**
 * What other rights of a role would do to everybody who has it: rights that come and go, and the seats. Changes nothing.
 * @throws {Refusal} `forbidden`, `not_found`, and why it could not be saved: `role_fixed`, `own_role`, `above_yourself`
 */
export async function previewRole(
  ctx: MemberContext,
  id: string,
  { permissions }: z.infer<typeof roleRightsQuery>,
): Promise<RolePreview> {
  permit(ctx, "roles.manage");
  const role = await findRole(ctx, { roleId: id });
  refuseForbiddenEdit(ctx, role, permissions);
  const holders = await holdersOf(ctx, id);
  const ids = new Set(holders.map(({ employeeId }) => employeeId));
  return {
    ...rightsBetween(role.permissions, permissions),
    people: holders.length,
    seats: await seatEffect(ctx, holdersWith(ids, permissions)),
  };
}

/**
 * What another role would give and take of one person, and what it would cost. Changes nothing.
 * @throws {Refusal} as `changeEmployee`, but for the seats, which are told
 */
export async function previewPersonRole(
  ctx: MemberContext,
  employeeId: string,
  wish: z.infer<typeof personRoleQuery>,
): Promise<PersonRolePreview> {
  permit(ctx, "people.manage");
  const before = await findEmployee(ctx, employeeId);
  const { was, becomes, manages } = await roleChangeOf(ctx, before, wish);
  const { preset, permissions } = becomes;
  return {
    roleId: becomes.id,
    rolePreset: preset,
    roleName: becomes.name,
    manages: [...manages],
    leadsGroups: leadsGroups(permissions),
    ...rightsBetween(was.permissions, permissions),
    seats: await seatEffect(ctx, (person) =>
      person.employeeId === employeeId
        ? withRights({ ...person, keepsTime: person.keepsTime || preset !== "owner" }, permissions)
        : person,
    ),
  };
}
