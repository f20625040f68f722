import type { Cell } from "../../db/client/port.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import type { Context, Member } from "../core/context.ts";
import {
  activeMember,
  employeeStatement,
  memberCells,
  memberOf,
  memberStatement,
  memberStatementIn,
} from "../core/member.ts";
import { Refusal, type RefusalCode } from "../core/refusal.ts";
import type { Deps } from "../deps.ts";
import { type AccessBooks, accessFacts, notBilled, type OpenOrder } from "./access-facts.ts";
import { planColumns, planOf } from "./plan-row.ts";
import { access as locksOf } from "./rules/access.ts";
import { activeSeats, currentTerm } from "./rules/current-plan.ts";
import { minor } from "./rules/money.ts";
import type {
  AccessFacts,
  Calendar,
  Capability,
  Currency,
  Lock,
  Profile,
  SeatGrant,
  Term,
} from "./rules/types.ts";
import { isUnderReview } from "./rules/under-review.ts";
import { needsSeatSql, sitsBeforeSql } from "./seats-needed.ts";

/** What money locks now, and whether the person's own seat is paid for. */
export interface Access {
  readonly facts: AccessFacts;
  readonly locks: Readonly<Record<Capability, Lock | null>>;
  readonly currency: Currency;
  /**
   * `waits`: the plan sells seats, this person needs one, and those before them fill the paid ones. Their punches are recorded
   * like anybody's; their attendance shows when there is a seat.
   */
  readonly ownSeat: "not_needed" | "seated" | "waits";
}

/**
 * Columns for `memberStatement` with everything the locks depend on, so that they cost no round trip of their own. They name
 * the organisation `o` and the employee `e`; no parameters.
 */
const accessColumns = `,
  o.profile, o.calendar, o.time_zone,
  (select currency from billing_accounts where org_id = o.id),
  (select -amount from ledger_balances where org_id = o.id and account = 'credit' and asset = 'PM'),
  (select json_group_array(json_array(${planColumns})) from plan_versions where profile = o.profile),
  (select json_group_array(json_array(id, order_id, plan_version_id, starts_on, ends_on, created_at)) from
    (select * from terms where org_id = o.id and state = 'active' order by created_at, id)),
  (select json_group_array(json_array(id, order_id, term_id, quantity, starts_on, state)) from seat_grants where org_id = o.id),
  (select json_group_array(json_array(n.state, n.due_at, n.total,
      (select max(t.under_review_at) from attempts t
        where t.org_id = n.org_id and t.order_id = n.id and t.concluded_at is null),
      (select sum(json_extract(value, '$.grant.personMonths')) from json_each(n.lines))))
    from orders n where n.org_id = o.id and n.state in ('due', 'overdue', 'quoted')),
  case when exists (select 1 from seat_grants where org_id = o.id) then
    (select case when not ${needsSeatSql({ e: "e", r: "r", a: "a" })} then null else
        (select count(*) from employees f join roles s on s.org_id = f.org_id and s.id = f.role_id
          where f.org_id = e.org_id and f.state = 'active' and ${sitsBeforeSql("f", "e")}
            and ${needsSeatSql({ e: "f", r: "s", a: "a" })}) end
      from billing_accounts a where a.org_id = o.id)
  end`;

/** @param from index of the first of `accessColumns` in the row */
function accessOf(row: readonly Cell[], from: number, now: number): Access {
  const [profile, calendar, timeZone, currency, credit, plans, terms, grants, orders, before] =
    row.slice(from);
  if (currency === null)
    return { facts: notBilled, locks: locksOf(notBilled), currency: "IRR", ownSeat: "not_needed" };
  const books: AccessBooks = {
    profile: profile as Profile,
    calendar: calendar as Calendar,
    currency: currency as Currency,
    now,
    today: localDateOf(now, String(timeZone)),
    credit: Number(credit ?? 0),
    plans: listOf(plans).map(planOf),
    terms: listOf(terms).map(termOf),
    seatGrants: listOf(grants).map(grantOf),
    orders: listOf(orders).map((cells) => orderOf(cells, now)),
  };
  const facts = accessFacts(books);
  return {
    facts,
    locks: locksOf(facts),
    currency: books.currency,
    ownSeat: ownSeatOf(books, before as number | null),
  };
}

/** Where the asking person sits: `before` needy colleagues come first; null needs no seat. */
function ownSeatOf(books: AccessBooks, before: number | null): Access["ownSeat"] {
  if (before === null || currentTerm(books)?.plan.meter !== "seat") return "not_needed";
  return before < activeSeats(books) ? "seated" : "waits";
}

export interface MemberWithAccess {
  readonly member: Member;
  readonly access: Access;
}

/**
 * The acting person and what money locks for their organisation at this moment, in one round trip.
 * @param orgId one of their organisations that is not open: what a message was about
 * @throws {Refusal} `not_a_member`, `employment_ended`; `not_found` for an organisation that is none of theirs
 */
export async function loadMemberWithAccess(
  ctx: Context,
  orgId?: string,
): Promise<MemberWithAccess> {
  const { telegramUserId } = ctx.caller;
  const extra = { columns: accessColumns, params: [] };
  const [found] = await ctx.deps.db.read([
    orgId === undefined
      ? memberStatement(telegramUserId, extra)
      : memberStatementIn(telegramUserId, orgId, extra),
  ]);
  const row = found?.rows[0];
  if (orgId !== undefined && (row === undefined || memberOf(row) === null))
    throw new Refusal("not_found");
  const member = activeMember(row);
  return { member, access: accessOf(row ?? [], memberCells, ctx.deps.clock()) };
}

/**
 * Employees of any organisation with what money locks there: for what the clock does in their name. Null for who is not
 * found; one round trip.
 */
export async function loadEmployeesWithAccess(
  { db, clock }: Deps,
  those: readonly { readonly orgId: string; readonly employeeId: string }[],
): Promise<(MemberWithAccess | null)[]> {
  const found = await db.read(
    those.map(({ orgId, employeeId }) => employeeStatement(orgId, employeeId, accessColumns)),
  );
  return found.map(({ rows: [row] }) => {
    const member = row === undefined ? null : memberOf(row);
    return row === undefined || member === null
      ? null
      : { member, access: accessOf(row, memberCells, clock()) };
  });
}

const codes: Readonly<Record<Lock["cause"], RefusalCode>> = {
  debt: "debt_lock",
  plan_lapsed: "plan_lock",
  order_due: "order_lock",
  order_overdue: "order_lock",
  annulled_seats: "seat_lock",
};

/**
 * Stops what money locks, with the cause and the sum that opens it. Never call it for punching or asking for leave.
 * @throws {Refusal} `debt_lock`, `plan_lock`, `order_lock`, `seat_lock` with `{cause, sum, personMonths, currency}`
 */
export function refuseLocked(
  access: Pick<Access, "locks" | "currency">,
  capability: Capability,
): void {
  const lock = access.locks[capability];
  if (lock !== null) throw lockRefusal(lock, access.currency);
}

/** The same as a value, for answers that leave out a part instead of failing. */
export const lockRefusal = (lock: Lock, currency: Currency): Refusal =>
  new Refusal(codes[lock.cause], {
    cause: lock.cause,
    sum: lock.sum,
    personMonths: lock.personMonths,
    currency,
  });

const listOf = (cell: Cell | undefined): Cell[][] => JSON.parse(String(cell)) as Cell[][];

const termOf = (cells: readonly Cell[]): Term => ({
  id: String(cells[0]),
  orderId: String(cells[1]),
  planVersionId: String(cells[2]),
  startsOn: cells[3] as LocalDate,
  endsOn: cells[4] as LocalDate,
  state: "active",
  createdAt: Number(cells[5]),
});

const grantOf = (cells: readonly Cell[]): SeatGrant => ({
  id: String(cells[0]),
  orderId: String(cells[1]),
  termId: String(cells[2]),
  quantity: Number(cells[3]),
  startsOn: cells[4] as LocalDate,
  state: cells[5] as SeatGrant["state"],
});

const orderOf = (cells: readonly Cell[], now: number): OpenOrder => ({
  state: cells[0] as OpenOrder["state"],
  dueAt: cells[1] as number | null,
  total: minor(Number(cells[2])),
  underReview: isUnderReview(cells[3] as number | null, now),
  personMonths: Number(cells[4] ?? 0),
});
