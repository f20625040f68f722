import { notCharged } from "../close/close-statements.ts";
import { operatorBooks } from "../ledger.ts";
import { orderChecks } from "./order-checks.ts";

/** One invariant of BIL §4.1 as SQL that finds what breaks it: `org_id, subject, detail`. No row, no fault. */
export interface Invariant {
  readonly name: string;
  readonly says: string;
  readonly sql: string;
}

const appendOnly = ["ledger_transactions", "ledger_entries", "month_closes", "documents", "audit"];

const ledgerChecks: readonly Invariant[] = [
  {
    name: "I1",
    says: "Every transaction sums to zero in every asset",
    sql: `select org_id, transaction_id, asset || ' ' || sum(amount) from ledger_entries
      group by org_id, transaction_id, asset having sum(amount) <> 0`,
  },
  {
    name: "I2",
    says: "The tables of history refuse to be rewritten",
    sql: `select null, t.value || '_' || a.value, 'the trigger is gone' from json_each('${JSON.stringify(appendOnly)}') t,
        json_each('["no_update","no_delete"]') a
      where not exists (select 1 from sqlite_schema where type = 'trigger' and name = t.value || '_' || a.value)`,
  },
  {
    name: "I3",
    says: "A balance is the sum of its entries",
    sql: `select org_id, account || '/' || asset, 'off by ' || sum(amount) from (
        select org_id, account, asset, amount from ledger_entries
        union all select org_id, account, asset, -amount from ledger_balances)
      group by org_id, account, asset having sum(amount) <> 0`,
  },
  {
    name: "I4",
    says: "All accounts together are zero in every asset",
    sql: "select null, asset, 'off by ' || sum(amount) from ledger_balances group by asset having sum(amount) <> 0",
  },
  {
    name: "I5",
    says: "A fact is booked once",
    sql: `select org_id, subject, kind || ' ' || count(*) || ' times' from ledger_transactions
      where kind in ('payment', 'grant', 'order', 'close') group by org_id, kind, subject having count(*) > 1`,
  },
  {
    name: "I6",
    says: "A payment that succeeded is credited once, and nothing is credited without one",
    sql: `select a.org_id, 'attempt:' || a.id, 'succeeded without money' from attempts a
        where a.state in ('succeeded', 'refunding', 'refunded') and a.rail <> 'wallet' and not exists (
          select 1 from ledger_transactions t where t.org_id = a.org_id and t.kind = 'payment' and t.subject = 'attempt:' || a.id)
      union all
      select t.org_id, t.subject, 'money without a payment' from ledger_transactions t
        where t.kind = 'payment' and t.org_id <> '${operatorBooks}' and not exists (
          select 1 from attempts a where a.org_id = t.org_id and 'attempt:' || a.id = t.subject
            and a.state in ('succeeded', 'refunding', 'refunded'))`,
  },
  {
    name: "I7",
    says: "The cash of a rail is what it captured less what it gave back",
    sql: `select org_id, 'cash:' || rail, 'off by ' || sum(amount) from (
        select org_id, rail, amount from attempts where state in ('succeeded', 'refunding', 'refunded') and rail <> 'wallet'
        union all
        select r.org_id, a.rail, -r.amount from refunds r join attempts a on a.org_id = r.org_id and a.id = r.attempt_id
          where r.state = 'succeeded'
        union all
        select org_id, substr(account, 6), -amount from ledger_balances
          where account like 'cash:%' and org_id <> '${operatorBooks}')
      group by org_id, rail having sum(amount) <> 0`,
  },
  {
    name: "I8",
    says: "Receivable is the sum of the open orders",
    sql: `select org_id, 'receivable', 'off by ' || sum(amount) from (
        select org_id, amount from ledger_balances where account = 'receivable'
        union all select org_id, -total from orders where state in ('due', 'overdue'))
      group by org_id having sum(amount) <> 0`,
  },
  {
    name: "I9",
    says: "No wallet is below zero",
    sql: "select org_id, asset, 'short of ' || amount from ledger_balances where account = 'wallet' and amount > 0",
  },
  {
    name: "I10",
    says: "No more is given back than was paid",
    sql: `select a.org_id, 'attempt:' || a.id, sum(r.amount) || ' of ' || a.amount from attempts a
      join refunds r on r.org_id = a.org_id and r.attempt_id = a.id and r.state <> 'failed'
      group by a.org_id, a.id having sum(r.amount) > a.amount`,
  },
  {
    name: "I11",
    says: "A person and month is charged once at most, and every close charged whom it says",
    sql: `select org_id, 'employee:' || employee_id, period || ' charged ' || count(distinct close_id) || ' times'
        from usage_months where close_id <> '${notCharged}' group by org_id, employee_id, period having count(distinct close_id) > 1
      union all
      select c.org_id, 'close:' || c.period, c.charged || ' charged, ' || count(u.employee_id) || ' found' from month_closes c
        left join (select distinct org_id, close_id, period, employee_id from usage_months where close_id is not null) u
          on u.org_id = c.org_id and u.close_id = c.id
        group by c.org_id, c.id having c.charged <> count(u.employee_id)`,
  },
  {
    name: "I12",
    says: "Credit is what was granted less what the closes used, with adjustments",
    sql: `select org_id, 'credit', 'consumed off by ' || sum(amount) from (
        select org_id, -amount as amount from ledger_balances where account = 'consumed'
        union all select org_id, -charged from month_closes)
      group by org_id having sum(amount) <> 0
      union all
      select org_id, 'credit', 'off by ' || sum(amount) from ledger_balances
      where asset = 'PM' and account in ('credit', 'issued', 'consumed', 'adjustment') group by org_id having sum(amount) <> 0`,
  },
];

/** I1 to I20 of BIL §4.1, in their order. I18 and I19 are what cannot be seen in rows: code and tests hold them. */
export const invariants: readonly Invariant[] = [...ledgerChecks, ...orderChecks];
