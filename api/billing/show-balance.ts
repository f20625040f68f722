import type { ResultSet } from "../../db/client/port.ts";
import { addDays, daysBetween } from "../core/calendar/local-date.ts";
import { periodRange } from "../core/calendar/period.ts";
import { instantAt } from "../core/calendar/zone.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { loadBooksWith } from "./load-books.ts";
import { chargedBy, monthOf, openedStatement, openUsageStatement } from "./open-usage.ts";
import { access } from "./rules/access.ts";
import { activeSeats, currentTerm, lastTerm, planById } from "./rules/current-plan.ts";
import { isOverdue } from "./rules/due-at.ts";
import { minor } from "./rules/money.ts";
import { outlook } from "./rules/outlook.ts";
import { effectivePrice } from "./rules/prices.ts";
import { planOfDebt } from "./rules/quote-topup.ts";
import type { Books, OrderFacts } from "./rules/types.ts";
import type { BalanceView } from "./schemas.ts";
import { factsOf } from "./access-facts.ts";
import { planRefOf } from "./views.ts";

/**
 * Where an organisation stands: plan, credit or seats, debt, wallet, what is unpaid or being checked, what the running month
 * will cost, and what money locks now. One round trip for the books.
 * @throws {Refusal} `forbidden`, `not_billed`
 */
export async function showBalance(ctx: MemberContext): Promise<BalanceView> {
  permit(ctx, "billing.manage");
  const { id: orgId } = ctx.member.organisation;
  const { loaded, extra } = await loadBooksWith(ctx.deps, orgId, [
    openedStatement(orgId),
    openUsageStatement(orgId),
    {
      sql: "select charged from month_closes where org_id = ? order by period desc limit 3",
      params: [orgId],
    },
  ]);
  const { books } = loaded;
  const facts = factsOf(books);
  const locks = access(facts);
  const owed = books.orders.filter(({ state }) => state === "due" || state === "overdue");
  const reviewed = books.orders.filter(({ underReview }) => underReview);
  return {
    meter: facts.meter,
    currency: books.currency,
    plan: planOf(books),
    nextTerm: nextTermOf(books),
    pending: { planCode: books.pending.planCode, seatsToRemove: books.pending.seatsToRemove },
    wallet: books.wallet,
    credit: books.credit,
    debtSum: debtOf(books),
    seats: seatsOf(books),
    openOrders: {
      count: owed.length,
      total: sumOf(owed),
      overdue: owed.filter((order) => isOverdue(order, books.now)).length,
    },
    underReview: { count: reviewed.length, total: sumOf(reviewed) },
    outlook: outlookOf(books, extra),
    locks: {
      attendance: locks.own_attendance_current,
      reports: locks.reports,
      addStaff: locks.add_staff,
      addSeats: locks.add_seats,
      renewOrSwitch: locks.renew_or_switch,
    },
    parked: books.parkedReason !== null,
  };
}

function planOf(books: Books): BalanceView["plan"] {
  const current = currentTerm(books);
  const held = current ?? lastTerm(books);
  if (held === null) return null;
  const { startsOn, endsOn } = held.term;
  return { ...planRefOf(held.plan), startsOn, endsOn, lapsed: current === null };
}

function nextTermOf(books: Books): BalanceView["nextTerm"] {
  const [next] = books.terms
    .filter(({ state, startsOn }) => state === "active" && startsOn > books.today)
    .toSorted((a, b) => (a.startsOn < b.startsOn ? -1 : 1));
  if (next === undefined) return null;
  const { code } = planById(books, next.planVersionId);
  return { code, startsOn: next.startsOn, endsOn: next.endsOn };
}

/** What pays the debt, at the price at which it can be paid now. */
function debtOf(books: Books): number {
  const plan = planOfDebt(books);
  return books.credit >= 0 || typeof plan === "string"
    ? 0
    : minor(-books.credit * effectivePrice(plan));
}

function seatsOf(books: Books): BalanceView["seats"] {
  const active = activeSeats(books);
  const needed = books.seatsNeeded;
  return {
    active,
    needed,
    free: Math.max(0, active - needed),
    waiting: Math.max(0, needed - active),
  };
}

function outlookOf(books: Books, extra: readonly ResultSet[]): BalanceView["outlook"] {
  const [opened, usage, closes] = extra;
  const month = monthOf(books, opened);
  if (month === null) return null;
  const active = chargedBy(month, usage);
  const { from, to } = periodRange(month.period, books.calendar);
  const foreseen = outlook({
    credit: books.credit,
    activeSoFar: active.length,
    dayOfMonth: daysBetween(from, books.today) + 1,
    monthLength: daysBetween(from, to) + 1,
    lastMonths: (closes?.rows ?? []).map(([charged]) => Number(charged)),
  });
  return {
    period: month.period,
    activeSoFar: active.length,
    late: active.filter(({ period }) => period < month.period).length,
    forecast: foreseen.forecast,
    creditAfter: foreseen.creditAfter,
    enoughForMonths: foreseen.enoughForMonths,
    closesAt: instantAt(addDays(to, 1), 0, books.timeZone),
  };
}

const sumOf = (orders: readonly OrderFacts[]): number =>
  orders.reduce((sum, { total }) => minor(sum + total), 0);
