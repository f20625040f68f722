/** As `core/scope.ts`: everybody, or the people of these groups. */
type Scope = "all" | readonly string[];

/** What everybody may who only works here. */
const ofWork: ReadonlySet<string> = new Set(["punch.self", "requests.self"]);

/** Rights that reach other people: with each of them counts whose. */
const overOthers: ReadonlySet<string> = new Set([
  "attendance.view_team",
  "attendance.record_for_others",
  "requests.decide",
  "schedule.manage",
  "period.close",
  "documents.export",
  "people.invite",
  "people.manage",
  "roles.manage",
]);

/** Somebody who gives rights: what they hold, and over whom. */
export interface Giver {
  readonly permissions: ReadonlySet<string>;
  readonly sees: Scope;
}

/** What somebody holds afterwards. */
export interface Given {
  readonly permissions: readonly string[];
  /** Ids of groups, or `"*"`. */
  readonly manages: readonly string[];
  readonly groupId: string | null;
}

/** Whether a role leads groups: sees a team, and it has to be said whose. */
export const leadsGroups = (permissions: readonly string[]): boolean =>
  permissions.includes("attendance.view_team") && !permissions.includes("attendance.view_all");

/** Whether any right of these reaches other people. */
export const reachesOthers = (permissions: readonly string[]): boolean =>
  permissions.some((permission) => overOthers.has(permission));

/** Whether a role is nothing more than an employee: whoever may invite at all may offer it. */
export const isPlain = (permissions: readonly string[]): boolean =>
  permissions.every((permission) => ofWork.has(permission));

/** The groups whose people these rights reach; `"*"`: all. Who sees everybody by a right needs none said. */
export function groupsReached({ permissions, manages, groupId }: Given): readonly string[] {
  if (!reachesOthers(permissions) || permissions.includes("attendance.view_all")) return [];
  return groupId === null ? manages : [...new Set([...manages, groupId])];
}

/** Whether every one of these rights is theirs. */
export const holds = ({ permissions }: Giver, rights: readonly string[]): boolean =>
  rights.every((right) => permissions.has(right));

/** Nobody raises anybody above themselves: every right is held by who gives it, and over everybody it reaches. */
export const mayGive = (giver: Giver, given: Given): boolean =>
  holds(giver, given.permissions) &&
  groupsReached(given).every((groupId) => giver.sees === "all" || giver.sees.includes(groupId));

/**
 * Whose days the holder of a role sees besides their own group, as it is stored.
 * @param wished as it was said; undefined: a manager leads as far as the giver sees, a role of one's own only its own group
 */
export function managesOf(
  role: { readonly preset: string | null; readonly permissions: readonly string[] },
  wished: readonly string[] | undefined,
  sees: Scope,
): readonly string[] {
  if (!leadsGroups(role.permissions)) return [];
  if (wished !== undefined) return wished.includes("*") ? ["*"] : [...new Set(wished)].toSorted();
  if (role.preset !== "manager") return [];
  return sees === "all" ? ["*"] : sees;
}
