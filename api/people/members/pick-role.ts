import type { Cell } from "../../../db/client/port.ts";
import type { MemberContext } from "../../core/context.ts";
import type { Permission, RolePreset } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";

export interface PickedRole {
  readonly id: string;
  readonly preset: RolePreset | null;
  readonly name: string;
  readonly permissions: readonly Permission[];
}

/** Every role that is in use here. One read. */
export async function loadRoles({ deps, member }: MemberContext): Promise<PickedRole[]> {
  const [found] = await deps.db.read([
    {
      sql: `select id, preset, name, permissions from roles where org_id = ? and archived_at is null order by id`,
      params: [member.organisation.id],
    },
  ]);
  return (found?.rows ?? []).map(roleOf);
}

const roleOf = ([id, preset, name, permissions]: readonly Cell[]): PickedRole => ({
  id: String(id),
  preset: preset as RolePreset | null,
  name: String(name),
  permissions: JSON.parse(String(permissions)) as Permission[],
});

/** Nobody gives rights that they do not have themselves. */
export const mayGive = ({ member }: MemberContext, role: PickedRole): boolean =>
  role.permissions.every((permission) => member.permissions.has(permission));

/**
 * The role that an input names, by preset or by id.
 * @throws {Refusal} `not_found`; `forbidden` for one with rights that the giver does not have
 */
export async function pickRole(
  ctx: MemberContext,
  named: { readonly roleId?: string | undefined; readonly rolePreset?: RolePreset | undefined },
): Promise<PickedRole> {
  const roles = await loadRoles(ctx);
  const { roleId, rolePreset = "employee" } = named;
  const role = roles.find(({ id, preset }) =>
    roleId === undefined ? preset === rolePreset : id === roleId,
  );
  if (role === undefined) throw new Refusal("not_found");
  if (!mayGive(ctx, role)) throw new Refusal("forbidden", { permission: "roles.manage" });
  return role;
}

/** Whose people somebody new with that role manages: all groups, unless the giver does not see them all either. */
export const managesOf = ({ member }: MemberContext, { permissions }: PickedRole): string => {
  if (!permissions.includes("attendance.view_team")) return "[]";
  return JSON.stringify(member.sees === "all" ? ["*"] : member.sees);
};
