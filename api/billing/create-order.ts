import type { MemberContext } from "../core/context.ts";
import { permit, type Permit } from "../core/permissions.ts";
import { type BooksChange, changeBooks } from "./change-books.ts";
import { type PlacedOrder, placeOrder } from "./place-order.ts";
import { quoteWish } from "./quote-wish.ts";
import { scheduleChange } from "./schedule-change.ts";
import type { Books, Quote } from "./rules/types.ts";
import type { PlacedView, ScheduledView, Wish } from "./schemas.ts";
import { showOrder } from "./show-orders.ts";

/**
 * Orders what was previewed: an order, whose seats or plan work at once where the plan is paid later, or a change that waits
 * for the next term. Prices are computed here; one command makes one order however often it comes (BIL P7).
 * @param input.expected the total that was shown; null takes any
 * @throws {Refusal} `forbidden`, `not_billed`, `price_changed`, and why it cannot be ordered (`QuoteRefusal`)
 */
export async function createOrder(
  ctx: MemberContext,
  { wish, expected }: { readonly wish: Wish; readonly expected: number | null },
): Promise<PlacedView> {
  const allowed = permit(ctx, "billing.manage");
  const { employeeId, organisation } = ctx.member;
  const placed = await changeBooks<PlacedOrder | ScheduledView>(ctx, organisation.id, (loaded) => {
    const made = quoteWish(loaded.books, wish);
    if ("scheduled" in made) return scheduleChange(ctx, loaded, made.scheduled, allowed);
    const offer = sameOffer(loaded.books, made);
    if (offer !== undefined && (expected ?? offer.total) === offer.total)
      return offeredAgain(organisation.id, allowed, offer);
    return placeOrder(ctx, loaded, made, { permit: allowed, employeeId, expected });
  });
  return "scheduled" in placed ? placed : showOrder(ctx, placed.orderId);
}

/** It is written, so that this command too means this order for ever (BIL P7). */
const offeredAgain = (orgId: string, by: Permit, offer: PlacedOrder): BooksChange<PlacedOrder> => ({
  permit: by,
  audit: [{ orgId, action: "order.offered_again", subject: `order:${offer.orderId}` }],
  answer: offer,
});

/** Looking at a price twice makes one offer: an unpaid pay-first order of exactly this is handed out again. */
function sameOffer({ orders }: Books, quote: Quote): PlacedOrder | undefined {
  if (quote.activation !== "on_payment" || quote.total === 0) return undefined;
  const lines = JSON.stringify(quote.lines);
  const offer = orders.find(
    (order) =>
      order.state === "quoted" &&
      order.kind === quote.kind &&
      order.planVersionId === quote.plan.id &&
      order.total === quote.total &&
      JSON.stringify(order.lines) === lines,
  );
  return (
    offer && { orderId: offer.id, number: offer.number, state: offer.state, total: offer.total }
  );
}
