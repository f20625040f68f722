import type { Statement } from "../../../db/client/port.ts";
import type { Instant } from "../../core/calendar/types.ts";
import { messageId, payersJoin } from "../jobs/alerts.ts";
import type { DueClose } from "./due-closes.ts";

export interface Closing extends DueClose {
  /** Of this attempt: whoever comes second writes nothing. */
  readonly id: string;
}

export interface ClosedBy {
  readonly actor: string;
  readonly requestId: string;
  readonly now: Instant;
}

/** `close_id` of what a close has looked at and nobody pays for. */
export const notCharged = "-";

/** Months of organisations as rows `c`; one parameter. */
export const wanted = `(select value ->> 'orgId' as org_id, value ->> 'period' as period, value ->> 'previous' as previous,
    value ->> 'first' as first, value ->> 'id' as id, value ->> 'activityKinds' as kinds, value ->> 'unitPrice' as unit_price
  from json_each(?))`;

/** What this attempt has closed, as rows `c` with the results `m`; one parameter. */
const closed = `${wanted} c cross join month_closes m on m.org_id = c.org_id and m.period = c.period and m.id = c.id`;

/** Usage `u` costs a person-month: a kind that counts, and nobody has charged this person's month by another act of theirs. */
export const costs = `u.period >= c.first and instr(c.kinds, '"' || u.kind || '"') > 0
  and not exists (select 1 from usage_months x where x.org_id = u.org_id and x.period = u.period
    and x.employee_id = u.employee_id and x.close_id is not null and x.close_id not in ('${notCharged}', c.id))`;

export const people = "count(distinct u.period || u.employee_id)";

/**
 * Counts what is open up to the month, late rows of earlier months too. Runs before the claim; only for books whose last
 * closed month is still the one that was read.
 */
const count = `with c as materialized (select * from ${wanted})
  insert into month_closes (org_id, period, id, charged, late, credit_after, closed_at)
  select c.org_id, c.period, c.id, ${people},
    count(distinct case when u.period < c.period then u.period || u.employee_id end),
    -coalesce((select b.amount from ledger_balances b
      where b.org_id = c.org_id and b.account = 'credit' and b.asset = 'PM'), 0) - ${people}, ?
  from c
    cross join billing_accounts a on a.org_id = c.org_id and a.closed_through is c.previous and a.parked_at is null
    left join usage_months u on u.org_id = c.org_id and u.close_id is null and u.period <= c.period and ${costs}
  where true group by c.org_id on conflict do nothing`;

const claim = `with c as materialized (select c.* from ${closed})
  update usage_months as u set close_id = case when ${costs} then c.id else '${notCharged}' end
  from c where u.org_id = c.org_id and u.close_id is null and u.period <= c.period`;

/** Nothing active, nothing booked. */
const book = `insert into ledger_transactions (org_id, id, kind, subject, at)
  select m.org_id, 'close:' || m.period, 'close', 'close:' || m.period, m.closed_at from ${closed} where m.charged > 0`;

/** `closePosting`: credit is debited, consumed is credited. */
const enter = `insert into ledger_entries (org_id, transaction_id, position, account, asset, amount)
  select m.org_id, 'close:' || m.period, side.position, side.account, 'PM', side.sign * m.charged
  from ${closed} cross join (select 1 as position, 'credit' as account, 1 as sign union all select 2, 'consumed', -1) side
  where m.charged > 0`;

const advance = `update billing_accounts set closed_through = c.period, version = version + 1
  from (select c.* from ${closed}) c where billing_accounts.org_id = c.org_id`;

/** The row of the security log has the id of the close. */
const record = `insert into audit (id, org_id, at, actor, action, subject, after, request_id)
  select m.id, m.org_id, m.closed_at, ?, 'month.closed', 'close:' || m.period,
    json_object('charged', m.charged, 'late', m.late, 'creditAfter', m.credit_after), ? from ${closed}`;

/** Everybody who pays hears of the month and what is left, also of a month that cost nothing (AT-14, A-13). */
const tell = `insert into outbox (id, org_id, dedup_key, bot, person_id, chat_id, kind, payload, subject, state, run_at, created_at)
  select ${messageId("m.id")}, m.org_id, 'month-closed:' || m.org_id || ':' || m.period || ':' || p.id, 'owner', p.id,
    p.telegram_user_id, 'month-closed',
    json_object('period', m.period, 'charged', m.charged, 'late', m.late, 'creditAfter', m.credit_after,
      'debtSum', max(0, -m.credit_after) * c.unit_price, 'currency', a.currency),
    'close:' || m.org_id || ':' || m.period, 'pending', m.closed_at, m.closed_at
  from ${closed} cross join billing_accounts a on a.org_id = m.org_id
    ${payersJoin("m")}
  where true on conflict (dedup_key) do nothing`;

/**
 * The whole close of one month for each of some organisations, as one batch: counted, claimed, booked, told, recorded. It may
 * run twice, at once and after a crash: whoever is second finds the month closed and changes nothing (BIL P3, I11). An
 * organisation appears once at most. The first result's `changes` says how many were closed.
 */
export function closeStatements(closings: readonly Closing[], by: ClosedBy): Statement[] {
  const list = JSON.stringify(closings);
  return [
    { sql: count, params: [list, by.now] },
    { sql: claim, params: [list] },
    { sql: book, params: [list] },
    { sql: enter, params: [list] },
    { sql: advance, params: [list] },
    { sql: record, params: [by.actor, by.requestId, list] },
    { sql: tell, params: [list] },
  ];
}
