import type { Member } from "./context.ts";
import type { Permission } from "./permissions.ts";
import { Refusal } from "./refusal.ts";

/** Everybody, or the people of these groups. */
export type Scope = "all" | readonly string[];

interface ScopeFacts {
  readonly permissions: ReadonlySet<Permission>;
  readonly groupId: string | null;
  /** JSON list of `employees.manages`. */
  readonly manages: string;
}

/** Whose days somebody with `attendance.view_team` sees: all with `attendance.view_all`, else what they manage and their own group. */
export function scopeOf({ permissions, groupId, manages }: ScopeFacts): Scope {
  if (permissions.has("attendance.view_all")) return "all";
  const groups = JSON.parse(manages) as string[];
  if (groups.includes("*")) return "all";
  return groupId === null || groups.includes(groupId) ? groups : [...groups, groupId];
}

/** Whether people of that group are theirs to see. @param groupId null: in no group, which only who sees all does */
export const isWithin = (scope: Scope, groupId: string | null): boolean =>
  scope === "all" || (groupId !== null && scope.includes(groupId));

/** Somebody out of sight looks like nobody. @throws {Refusal} `not_found` */
export function refuseOutside(
  { member }: { readonly member: Pick<Member, "sees" | "employeeId"> },
  of: { readonly employeeId: string; readonly groupId: string | null },
): void {
  if (of.employeeId !== member.employeeId && !isWithin(member.sees, of.groupId))
    throw new Refusal("not_found");
}

/** A condition on an alias of `employees`, `e` unless told: `and ${sql}`. */
export interface Within {
  readonly sql: string;
  readonly params: readonly string[];
}

/** No limit: for the clock, and for who sees everybody. */
export const anybody: Within = { sql: "1", params: [] };

/** The scope as SQL. The own row is always within. */
export const withinSql = (
  { sees, employeeId }: Pick<Member, "sees" | "employeeId">,
  e = "e",
): Within =>
  sees === "all"
    ? anybody
    : {
        sql: `(${e}.id = ? or ${e}.group_id in (select value from json_each(?)))`,
        params: [employeeId, JSON.stringify(sees)],
      };

/** The same for groups, by their id: theirs are those of the people they see. */
export const groupsWithinSql = ({ sees }: Pick<Member, "sees">, id = "id"): Within =>
  sees === "all"
    ? anybody
    : { sql: `${id} in (select value from json_each(?))`, params: [JSON.stringify(sees)] };

/**
 * The same between two rows, for notices to all who may: whether the employee `viewer` with the role `role` sees the employee
 * `target`. All three are aliases.
 */
export const seesSql = (viewer: string, role: string, target: string): string =>
  `(${viewer}.id = ${target}.id or coalesce(${viewer}.group_id = ${target}.group_id, 0)
    or exists (select 1 from json_each(${role}.permissions) where value = 'attendance.view_all')
    or exists (select 1 from json_each(${viewer}.manages) where value in ('*', ${target}.group_id)))`;
