import { Refusal, type RefusalParams } from "../core/refusal.ts";
import { isOverdue } from "./rules/due-at.ts";
import { minor } from "./rules/money.ts";
import { quotePlan } from "./rules/quote-plan.ts";
import { quoteSeatRemoval } from "./rules/quote-seat-removal.ts";
import { quoteSeats } from "./rules/quote-seats.ts";
import { quoteTopUp } from "./rules/quote-topup.ts";
import type { Books, Quote, QuoteRefusal, Scheduled } from "./rules/types.ts";
import type { Wish } from "./schemas.ts";

/**
 * What a wish would be as an order, now. The preview and the order itself both come from here, so they cannot differ.
 * @throws {Refusal} why it cannot be ordered, with the facts for its text
 */
export function quoteWish(books: Books, wish: Wish): Quote | Scheduled {
  const made = quoteOf(books, wish);
  if (typeof made === "string") throw new Refusal(made, paramsOf(books, made));
  return made;
}

function quoteOf(books: Books, wish: Wish): Quote | QuoteRefusal | Scheduled {
  if (wish.kind === "seats") return quoteSeats(books, wish.quantity);
  if (wish.kind === "fewer_seats") return quoteSeatRemoval(books, wish.quantity);
  if (wish.kind === "plan") return quotePlan(books, wish);
  return quoteTopUp(books, wish.kind === "debt" ? { debt: true } : { persons: wish.persons });
}

/** Facts for the text of a refusal: how much is unpaid. */
function paramsOf(books: Books, code: QuoteRefusal): RefusalParams {
  if (code !== "unpaid_orders" && code !== "overdue_orders") return {};
  const owed = books.orders.filter(
    (order) =>
      !order.underReview &&
      (isOverdue(order, books.now) || (code === "unpaid_orders" && order.state === "due")),
  );
  return {
    count: owed.length,
    sum: owed.reduce((sum, { total }) => minor(sum + total), 0),
    currency: books.currency,
  };
}
