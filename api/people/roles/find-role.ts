import type { Cell } from "../../../db/client/port.ts";
import type { MemberContext } from "../../core/context.ts";
import type { Permission, RolePreset } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";

export interface Role {
  readonly id: string;
  /** Null: made by the organisation itself. */
  readonly preset: RolePreset | null;
  /** Of a preset its key. */
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly basedOn: RolePreset | null;
  readonly version: number;
  readonly archivedAt: number | null;
}

/** A role is named by its preset or by its id; without either none is meant. */
export interface RoleWish {
  readonly rolePreset?: RolePreset | undefined;
  readonly roleId?: string | undefined;
}

/** Columns of `roles r` that `roleOf` reads. */
export const roleColumns =
  "r.id, r.preset, r.name, r.permissions, r.based_on, r.version, r.archived_at";

export const roleOf = (row: readonly Cell[]): Role => ({
  id: String(row[0]),
  preset: row[1] as RolePreset | null,
  name: String(row[2]),
  permissions: JSON.parse(String(row[3])) as Permission[],
  basedOn: row[4] as RolePreset | null,
  version: Number(row[5]),
  archivedAt: row[6] as number | null,
});

/** A role of the organisation that can be given. @throws {Refusal} `not_found`, also of another tenant's and of an archived one */
export async function findRole(ctx: MemberContext, wish: RoleWish): Promise<Role> {
  const [found] = await ctx.deps.db.read([
    {
      sql: `select ${roleColumns} from roles r
        where r.org_id = ? and (r.id = ? or r.preset = ?) and r.archived_at is null`,
      params: [ctx.member.organisation.id, wish.roleId ?? null, wish.rolePreset ?? null],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return roleOf(row);
}

/** The role somebody has, archived or not. @throws {Refusal} `not_found` */
export async function roleOfEmployee(ctx: MemberContext, employeeId: string): Promise<Role> {
  const [found] = await ctx.deps.db.read([
    {
      sql: `select ${roleColumns} from employees e join roles r on r.org_id = e.org_id and r.id = e.role_id
        where e.org_id = ? and e.id = ?`,
      params: [ctx.member.organisation.id, employeeId],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return roleOf(row);
}
