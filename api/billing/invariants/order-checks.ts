import type { Invariant } from "./checks.ts";

/** What orders, seats, papers and messages must agree on. */
export const orderChecks: readonly Invariant[] = [
  {
    name: "I13",
    says: "Seats of an order are in use exactly while it is neither annulled nor given back",
    sql: `select g.org_id, 'order:' || g.order_id, g.state || ' seats of an order that is ' || o.state
      from seat_grants g join orders o on o.org_id = g.org_id and o.id = g.order_id
      where (g.state = 'active') = (o.state in ('annulled', 'refunded'))`,
  },
  {
    name: "I14",
    says: "An order is the sum of its lines, and its payments and papers are for that sum",
    sql: `select o.org_id, 'order:' || o.id, o.total || ' against lines of ' || sum(l.value ->> 'total') from orders o,
        json_each(o.lines) l
        group by o.org_id, o.id
        having sum(l.value ->> 'total') <> o.total - case o.tax_mode when 'exclusive' then o.tax else 0 end
          or sum((l.value ->> 'quantity') * (l.value ->> 'unitPrice')) <> sum(l.value ->> 'total')
      union all
      select d.org_id, 'document:' || d.id, (d.snapshot ->> '$.totals.payable') || ' for an order of ' || o.total
        from documents d join orders o on o.org_id = d.org_id and o.id = d.order_id
        where (d.snapshot ->> '$.totals.payable') <> o.total
      union all
      select a.org_id, 'attempt:' || a.id, a.amount || ' for an order of ' || o.total
        from attempts a join orders o on o.org_id = a.org_id and o.id = a.order_id
        where a.state in ('created', 'pending') and a.amount <> o.total`,
  },
  {
    name: "I15",
    says: "An order has one live attempt at most",
    sql: `select org_id, 'order:' || order_id, count(*) || ' live attempts' from attempts
      where state in ('created', 'pending') group by org_id, order_id having count(*) > 1`,
  },
  {
    name: "I16",
    says: "An order's state and its dates tell the same story",
    sql: `select org_id, 'order:' || id, state || ' paid at ' || coalesce(paid_at, 'no time') from orders
      where (state in ('paid', 'part_refunded', 'refunded')) <> (paid_at is not null)
        or (state = 'annulled' and annulled_at is null)`,
  },
  {
    name: "I17",
    says: "Numbers of papers and orders run without gaps",
    sql: `select null, c.seller || ' ' || c.kind || ' ' || c.year, count(d.id) || ' papers, last number ' || c.last
        from document_counters c
        left join documents d on d.seller = c.seller and d.kind = c.kind and d.year = c.year
        group by c.seller, c.kind, c.year having count(d.id) <> c.last or max(d.number) <> c.last
      union all
      select a.org_id, 'orders', count(o.id) || ' orders, last number ' || a.last_order_number from billing_accounts a
        left join orders o on o.org_id = a.org_id
        group by a.org_id having count(o.id) <> a.last_order_number or coalesce(max(o.number), 0) <> a.last_order_number`,
  },
  {
    name: "I18",
    says: "Nothing stores a lock: access is computed from facts",
    sql: `select null, m.name || '.' || c.name, 'looks like a stored lock' from sqlite_schema m, pragma_table_info(m.name) c
      where m.type = 'table' and m.name in ('billing_accounts', 'orders', 'terms', 'seat_grants', 'organisations')
        and c.name like '%lock%'`,
  },
  {
    name: "I19",
    says: "What was refused left nothing: no order, term or seat without its order's entry in the log",
    sql: `select o.org_id, 'order:' || o.id, 'was never placed' from orders o
        where not exists (select 1 from audit a where a.org_id = o.org_id and a.subject = 'order:' || o.id)
      union all
      select t.org_id, 'term:' || t.id, 'of an order that took no effect' from terms t
        join orders o on o.org_id = t.org_id and o.id = t.order_id where o.state = 'quoted'`,
  },
  {
    name: "I20",
    says: "Every change of money is in the security log",
    sql: `select t.org_id, t.subject, t.kind || ' is not in the log' from ledger_transactions t
      where not exists (select 1 from audit a where (a.org_id = t.org_id or a.org_id is null)
        and a.at between t.at - 60000 and t.at + 60000
        and (a.subject = t.subject or a.action like 'billing.%' or a.action like 'order.%' or a.action like 'payment.%'
          or a.action like 'organisation.%'))`,
  },
];
