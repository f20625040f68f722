import type { Context, MemberContext } from "./context.ts";
import { Refusal } from "./refusal.ts";

/** Every right there is. The row of the table in ARCHITECTURE.md says what each opens. */
export const permissions = [
  /** Keep time: clock in and out. */
  "punch.self",
  /** See the own attendance and ask for leave, missions, corrections. */
  "requests.self",
  /** See attendance of the groups one manages. */
  "attendance.view_team",
  /** See attendance of everybody; says whose, `attendance.view_team` says that. */
  "attendance.view_all",
  "attendance.record_for_others",
  "requests.decide",
  "schedule.manage",
  "period.close",
  /** Take data out: timesheets, lists, the security log. */
  "documents.export",
  /** See invoices and acts. */
  "documents.view",
  "people.invite",
  "people.manage",
  "roles.manage",
  "organisation.manage",
  "billing.manage",
  "devices.manage",
  "security.view",
  "support.request",
  "clients.view",
  "bookings.create",
  "payments.take",
] as const;
export type Permission = (typeof permissions)[number];

export const rolePresets = [
  "owner",
  "manager",
  "front_desk",
  "call_centre",
  "accountant",
  "marketer",
  "support",
  "employee",
] as const;
export type RolePreset = (typeof rolePresets)[number];

const keepsTime: readonly Permission[] = ["punch.self", "requests.self"];

/**
 * What a role of each preset may do. Everything is decided from this set, nothing from the role's name. Accountant, marketer
 * and support keep no time and so need no seat (AL-4).
 */
export const presetPermissions: Readonly<Record<RolePreset, readonly Permission[]>> = {
  owner: permissions,
  manager: [
    ...keepsTime,
    "attendance.view_team",
    "attendance.record_for_others",
    "requests.decide",
    "documents.export",
    "people.invite",
  ],
  front_desk: [...keepsTime, "clients.view", "bookings.create", "payments.take"],
  call_centre: [...keepsTime, "clients.view", "bookings.create"],
  accountant: [
    "attendance.view_team",
    "attendance.view_all",
    "documents.export",
    "documents.view",
    "billing.manage",
  ],
  marketer: ["clients.view"],
  support: ["support.request", "devices.manage"],
  employee: keepsTime,
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

/** One of these is enough; the refusal names the first. @throws {Refusal} `forbidden` */
export const permitAny = (
  ctx: MemberContext,
  any: readonly [Permission, ...Permission[]],
): Permit => permit(ctx, any.find((one) => ctx.member.permissions.has(one)) ?? any[0]);

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
