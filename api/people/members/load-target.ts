import type { Cell } from "../../../db/client/port.ts";
import type { MemberContext } from "../../core/context.ts";
import { hasTelegram } from "../../core/no-telegram.ts";
import type { Permission, RolePreset } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { refuseOutside } from "../../core/scope.ts";

/** An employee something is done with. */
export interface Target {
  readonly id: string;
  readonly name: string;
  readonly groupId: string | null;
  readonly state: "active" | "ended";
  readonly version: number;
  readonly rolePreset: RolePreset | null;
  readonly roleName: string;
  readonly permissions: readonly Permission[];
  readonly personId: string;
  readonly personName: string;
  readonly telegramUserId: number;
  readonly hasTelegram: boolean;
  readonly phone: string | null;
  readonly personnelNumber: string | null;
  readonly pausedAt: number | null;
  readonly hasPin: boolean;
  readonly erasedAt: number | null;
  readonly startedOn: string;
  readonly endedOn: string | null;
}

const columns = `e.id, e.name, e.group_id, e.state, e.version, r.preset, r.name, r.permissions, p.id, p.name, p.telegram_user_id,
  p.phone, e.personnel_number, e.paused_at, e.kiosk_pin is not null, e.erased_at, e.started_on, e.ended_on`;

/** An employee of the open organisation within sight. @throws {Refusal} `not_found` */
export async function loadTarget(ctx: MemberContext, id: string): Promise<Target> {
  const [found] = await ctx.deps.db.read([
    {
      sql: `select ${columns} from employees e join persons p on p.id = e.person_id
        join roles r on r.org_id = e.org_id and r.id = e.role_id where e.org_id = ? and e.id = ?`,
      params: [ctx.member.organisation.id, id],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  const target = targetOf(row);
  refuseOutside(ctx, { employeeId: target.id, groupId: target.groupId });
  return target;
}

const targetOf = (row: readonly Cell[]): Target => ({
  id: String(row[0]),
  name: String(row[1]),
  groupId: (row[2] ?? null) as string | null,
  state: row[3] as Target["state"],
  version: Number(row[4]),
  rolePreset: (row[5] ?? null) as RolePreset | null,
  roleName: String(row[6]),
  permissions: JSON.parse(String(row[7])) as Permission[],
  personId: String(row[8]),
  personName: String(row[9]),
  telegramUserId: Number(row[10]),
  hasTelegram: hasTelegram(Number(row[10])),
  phone: (row[11] ?? null) as string | null,
  personnelNumber: (row[12] ?? null) as string | null,
  pausedAt: (row[13] ?? null) as number | null,
  hasPin: row[14] === 1,
  erasedAt: (row[15] ?? null) as number | null,
  startedOn: String(row[16]),
  endedOn: (row[17] ?? null) as string | null,
});

/** Nobody changes somebody who may do more than they may themselves. @throws {Refusal} `forbidden` */
export function refuseAbove({ member }: MemberContext, target: Target): void {
  if (target.id === member.employeeId) return;
  const more = target.permissions.find((permission) => !member.permissions.has(permission));
  if (more !== undefined) throw new Refusal("forbidden", { permission: more });
}
