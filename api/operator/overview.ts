import type { ResultSet } from "../../db/client/port.ts";
import { fromEpochDay } from "../core/calendar/local-date.ts";
import { periodOf } from "../core/calendar/period.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { localDateOf, offsetAt } from "../core/calendar/zone.ts";
import type { Context } from "../core/context.ts";
import { operatorPermit } from "../core/permissions.ts";
import { profileDefaults } from "../schedule/rules/profile-defaults.ts";
import { type PageOf, pageFrom } from "./pages.ts";
import type { Overview } from "./schemas.ts";

const month = 30 * 86_400_000;
const monthsShown = 6;
/** Revenue begins that long ago, ms: all of the oldest month that is shown. */
const revenueSince = 215 * 86_400_000;

type Currency = "IRR" | "RUB";

/** The company's numbers on one snapshot: debt, open orders, revenue out of the ledger, what waits for a person. */
export async function showOverview(ctx: Context): Promise<Overview> {
  operatorPermit(ctx);
  const { deps } = ctx;
  const now = deps.clock();
  const today = localDateOf(now, profileDefaults.ru.timeZone);
  const results = await deps.db.read(statements(now, today));
  const rowsOf = (index: number): ResultSet["rows"] => results[index]?.rows ?? [];
  const count = (index: number, cell = 0): number => Number(rowsOf(index)[0]?.[cell] ?? 0);
  return {
    organisations: { billed: count(0), parked: count(0, 1), lapsed: count(1) },
    debt: { organisations: count(2), personMonths: count(2, 1) },
    open: rowsOf(3).map((row) => ({
      currency: row[0] as Currency,
      count: Number(row[1]),
      amount: Number(row[2]),
      overdueCount: Number(row[3]),
      overdueAmount: Number(row[4]),
    })),
    revenue: revenueOf(rowsOf(4)),
    rails: rowsOf(5).map((row) => ({
      rail: String(row[0]),
      currency: row[1] as Currency,
      count: Number(row[2]),
      amount: Number(row[3]),
    })),
    seatsActive: count(6),
    lastCloses: count(7),
    waiting: { cases: count(8), bankLines: count(8, 1), planRequests: count(8, 2) },
  };
}

const statements = (now: number, today: LocalDate) => [
  { sql: "select count(*), count(parked_at) from billing_accounts", params: [] },
  {
    sql: `select count(*) from billing_accounts a where not exists (
        select 1 from terms t where t.org_id = a.org_id and t.state = 'active' and t.ends_on > ?)
      and exists (select 1 from terms t where t.org_id = a.org_id)`,
    params: [today],
  },
  {
    sql: "select count(*), coalesce(sum(amount), 0) from ledger_balances where account = 'credit' and asset = 'PM' and amount > 0",
    params: [],
  },
  {
    sql: `select currency, count(*), sum(total), sum(due_at < ?), sum(case when due_at < ? then total else 0 end) from orders
      where state in ('due', 'overdue') group by currency order by currency`,
    params: [now, now],
  },
  {
    sql: `select e.asset, (t.at + case e.asset when 'IRR' then ? else ? end) / 86400000, -sum(e.amount) from ledger_entries e
        join ledger_transactions t on t.org_id = e.org_id and t.id = e.transaction_id
      where e.account = 'revenue' and t.at >= ? group by 1, 2`,
    params: [
      offsetAt(now, profileDefaults.ir.timeZone),
      offsetAt(now, profileDefaults.ru.timeZone),
      now - revenueSince,
    ],
  },
  {
    sql: `select rail, currency, count(*), sum(amount) from attempts
      where state in ('succeeded', 'refunding', 'refunded') and concluded_at >= ? group by rail, currency order by rail, currency`,
    params: [now - month],
  },
  {
    sql: `select coalesce(sum(g.quantity), 0) from seat_grants g where g.state = 'active' and g.starts_on <= ? and g.term_id = (
        select t.id from terms t where t.org_id = g.org_id and t.state = 'active' and t.starts_on <= ? and t.ends_on > ?
        order by t.created_at desc, t.id desc limit 1)`,
    params: [today, today, today],
  },
  {
    sql: `select coalesce(sum(c.charged), 0) from month_closes c
      where c.period = (select max(period) from month_closes where org_id = c.org_id)`,
    params: [],
  },
  {
    sql: `select
        (select count(*) from attempts where concluded_at is null and (under_review_at is not null or case_at is not null)),
        (select count(*) from bank_lines where state = 'unmatched'),
        (select count(*) from plan_requests where answered_at is null)`,
    params: [],
  },
];

/** Local days of the ledger as months of each currency's own calendar, the newest first. */
function revenueOf(rows: ResultSet["rows"]): Overview["revenue"] {
  const sums = new Map<string, Overview["revenue"][number]>();
  for (const [asset, day, amount] of rows) {
    const currency = asset as Currency;
    const { calendar } = profileDefaults[currency === "IRR" ? "ir" : "ru"];
    const key = periodOf(fromEpochDay(Number(day)), calendar);
    const known = sums.get(`${currency}${key}`)?.amount ?? 0;
    sums.set(`${currency}${key}`, { currency, month: key, amount: known + Number(amount) });
  }
  const months = [...sums.values()].toSorted(
    (a, b) => compare(b.month, a.month) || compare(a.currency, b.currency),
  );
  return (["IRR", "RUB"] as const).flatMap((currency) =>
    months.filter((one) => one.currency === currency).slice(0, monthsShown),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Who owes: person-months below zero, or orders that work and are not paid; the largest first. */
export function listDebts(ctx: Context, page?: number) {
  operatorPermit(ctx);
  return pageFrom(
    ctx.deps,
    {
      columns: "o.id, o.name, a.currency, owed.months, owed.money",
      from: `from (
          select org_id, sum(case when account = 'credit' and asset = 'PM' and amount > 0 then amount else 0 end) as months,
            sum(case when account = 'receivable' then amount else 0 end) as money
          from ledger_balances where account in ('credit', 'receivable') group by org_id) owed
        join billing_accounts a on a.org_id = owed.org_id join organisations o on o.id = a.org_id
        where owed.months > 0 or owed.money > 0`,
      orderBy: "owed.months desc, owed.money desc, o.id",
      params: [],
      page,
    },
    ([id, name, currency, months, money]) => ({
      organisation: { id: String(id), name: String(name) },
      currency: currency as Currency,
      personMonths: Number(months),
      amount: Number(money),
    }),
  ) satisfies Promise<PageOf<unknown>>;
}
