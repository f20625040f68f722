import { daysBetween } from "../../core/calendar/local-date.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import { isFreePlan } from "./current-plan.ts";
import { minor } from "./money.ts";
import { planAhead, type Stretch } from "./plan-ahead.ts";
import { daysLeft, priceOfDays } from "./prices.ts";
import type { Books, Minor, OrderLine, SeatGrant, Term } from "./types.ts";

/** What was paid and is not used up: what an upgrade takes into account (C-5). Minor units without tax. */
export interface Unused {
  /** Seats or person-months. */
  readonly units: number;
  readonly value: Minor;
}

/**
 * Bought person-months that are left, at the price paid for each, at most `limit`. The oldest are used first, so the newest
 * are left. A switch has re-priced everything that was there before it.
 */
export function unusedCredit(books: Pick<Books, "credit" | "orders">, limit: number): Unused {
  let rest = Math.min(Math.max(0, books.credit), limit);
  let units = 0;
  let value = 0;
  const paid = books.orders.filter(({ state }) => state === "paid");
  for (const order of paid.toSorted((a, b) => (b.paidAt ?? 0) - (a.paidAt ?? 0))) {
    for (const { detail, quantity, unitPrice } of order.lines) {
      if (detail.kind !== "person_months") continue;
      const taken = Math.min(rest, quantity);
      rest -= taken;
      units += taken;
      value = minor(value + taken * unitPrice);
    }
    if (order.kind === "switch") break;
  }
  return { units, value };
}

/**
 * Days of seats that are left before `until`, at their day price and never above what was paid for the seat. Seats that do
 * not go on, beyond `limit`, return nothing (KV-15); of different prices the dearest go on.
 */
export function unusedSeats(books: Books, until: LocalDate, limit: number): Unused {
  const paidLeft = new Map<string, Minor>();
  let units = 0;
  let value = 0;
  for (const stretch of planAhead(books)) {
    if (stretch.from >= until || isFreePlan(stretch.plan)) continue;
    const seats = grantsOn(books, stretch).map((grant) => {
      const paid = paidLeft.get(grant.id) ?? paidForSeat(books, grant, stretch.term);
      const unit = Math.min(paid, worthOf(books, stretch, until));
      paidLeft.set(grant.id, paid - unit);
      return { unit, quantity: grant.quantity };
    });
    const worth = dearest(seats, limit);
    units = Math.max(units, worth.units);
    value = minor(value + worth.value);
  }
  return { units, value };
}

/** One seat over a stretch: today is used up already, as it is free when a seat is bought (KV-10). */
function worthOf(books: Books, { from, to, plan }: Stretch, until: LocalDate): Minor {
  const end = to < until ? to : until;
  const days = from === books.today ? daysLeft(from, end) : daysBetween(from, end);
  return priceOfDays(plan, days).price;
}

const grantsOn = (books: Books, { term, from }: Stretch): SeatGrant[] =>
  books.seatGrants.filter(
    (grant) => grant.termId === term.id && grant.state === "active" && grant.startsOn <= from,
  );

/** The price in the paid order's own line; an order that was not paid is worth nothing. */
function paidForSeat(books: Books, grant: SeatGrant, term: Term): Minor {
  const order = books.orders.find(({ id, state }) => id === grant.orderId && state === "paid");
  const soldHere = ({ grant: sold }: OrderLine): boolean =>
    sold?.kind === "seats" && (sold.termId ?? ownTermOf(term, grant.orderId)) === term.id;
  return order?.lines.find(soldHere)?.unitPrice ?? 0;
}

/** The term that a grant without a term's id belongs to: the one its own order made. */
const ownTermOf = (term: Term, orderId: string): string | null =>
  term.orderId === orderId ? term.id : null;

function dearest(
  seats: readonly { readonly unit: Minor; readonly quantity: number }[],
  limit: number,
): Unused {
  let units = 0;
  let value = 0;
  for (const { unit, quantity } of seats.toSorted((a, b) => b.unit - a.unit)) {
    const taken = Math.min(limit - units, quantity);
    units += taken;
    value = minor(value + taken * unit);
  }
  return { units, value };
}
