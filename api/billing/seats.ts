import { guardExists } from "../../db/client/guard.ts";
import type { Statement } from "../../db/client/port.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { activeSeats, currentTerm } from "./rules/current-plan.ts";
import type { Books } from "./rules/types.ts";
import { needsSeatSql, seatsNeededSql } from "./seats-needed.ts";

export interface Seats {
  readonly active: number;
  /** People who need one. */
  readonly needed: number;
  readonly free: number;
  readonly waiting: number;
}

/** How the seats stand; null when the plan of today sells none. */
export function seatsOf(books: Books): Seats | null {
  if (currentTerm(books)?.plan.meter !== "seat") return null;
  const active = activeSeats(books);
  const needed = books.seatsNeeded;
  return {
    active,
    needed,
    free: Math.max(0, active - needed),
    waiting: Math.max(0, needed - active),
  };
}

/** The plan of a day by SQL, as `rules/current-plan.ts` finds it. Parameters: organisation, day, day. */
const currentTermSql = `select t.id, v.meter from terms t join plan_versions v on v.id = t.plan_version_id
  where t.org_id = ? and t.state = 'active' and t.starts_on <= ? and t.ends_on > ? order by t.created_at desc, t.id desc limit 1`;

/** Seats that count on a day; parameters: organisation, day, day, organisation, day. Null without a plan that sells seats. */
const activeSeatsSql = `(select case c.meter when 'seat' then coalesce((select sum(g.quantity) from seat_grants g
    where g.org_id = ? and g.term_id = c.id and g.state = 'active' and g.starts_on <= ?), 0) end
  from (${currentTermSql}) c)`;

const activeSeatsParams = (orgId: string, today: LocalDate) => [orgId, today, orgId, today, today];

/**
 * Fails the batch (kind `guard`) when more people need a seat after it than there are seats. Put it behind whatever makes
 * somebody need a seat who needed none, and only then: people who wait already fail it too. Passes where no seats are sold.
 * @param today the organisation's local date
 */
export const guardSeatFree = (orgId: string, today: LocalDate): Statement =>
  guardExists(`select 1 where coalesce(${seatsNeededSql} <= ${activeSeatsSql}, 1)`, [
    orgId,
    ...activeSeatsParams(orgId, today),
  ]);

/** Ids of those who need a seat and have none, in the order in which seats would reach them; rows only where seats are sold. */
export const waitingStatement = (orgId: string, today: LocalDate): Statement => ({
  sql: `select e.id from employees e
      join roles r on r.org_id = e.org_id and r.id = e.role_id
      left join billing_accounts a on a.org_id = e.org_id
    where e.org_id = ? and e.state = 'active' and ${needsSeatSql()} and ${activeSeatsSql} is not null
    order by e.seat_rank desc, e.created_at, e.id limit -1 offset coalesce(${activeSeatsSql}, 0)`,
  params: [orgId, ...activeSeatsParams(orgId, today), ...activeSeatsParams(orgId, today)],
});
