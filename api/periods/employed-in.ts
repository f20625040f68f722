import type { Statement } from "../../db/client/port.ts";
import { keptSince } from "../billing/keeps-time.ts";
import { addDays } from "../core/calendar/local-date.ts";
import type { DateRange } from "../core/calendar/types.ts";
import { instantAt } from "../core/calendar/zone.ts";
import type { Organisation } from "../core/context.ts";
import { anybody, type Within } from "../core/scope.ts";

/**
 * Everybody who worked here on some day of a month, by name: id, name, group. People who had left and came back are in for
 * both employments; an owner who has never clocked in keeps no time and is in none before the first punch.
 */
export const employedIn = (
  { id, timeZone }: Pick<Organisation, "id" | "timeZone">,
  { from, to }: DateRange,
  within: Within = anybody,
): Statement => ({
  sql: `select e.id, e.name, e.group_id from employees e where e.org_id = ? and e.keeps_time = 1 and ${within.sql}
      and ((e.started_on <= ? and (e.state = 'active' or coalesce(e.ended_on, ?) >= ? or e.ended_at >= ?))
        or exists (select 1 from past_employments b where b.org_id = e.org_id and b.employee_id = e.id
          and b.started_on <= ? and b.ended_on >= ?))
      and coalesce(${keptSince}, 0) < ?
    order by e.name, e.id`,
  params: [
    id,
    ...within.params,
    to,
    from,
    from,
    instantAt(from, 0, timeZone),
    to,
    from,
    instantAt(addDays(to, 1), 0, timeZone),
  ],
});
