import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { changeBooks } from "./change-books.ts";
import { type PlacedOrder, placeOrder } from "./place-order.ts";
import { quoteWish } from "./quote-wish.ts";
import { scheduleChange } from "./schedule-change.ts";
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
    return "scheduled" in made
      ? scheduleChange(ctx, loaded, made.scheduled, allowed)
      : placeOrder(ctx, loaded, made, { permit: allowed, employeeId, expected });
  });
  return "scheduled" in placed ? placed : showOrder(ctx, placed.orderId);
}
