import type { MemberContext } from "../../core/context.ts";
import type { RolePreset } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { type Role, roleColumns, roleOf } from "../roles/find-role.ts";
import { managesOf, mayGive } from "../rules/may-give.ts";

/** A role as it would be given to somebody: with whose people they manage. */
export interface GivenRole extends Role {
  readonly manages: readonly string[];
}

/** Every role that is in use here. One read. */
export async function loadRoles({ deps, member }: MemberContext): Promise<Role[]> {
  const [found] = await deps.db.read([
    {
      sql: `select ${roleColumns} from roles r where r.org_id = ? and r.archived_at is null order by r.id`,
      params: [member.organisation.id],
    },
  ]);
  return (found?.rows ?? []).map(roleOf);
}

/** The role as this person would give it to somebody of that group; null when it holds more than they may give. */
export function givenRole(
  { member }: MemberContext,
  role: Role,
  groupId: string | null,
): GivenRole | null {
  const manages = managesOf(role, undefined, member.sees);
  const given = { permissions: role.permissions, manages, groupId };
  return mayGive(member, given) ? { ...role, manages } : null;
}

/**
 * The role that an input names, by preset or by id; without either an employee.
 * @throws {Refusal} `not_found`; `forbidden` for one with rights that the giver does not have
 */
export async function pickRole(
  ctx: MemberContext,
  wish: {
    readonly roleId?: string | undefined;
    readonly rolePreset?: RolePreset | undefined;
    readonly groupId: string | null;
  },
): Promise<GivenRole> {
  const { roleId, rolePreset = "employee" } = wish;
  const role = (await loadRoles(ctx)).find(({ id, preset }) =>
    roleId === undefined ? preset === rolePreset : id === roleId,
  );
  if (role === undefined) throw new Refusal("not_found");
  const given = givenRole(ctx, role, wish.groupId);
  if (given === null) throw new Refusal("forbidden", { permission: "roles.manage" });
  return given;
}
