import { daysBetween } from "../../core/calendar/local-date.ts";
import { currentTerm, isFreePlan, lastTerm, suspendedSeats } from "./current-plan.ts";
import { isQuantity, orderRefusal, overdueRefusal } from "./may-order.ts";
import { planAhead, type Stretch } from "./plan-ahead.ts";
import { dayPriceOf, effectivePrice, priceOfDays, priceOfTerm, seatRest } from "./prices.ts";
import { lineOf, quote } from "./quote.ts";
import type { Books, OrderLine, Quote, QuoteRefusal, Term } from "./types.ts";

/**
 * More seats at once, to be paid within the due days (KV-5…KV-14): the rest of the running term by the day, and every term
 * that is paid already after it, so that nobody loses the seat when it begins. A term that waits for its money may be annulled,
 * so nothing of it is sold. May cost 0 on the last day (C-14).
 */
export function quoteSeats(books: Books, quantity: number): Quote | QuoteRefusal {
  const stopped = orderRefusal(books);
  if (stopped !== null) return stopped;
  if (!isQuantity(quantity)) return "quantity_invalid";
  const current = currentTerm(books);
  if (!current) return lastTerm(books) ? "plan_lapsed" : "no_plan";
  const { term, plan } = current;
  if (plan.meter !== "seat") return "wrong_meter";
  if (isFreePlan(plan)) return "no_plan";
  const overdue = overdueRefusal(books);
  if (overdue !== null) return overdue;
  if (suspendedSeats(books) > 0) return "annulled_seats";
  const sold = planAhead(books).filter((stretch) => isPaidFor(books, stretch, term));
  const lines = sold.map((stretch) =>
    stretch.from === books.today
      ? restLine(books, stretch, quantity)
      : aheadLine(stretch, quantity),
  );
  return quote(books, {
    kind: "seats",
    plan,
    lines,
    term: { startsOn: term.startsOn, endsOn: term.endsOn },
    units: quantity,
  });
}

const isPaidFor = (books: Books, { term }: Stretch, running: Term): boolean =>
  term.id === running.id ||
  books.orders.some(
    ({ id, state }) => id === term.orderId && (state === "paid" || state === "part_refunded"),
  );

function restLine(books: Books, stretch: Stretch, quantity: number): OrderLine {
  const { plan, to } = stretch;
  const { days, unit, clamped } = seatRest(plan, { today: books.today, endsOn: to, quantity });
  return daysLine(stretch, { quantity, days, unitPrice: unit, clamped });
}

/** A whole term ahead costs what its seats cost; a part of one goes by the day. */
function aheadLine(stretch: Stretch, quantity: number): OrderLine {
  const { from, to, plan, term } = stretch;
  if (from !== term.startsOn || to !== term.endsOn) {
    const days = daysBetween(from, to);
    const { price, clamped } = priceOfDays(plan, days);
    return daysLine(stretch, { quantity, days, unitPrice: price, clamped });
  }
  return lineOf({
    detail: {
      kind: "seat_term",
      planCode: plan.code,
      from,
      to,
      months: plan.termMonths,
      monthPrice: effectivePrice(plan),
    },
    quantity,
    unitPrice: priceOfTerm(plan),
    grant: { kind: "seats", quantity, termId: term.id, startsOn: from },
  });
}

function daysLine(
  { from, to, plan, term }: Stretch,
  sold: {
    readonly quantity: number;
    readonly days: number;
    readonly unitPrice: number;
    readonly clamped: boolean;
  },
): OrderLine {
  return lineOf({
    detail: {
      kind: "seat_rest",
      planCode: plan.code,
      from,
      to,
      days: sold.days,
      dayPrice: dayPriceOf(plan),
      monthPrice: effectivePrice(plan),
      discountBp: plan.discountBp,
      clamped: sold.clamped,
    },
    quantity: sold.quantity,
    unitPrice: sold.unitPrice,
    grant: { kind: "seats", quantity: sold.quantity, termId: term.id, startsOn: from },
  });
}
