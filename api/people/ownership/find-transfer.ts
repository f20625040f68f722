import type { MemberContext } from "../../core/context.ts";
import type { Permission, RolePreset } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import type { TransferView } from "./schemas.ts";

export interface Transfer {
  readonly view: NonNullable<TransferView["transfer"]>;
  readonly fromEmployeeId: string;
  readonly toEmployeeId: string;
  readonly roleId: string;
  readonly rolePermissions: readonly Permission[];
  /** Both still work here, and the giver still owns. */
  readonly holds: boolean;
}

const query = `select t.id, t.state, t.expires_at, f.id, f.name, g.id, g.name, r.id, r.preset, r.name, r.permissions,
    f.state = 'active' and f.paused_at is null and g.state = 'active' and g.paused_at is null
      and exists (select 1 from roles o where o.org_id = f.org_id and o.id = f.role_id and o.preset = 'owner')
  from ownership_transfers t
  join employees f on f.org_id = t.org_id and f.id = t.from_employee_id
  join employees g on g.org_id = t.org_id and g.id = t.to_employee_id
  join roles r on r.org_id = t.org_id and r.id = t.role_id`;

/**
 * An offer of the open organisation, for its owners and for who is to get it.
 * @param id null: the latest one
 * @throws {Refusal} `not_found`, also for everybody else
 */
export async function findTransfer(
  { deps, member }: MemberContext,
  id: string | null,
): Promise<Transfer> {
  const [found] = await deps.db.read([
    {
      sql: `${query} where t.org_id = ? and (? is null or t.id = ?) order by t.created_at desc, t.id desc limit 1`,
      params: [member.organisation.id, id, id],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  const fromEmployeeId = String(row[3]);
  const toEmployeeId = String(row[5]);
  const mine =
    member.employeeId === fromEmployeeId
      ? "giver"
      : member.employeeId === toEmployeeId
        ? "receiver"
        : member.rolePreset === "owner"
          ? "owner"
          : null;
  if (mine === null) throw new Refusal("not_found");
  const state = row[1] as "offered" | "accepted" | "declined" | "withdrawn";
  return {
    view: {
      id: String(row[0]),
      state: state === "offered" && Number(row[2]) <= deps.clock() ? "expired" : state,
      organisationName: member.organisation.name,
      fromName: String(row[4]),
      toName: String(row[6]),
      mine,
      rolePreset: (row[8] ?? null) as RolePreset | null,
      roleName: String(row[9]),
      expiresAt: Number(row[2]),
    },
    fromEmployeeId,
    toEmployeeId,
    roleId: String(row[7]),
    rolePermissions: JSON.parse(String(row[10])) as Permission[],
    holds: row[11] === 1,
  };
}
