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

/** SQL condition of the scope on an alias of `employees`, and its parameter: `and ${sql}`. The own row is always within. */
export const withinSql = (
  { sees, employeeId }: Pick<Member, "sees" | "employeeId">,
  e = "e",
): { readonly sql: string; readonly params: readonly string[] } =>
  sees === "all"
    ? { sql: "1", params: [] }
    : {
        sql: `(${e}.id = ? or ${e}.group_id in (select value from json_each(?)))`,
        params: [employeeId, JSON.stringify(sees)],
      };
