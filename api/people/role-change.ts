import type { MemberContext } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";
import { isWithin } from "../core/scope.ts";
import { refuseLastOwner } from "./another-owner.ts";
import { findRole, type Role, roleOfEmployee, type RoleWish } from "./roles/find-role.ts";
import { groupsReached, holds, managesOf, mayGive } from "./rules/may-give.ts";
import type { Employee } from "./schemas.ts";

/** What of somebody's rights is to change; what is left out stays. */
export interface RightsWish extends RoleWish {
  readonly manages?: readonly string[] | undefined;
  readonly groupId?: string | null | undefined;
}

/** Somebody's rights before and after, allowed to the acting person as things stand. */
export interface RoleChange {
  readonly was: Role;
  readonly becomes: Role;
  readonly manages: readonly string[];
  readonly groupId: string | null;
  /** An owner is one no longer. */
  readonly demotesOwner: boolean;
  /** Groups that the rights reach afterwards: who gives them has to see them. */
  readonly reaches: readonly string[];
}

/**
 * What a change of role, of the groups somebody leads, or of their own group makes of their rights. Nobody gives what they
 * do not hold, changes who holds more, or changes their own role; only an owner may step down while another one stays.
 * @throws {Refusal} `not_found` also of the role and the groups; `own_role`, `above_yourself`, `last_owner`
 */
export async function roleChangeOf(
  ctx: MemberContext,
  before: Employee,
  wish: RightsWish,
): Promise<RoleChange> {
  const { member } = ctx;
  const was = await roleOfEmployee(ctx, before.id);
  const isNamed = wish.rolePreset !== undefined || wish.roleId !== undefined;
  const becomes = isNamed ? await findRole(ctx, wish) : was;
  const { groupId = before.groupId } = wish;
  await refuseUnknownGroups(ctx, [
    ...(groupId === before.groupId ? [] : [groupId]),
    ...(wish.manages ?? []),
  ]);
  const isOther = becomes.id !== was.id;
  const manages = managesAfter(ctx, before, { was, becomes, wished: wish.manages });
  const demotesOwner = was.preset === "owner" && becomes.preset !== "owner";
  const isOwn = before.id === member.employeeId;
  if (isOwn && !demotesOwner && (isOther || !isSame(manages, before.manages)))
    throw new Refusal("own_role");
  if (demotesOwner) await refuseLastOwner(ctx, before.id);
  if (!isOwn && !holds(member, was.permissions)) throw new Refusal("above_yourself");
  const given = { permissions: becomes.permissions, manages, groupId };
  const isRaised = isOther || groupId !== before.groupId || !isSame(manages, before.manages);
  if (isRaised && !mayGive(member, given)) throw new Refusal("above_yourself");
  const reaches = isRaised ? groupsReached(given) : [];
  return { was, becomes, manages, groupId, demotesOwner, reaches };
}

function managesAfter(
  { member }: MemberContext,
  before: Employee,
  {
    was,
    becomes,
    wished,
  }: {
    readonly was: Role;
    readonly becomes: Role;
    readonly wished: readonly string[] | undefined;
  },
): readonly string[] {
  const keeps = wished === undefined && (becomes.id === was.id || before.manages.length > 0);
  return managesOf(becomes, keeps ? before.manages : wished, member.sees);
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((groupId) => b.includes(groupId));

/** A group out of sight is as unknown as another tenant's. @throws {Refusal} `not_found` */
export async function refuseUnknownGroups(
  { deps, member }: MemberContext,
  groupIds: readonly (string | null)[],
): Promise<void> {
  const named = groupIds.filter(
    (groupId): groupId is string => groupId !== null && groupId !== "*",
  );
  if (named.length === 0) return;
  const [found] = await deps.db.read([
    {
      sql: "select id from groups where org_id = ? and id in (select value from json_each(?))",
      params: [member.organisation.id, JSON.stringify(named)],
    },
  ]);
  const known = new Set((found?.rows ?? []).map(([id]) => String(id)));
  if (named.some((groupId) => !known.has(groupId) || !isWithin(member.sees, groupId)))
    throw new Refusal("not_found");
}

/** Whoever holds more is not theirs to change, end or bring back. @throws {Refusal} `above_yourself` */
export async function refuseAbove(ctx: MemberContext, employeeId: string): Promise<Role> {
  const role = await roleOfEmployee(ctx, employeeId);
  if (employeeId !== ctx.member.employeeId && !holds(ctx.member, role.permissions))
    throw new Refusal("above_yourself");
  return role;
}
