import type { Permission } from "./permissions.ts";

const audiences = ["public", "self", "former", "bot", "operator"] as const;
type Audience = (typeof audiences)[number];

const isAudience = (access: string): access is Audience => audiences.some((one) => one === access);

/**
 * Whom a route answers: `public` whoever has a Telegram account, `self` who works here (they see their own, or what their other
 * rights open), `former` also who worked here or is paused, `bot` the bots themselves, `operator` whom the deployment names. A
 * list says that one of these is enough, `all` that every one is needed. `unseen`: to others it looks like nothing.
 */
export type Access =
  | Audience
  | Permission
  | readonly Permission[]
  | { readonly all: readonly Permission[] }
  | { readonly unseen: Permission };

/** Whether somebody who works here with these rights gets an answer. */
export function opensTo(access: Access, held: ReadonlySet<Permission>): boolean {
  if (access === "public" || access === "self" || access === "former") return true;
  if (access === "bot" || access === "operator") return false;
  if (typeof access === "string") return held.has(access);
  if ("all" in access) return access.all.every((one) => held.has(one));
  if ("unseen" in access) return held.has(access.unseen);
  return access.some((one) => held.has(one));
}

/** The permissions a route names. */
export function permissionsOf(access: Access): readonly Permission[] {
  if (typeof access !== "string") {
    if ("all" in access) return access.all;
    return "unseen" in access ? [access.unseen] : access;
  }
  return isAudience(access) ? [] : [access];
}
