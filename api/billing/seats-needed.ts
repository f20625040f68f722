import { permissions } from "../core/permissions.ts";

interface Aliases {
  readonly e: string;
  readonly r: string;
  readonly a: string;
}
const aliases: Aliases = { e: "e", r: "r", a: "a" };

const everyRight = permissions.map((permission) => `'${permission}'`).join(", ");

/** Every right there is, whatever the role is called; what is no right any more counts for none. */
const fullRightsSql = (r: string = aliases.r): string =>
  `(select count(distinct value) from json_each(${r}.permissions) where value in (${everyRight})) >= ${permissions.length}`;

/**
 * SQL of the seat predicate (AL-3…AL-7) for one employee row `e` with its role `r` and account `a`: keeps time, or may create
 * bookings, or may take payments; the one designated owner with every right who keeps no time is free. A test compares it with
 * `rules/needs-seat.ts` over every combination.
 */
export const needsSeatSql = ({ e, r, a }: Aliases = aliases): string => `(
    (${e}.keeps_time = 1 and exists (select 1 from json_each(${r}.permissions) where value = 'punch.self'))
    or (not (${e}.id is ${a}.primary_owner_id and ${fullRightsSql(r)})
      and exists (select 1 from json_each(${r}.permissions) where value in ('bookings.create', 'payments.take')))
  )`;

/** SQL of who sits first (rules `seating`): true when row `f` comes before row `e`. */
export const sitsBeforeSql = (f: string, e: string): string =>
  `(${f}.seat_rank > ${e}.seat_rank or (${f}.seat_rank = ${e}.seat_rank
    and (${f}.created_at < ${e}.created_at or (${f}.created_at = ${e}.created_at and ${f}.id < ${e}.id))))`;

/** A scalar subquery: how many active employees of an organisation need a seat. One parameter: the organisation. */
export const seatsNeededSql = `(select count(*) from employees e
    join roles r on r.org_id = e.org_id and r.id = e.role_id
    left join billing_accounts a on a.org_id = e.org_id
  where e.org_id = ? and e.state = 'active' and ${needsSeatSql()})`;
