import type { Context, MemberContext } from "./context.ts";
import { Refusal } from "./refusal.ts";

export const permissions = [
  "punch.self",
  "requests.self",
  "attendance.view_team",
  "attendance.record_for_others",
  "requests.decide",
  "people.invite",
  "people.manage",
  "schedule.manage",
  "period.close",
  "documents.export",
  "organisation.manage",
  "billing.manage",
  "bookings.create",
  "payments.take",
] as const;
export type Permission = (typeof permissions)[number];

export const rolePresets = ["owner", "manager", "employee"] as const;
export type RolePreset = (typeof rolePresets)[number];

/** What a role of each preset may do. Everything is decided from this set, nothing from the role's name. */
export const presetPermissions: Readonly<Record<RolePreset, readonly Permission[]>> = {
  owner: permissions,
  manager: [
    "punch.self",
    "requests.self",
    "attendance.view_team",
    "attendance.record_for_others",
    "requests.decide",
    "documents.export",
    "people.invite",
  ],
  employee: ["punch.self", "requests.self"],
};

declare const permitted: unique symbol;
/** Proof that a permission was checked; `commit` does not write without one. */
export interface Permit {
  readonly [permitted]: true;
  readonly permission: Permission | "self" | "operator" | "system";
}

const permitFor = (permission: Permit["permission"]) => ({ permission }) as Permit;

/** @throws {Refusal} `forbidden` */
export function permit(ctx: MemberContext, permission: Permission): Permit {
  if (!ctx.member.permissions.has(permission)) throw new Refusal("forbidden", { permission });
  return permitFor(permission);
}

/** For what a person may always do to their own account: language, joining, founding an organisation. */
export const selfPermit = (): Permit => permitFor("self");

/** For what no person does: the clock's work and a gateway's word, which is believed only after asking the gateway itself. */
export const systemPermit = (): Permit => permitFor("system");

/** Whether this is somebody of the company that runs Hozur: the deployment's setting says who, no database row can. */
export const isOperator = ({ deps, caller }: Pick<Context, "deps" | "caller">): boolean =>
  deps.config.operators.includes(caller.telegramUserId);

/** @throws {Refusal} `not_found`: to everybody else the operator's room does not exist */
export function operatorPermit(ctx: Context): Permit {
  if (!isOperator(ctx)) throw new Refusal("not_found");
  return permitFor("operator");
}
