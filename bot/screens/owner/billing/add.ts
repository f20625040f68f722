import type { TextKey } from "../../../../locales/index.ts";
import type { Api } from "../../../core/api.ts";
import { bold, lines } from "../../../core/html.ts";
import type { Screen } from "../../../core/screen.ts";
import { type Reply, to } from "../../../core/view.ts";
import { askCount, typedCount } from "./count-input.ts";
import { type Ctx, readBalance } from "./desk.ts";
import { priceReply } from "./quote.ts";
import { orBillingRefusal } from "./refusal.ts";

/** Seats, any number at any time; they work at once and are paid later (BIL KV-5, KV-6). */
export const addSeatsScreen: Screen<Api> = {
  name: "billing-add",
  code: "ba",
  permission: "billing.manage",
  open: (ctx) => orBillingRefusal(ctx, () => askSeats(ctx), to("billing")),
  async text(ctx, text) {
    const quantity = typedCount(text);
    if (quantity === null) return askSeats(ctx, "billing.count.invalid");
    return priceReply(ctx, { kind: "seats", quantity });
  },
};

async function askSeats(ctx: Ctx, problem?: TextKey): Promise<Reply> {
  const { t } = ctx;
  const { seats, plan } = await readBalance(ctx);
  if (plan?.isFree === true) return { go: to("billing-plan") };
  const counts = [...new Set([...(seats.waiting > 0 ? [seats.waiting] : []), 1, 2, 3, 5, 10])];
  return askCount(ctx, {
    step: "billing-add",
    body: lines(
      bold(t.th("billing.add.title")),
      t.th("billing.balance.seats", {
        used: t.format.number(Math.min(seats.needed, seats.active)),
        active: t.format.number(seats.active),
      }),
      seats.waiting > 0 && t.th("billing.balance.seats_waiting", { count: seats.waiting }),
      plan !== null && t.th("billing.add.until", { date: t.format.date(plan.endsOn) }),
      t.th("billing.add.at_once"),
    ),
    keys: counts.map((count) => ({
      label: t.tp("billing.units.seats", { count }),
      go: to("billing-quote", ["seats", count]),
    })),
    back: to("billing"),
    problem,
  });
}
