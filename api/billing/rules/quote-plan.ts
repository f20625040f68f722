import type { LocalDate } from "../../core/calendar/types.ts";
import {
  currentTerm,
  type HeldPlan,
  isFreePlan,
  isFreeUsed,
  lastTerm,
  offeredPlans,
  seatsOfTerm,
} from "./current-plan.ts";
import { isQuantity, orderRefusal, unpaidRefusal } from "./may-order.ts";
import { addCalendarMonths } from "./months.ts";
import { freeLines, planLines, switchLines, type TermAhead } from "./plan-lines.ts";
import { effectivePrice } from "./prices.ts";
import { quote } from "./quote.ts";
import type { Books, OrderKind, PlanVersion, Quote, QuoteRefusal, Scheduled } from "./types.ts";

export interface PlanWish {
  readonly planCode: string;
  /** Seats, or people; chosen from what is there when left out. */
  readonly quantity?: number | undefined;
}

/**
 * What taking a plan would be: the free month once (AT-5), the first choice or a return from today, renewal at the end of the
 * last term, a longer term at once for the difference (AT-16, C-5), a shorter one only scheduled. Unpaid orders block it (KV-13).
 */
export function quotePlan(books: Books, wish: PlanWish): Quote | QuoteRefusal | Scheduled {
  const stopped = orderRefusal(books);
  if (stopped !== null) return stopped;
  if (wish.quantity !== undefined && !isQuantity(wish.quantity)) return "quantity_invalid";
  const plan = offeredPlans(books).find(({ code }) => code === wish.planCode);
  if (!plan) return "plan_not_offered";
  if (isFreePlan(plan)) return quoteFree(books, plan);
  const unpaid = unpaidRefusal(books);
  if (unpaid !== null) return unpaid;
  return changeTo(books, plan, wish.quantity);
}

function quoteFree(books: Books, plan: PlanVersion): Quote | QuoteRefusal {
  if (isFreeUsed(books)) return "free_used";
  if (currentTerm(books)) return "plan_not_offered";
  const term = termFrom(books, plan, books.today);
  const { lines, units } = freeLines(plan, term);
  return quote(books, { kind: "free", plan, lines, term, units });
}

function changeTo(
  books: Books,
  plan: PlanVersion,
  quantity: number | undefined,
): Quote | Scheduled {
  const last = lastTerm(books);
  const isSame = last?.plan.code === plan.code;
  if (!last || isFreePlan(last.plan) || last.term.endsOn <= books.today)
    return fresh(books, { kind: isSame ? "renew" : "plan", plan, quantity, from: books.today });
  const endsOn = last.term.endsOn;
  if (isSame || books.pending.planCode === plan.code)
    return fresh(books, { kind: "renew", plan, quantity, from: endsOn });
  if (!isUpgrade(last.plan, plan))
    return { scheduled: { kind: "plan", planCode: plan.code, startsOn: endsOn } };
  const term = termFrom(books, plan, books.today);
  const count = quantity ?? countOf(books, plan, currentTerm(books) ?? last);
  const { lines, units } = switchLines(books, { from: last.plan, to: plan, term, count });
  return quote(books, { kind: "switch", plan, lines, term, units });
}

/** A term that nothing is taken off from. */
function fresh(
  books: Books,
  chosen: {
    readonly kind: OrderKind;
    readonly plan: PlanVersion;
    readonly quantity: number | undefined;
    readonly from: LocalDate;
  },
): Quote {
  const { kind, plan, from } = chosen;
  const term = termFrom(books, plan, from);
  const count = chosen.quantity ?? countOf(books, plan, lastTerm(books));
  const { lines, units } = planLines(plan, term, count);
  return quote(books, { kind, plan, lines, term, units });
}

/** A longer term goes up, a shorter one down; between equal terms the dearer one goes up. */
function isUpgrade(from: PlanVersion, to: PlanVersion): boolean {
  if (to.termMonths === from.termMonths) return effectivePrice(to) >= effectivePrice(from);
  return to.termMonths > from.termMonths;
}

/** Seats of the paid term before without those that were to go (KV-15); people as they were bought last; else who is there. */
function countOf(books: Books, plan: PlanVersion, before: HeldPlan | null): number {
  const needed = Math.max(1, books.seatsNeeded);
  if (plan.meter === "active_person") return peopleBoughtLast(books) ?? needed;
  if (!before || isFreePlan(before.plan)) return needed;
  return Math.max(1, seatsOfTerm(books, before.term.id) - books.pending.seatsToRemove);
}

function peopleBoughtLast(books: Books): number | null {
  const [last] = books.orders
    .filter(({ kind, state }) => state === "paid" && kind !== "topup")
    .toSorted((a, b) => b.number - a.number)
    .flatMap(({ lines }) => lines)
    .flatMap(({ detail }) => (detail.kind === "person_months" ? [detail.persons] : []));
  return last ?? null;
}

const termFrom = (books: Books, plan: PlanVersion, startsOn: LocalDate): TermAhead => ({
  startsOn,
  endsOn: addCalendarMonths(startsOn, plan.termMonths, books.calendar),
});
