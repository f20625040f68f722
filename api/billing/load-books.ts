import type { Cell, ResultSet, Statement } from "../../db/client/port.ts";
import type { Deps } from "../deps.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { LocalDate, PeriodKey } from "../core/calendar/types.ts";
import { readerOf } from "../core/dispatch.ts";
import type { Reader } from "../core/messenger.ts";
import { Refusal } from "../core/refusal.ts";
import type { CalendarName, Language } from "../core/words.ts";
import { planColumns, planOf } from "./plan-row.ts";
import { seatsNeededSql } from "./seats-needed.ts";
import { minor } from "./rules/money.ts";
import { isUnderReview } from "./rules/under-review.ts";
import type {
  Books,
  Calendar,
  Currency,
  OrderFacts,
  OrderLine,
  Profile,
  SeatGrant,
  Term,
} from "./rules/types.ts";

/** Somebody who pays for the organisation and hears of its bills. */
export interface Payer {
  readonly personId: string;
  readonly employeeId: string;
  readonly telegramUserId: number;
  readonly reader: Reader;
}

type BookDeps = Pick<Deps, "db" | "clock">;

export interface LoadedBooks {
  readonly books: Books;
  readonly organisationName: string;
  readonly payers: readonly Payer[];
}

/**
 * An organisation's books on one snapshot, one round trip.
 * @throws {Refusal} `not_billed` for an organisation that has no billing account
 */
export const loadBooks = async (deps: BookDeps, orgId: string): Promise<LoadedBooks> =>
  (await loadBooksWith(deps, orgId, [])).loaded;

/**
 * The same with other reads on the same snapshot and in the same round trip.
 * @throws {Refusal} `not_billed`
 */
export async function loadBooksWith(
  deps: BookDeps,
  orgId: string,
  extra: readonly Statement[],
): Promise<{ readonly loaded: LoadedBooks; readonly extra: readonly ResultSet[] }> {
  const own = statements(orgId);
  const results = await deps.db.read([...own, ...extra]);
  const loaded = loadedOf(orgId, results, deps.clock());
  return { loaded, extra: results.slice(own.length) };
}

function loadedOf(orgId: string, results: readonly ResultSet[], now: number): LoadedBooks {
  const rowsOf = (index: number): ResultSet["rows"] => results[index]?.rows ?? [];
  const account = rowsOf(0)[0];
  if (account === undefined) throw new Refusal("not_billed");
  const timeZone = String(account[4]);
  const today = localDateOf(now, timeZone);
  const balances = new Map(
    rowsOf(1).map(([name, asset, amount]) => [`${String(name)}/${String(asset)}`, Number(amount)]),
  );
  const currency = account[0] as Currency;
  const change = new Map(rowsOf(6).map((row) => [String(row[0]), row]));
  const books: Books = {
    orgId,
    profile: account[2] as Profile,
    calendar: account[3] as Calendar,
    timeZone,
    currency,
    version: Number(account[5]),
    parkedReason: account[6] as string | null,
    lastOrderNumber: Number(account[7]),
    today,
    now,
    plans: rowsOf(2).map(planOf),
    terms: rowsOf(3).map(termOf),
    seatGrants: rowsOf(4).map(seatGrantOf),
    orders: rowsOf(5).map((row) => orderOf(row, now)),
    pending: {
      planCode: (change.get("plan")?.[1] ?? null) as string | null,
      seatsToRemove: Number(change.get("seats")?.[2] ?? 0),
    },
    wallet: minor(-(balances.get(`wallet/${currency}`) ?? 0)),
    credit: minor(-(balances.get("credit/PM") ?? 0)),
    seatsNeeded: Number(rowsOf(7)[0]?.[0] ?? 0),
    closedThrough: account[8] as PeriodKey | null,
  };
  return {
    books,
    organisationName: String(account[1]),
    payers: rowsOf(8).map((row) => payerOf(row, timeZone)),
  };
}

const statements = (orgId: string): Statement[] => [
  {
    sql: `select a.currency, o.name, o.profile, o.calendar, o.time_zone, a.version, a.parked_reason, a.last_order_number,
        a.closed_through
      from billing_accounts a join organisations o on o.id = a.org_id where a.org_id = ?`,
    params: [orgId],
  },
  { sql: "select account, asset, amount from ledger_balances where org_id = ?", params: [orgId] },
  {
    sql: `select ${planColumns} from plan_versions
      where profile = (select profile from organisations where id = ?) order by valid_from`,
    params: [orgId],
  },
  {
    sql: `select id, order_id, plan_version_id, starts_on, ends_on, state, created_at from terms
      where org_id = ? order by created_at, id`,
    params: [orgId],
  },
  {
    sql: `select id, order_id, term_id, quantity, starts_on, state from seat_grants where org_id = ? order by created_at, id`,
    params: [orgId],
  },
  {
    sql: `select ${orderColumns} from orders o where org_id = ? order by number desc`,
    params: [orgId],
  },
  { sql: "select kind, plan_code, seats from pending_changes where org_id = ?", params: [orgId] },
  { sql: `select ${seatsNeededSql}`, params: [orgId] },
  payersStatement(orgId),
];

/** Columns of `orders o` that `orderOf` reads. */
const orderColumns = `o.id, o.number, o.kind, o.state, o.activation, o.plan_version_id, o.total, o.tax, o.tax_bp, o.tax_mode,
  o.lines, o.due_at, o.created_at, o.paid_at, o.annulled_at, o.version,
  (select max(t.under_review_at) from attempts t where t.org_id = o.org_id and t.order_id = o.id and t.concluded_at is null)`;

const orderOf = (row: readonly Cell[], now: number): OrderFacts => ({
  id: String(row[0]),
  number: Number(row[1]),
  kind: row[2] as OrderFacts["kind"],
  state: row[3] as OrderFacts["state"],
  activation: row[4] as OrderFacts["activation"],
  planVersionId: String(row[5]),
  total: minor(Number(row[6])),
  tax: minor(Number(row[7])),
  taxBp: Number(row[8]),
  taxMode: row[9] as OrderFacts["taxMode"],
  lines: JSON.parse(String(row[10])) as OrderLine[],
  dueAt: row[11] as number | null,
  createdAt: Number(row[12]),
  paidAt: row[13] as number | null,
  annulledAt: row[14] as number | null,
  version: Number(row[15]),
  underReview: isUnderReview(row[16] as number | null, now),
});

const termOf = (row: readonly Cell[]): Term => ({
  id: String(row[0]),
  orderId: String(row[1]),
  planVersionId: String(row[2]),
  startsOn: row[3] as LocalDate,
  endsOn: row[4] as LocalDate,
  state: row[5] as Term["state"],
  createdAt: Number(row[6]),
});

const seatGrantOf = (row: readonly Cell[]): SeatGrant => ({
  id: String(row[0]),
  orderId: String(row[1]),
  termId: String(row[2]),
  quantity: Number(row[3]),
  startsOn: row[4] as LocalDate,
  state: row[5] as SeatGrant["state"],
});

/** Active employees who may manage billing: they see sums and hear of them; nobody else does (BIL §5.6). */
export const payersStatement = (orgId: string): Statement => ({
  sql: `select p.id, e.id, p.telegram_user_id, coalesce(p.language, o.language), p.calendar
    from employees e
      join persons p on p.id = e.person_id
      join organisations o on o.id = e.org_id
      join roles r on r.org_id = e.org_id and r.id = e.role_id
    where e.org_id = ? and e.state = 'active' and e.paused_at is null
      and exists (select 1 from json_each(r.permissions) where value = 'billing.manage')
    order by e.created_at, e.id`,
  params: [orgId],
});

export const payerOf = (row: readonly Cell[], timeZone: string): Payer => ({
  personId: String(row[0]),
  employeeId: String(row[1]),
  telegramUserId: Number(row[2]),
  reader: readerOf(row[3] as Language, row[4] as CalendarName | null, timeZone),
});
