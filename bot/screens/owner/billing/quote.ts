import type { OrderView, QuoteView, Wish } from "../../../../api/billing/schemas.ts";
import { ask, named, type Api } from "../../../core/api.ts";
import type { Screen } from "../../../core/screen.ts";
import { type Reply, to } from "../../../core/view.ts";
import {
  type Ctx,
  oncePerCard,
  orProblem,
  readQuote,
  wishArgs,
  wishOf,
  wishSource,
} from "./desk.ts";
import { startedPage } from "./pay.ts";
import { doneView, payFirstView, quotedView, scheduledView } from "./quote-views.ts";
import { orBillingRefusal } from "./refusal.ts";

type Ordered = Extract<QuoteView, { kind: "order" }>;

/** What something costs, before it is ordered; and the order itself. The same for seats, top-ups and tariffs. */
export const quoteScreen: Screen<Api> = {
  name: "billing-quote",
  code: "bq",
  permission: "billing.manage",
  open(ctx, args) {
    if (args[0] !== "yes") {
      const wish = wishOf(args);
      return wish === null ? ctx.stale(to("billing")) : priceReply(ctx, wish);
    }
    const wish = wishOf(args.slice(2));
    return wish === null ? ctx.stale(to("billing")) : confirm(ctx, wish, Number(args[1]));
  },
};

/** The price card of a wish; an order that is paid first is made with it, so that [pay] leads straight to the payment page. */
export function priceReply(ctx: Ctx, wish: Wish): Promise<Reply> {
  return orBillingRefusal(
    ctx,
    async () => {
      const quote = await readQuote(ctx, wish);
      if (quote.kind === "scheduled") return { show: scheduledView(ctx.t, quote, wish) };
      if (quote.activation === "on_order" || quote.total === 0)
        return { show: quotedView(ctx.t, quote, { wish, now: ctx.now }) };
      return payFirst(ctx, wish, quote);
    },
    wishSource(wish),
  );
}

/** Nothing is owed for a quoted order and nothing is blocked by it; the API hands the same one out again. */
async function payFirst(ctx: Ctx, wish: Wish, quote: Ordered): Promise<Reply> {
  const order = await place(ctx, wish, quote.total);
  const live = await startedPage(ctx, order);
  return { show: payFirstView(ctx.t, { quote, order, live, wish }) };
}

async function place(ctx: Ctx, wish: Wish, expected: number): Promise<OrderView> {
  const placed = await order(ctx, wish, expected);
  if (!("id" in placed)) throw new Error("a quoted order was expected");
  return placed;
}

/**
 * A card that buys at once buys once, however often it is tapped: its key names the state it was shown in. What is only quoted
 * or scheduled does no harm twice, and may be dropped and wanted again on the same card.
 */
const order = (ctx: Ctx, wish: Wish, expected: number) =>
  ask(
    ctx.api.billing.orders.$post(
      { json: { wish, expected } },
      ctx.rev === undefined
        ? named(ctx.idempotencyKey())
        : oncePerCard(ctx, "order", ...wishArgs(wish), expected, ctx.rev),
    ),
  );

/** The key was shown with a price: another one by now is shown again and asked again, never taken. */
async function confirm(ctx: Ctx, wish: Wish, expected: number): Promise<Reply> {
  return orBillingRefusal(
    ctx,
    async () => {
      const made = await orProblem(order(ctx, wish, expected), ["price_changed"]);
      if ("problem" in made) {
        const toast = { text: ctx.t.tp("billing.price.changed"), alert: true };
        return { toast, ...(await priceReply(ctx, wish)) };
      }
      return { show: doneView(ctx.t, made.value, wish) };
    },
    wishSource(wish),
  );
}
