import { guardExists } from "../../db/client/guard.ts";
import type { Statement } from "../../db/client/port.ts";
import type { Permission } from "../core/permissions.ts";

export interface Needed {
  /** Rights by name. */
  readonly rights: readonly Permission[];
  /** Ids of roles: every right they have when the batch runs. */
  readonly roles?: readonly string[];
  /** Groups that have to be within sight; `"*"`: all. */
  readonly groups?: readonly string[];
}

/** Whether the employee `e` with the role `r` sees these groups. One parameter: their ids as JSON. */
const seesSql = `(exists (select 1 from json_each(r.permissions) where value = 'attendance.view_all')
  or exists (select 1 from json_each(e.manages) where value = '*')
  or not exists (select 1 from json_each(?) g
    where g.value is not e.group_id and g.value not in (select value from json_each(e.manages))))`;

/**
 * Fails the batch unless somebody holds at this moment what they give away: rights read before may have been taken meanwhile,
 * and a role may have been raised (`rules/may-give.ts` says the same in words before).
 */
export const stillHolds = (
  orgId: string,
  employeeId: string,
  { rights, roles = [], groups = [] }: Needed,
): Statement =>
  guardExists(
    `select 1 from employees e join roles r on r.org_id = e.org_id and r.id = e.role_id
      where e.org_id = ? and e.id = ? and e.state = 'active' and e.paused_at is null
        and not exists (select 1 from json_each(?) where value not in (select value from json_each(r.permissions)))
        and not exists (select 1 from roles n, json_each(n.permissions) p
          where n.org_id = ? and n.id in (select value from json_each(?))
            and p.value not in (select value from json_each(r.permissions)))
        and ${seesSql}`,
    [
      orgId,
      employeeId,
      JSON.stringify(rights),
      orgId,
      JSON.stringify(roles),
      JSON.stringify(groups),
    ],
  );

/** Fails the batch when somebody has put the role away meanwhile. */
export const roleIsLive = (orgId: string, roleId: string): Statement =>
  guardExists("select 1 from roles where org_id = ? and id = ? and archived_at is null", [
    orgId,
    roleId,
  ]);
