import { documentKind } from "../../../../api/documents/schemas.ts";
import { rail as railWords } from "../../../../api/billing/schemas.ts";
import { ask, named, type Api } from "../../../core/api.ts";
import type { Screen } from "../../../core/screen.ts";
import { type Reply, to } from "../../../core/view.ts";
import { type Ctx, readOrder } from "./desk.ts";
import { orderCard } from "./order-view.ts";
import { issueAndSend, sendPaper } from "./papers.ts";
import { checkPayment, payOver, walletView } from "./pay.ts";
import { orBillingRefusal } from "./refusal.ts";

/** One order and everything that can be done about it: pay, ask whether the money came, papers, drop a quote. */
export const orderScreen: Screen<Api> = {
  name: "billing-order",
  code: "bo",
  permission: "billing.manage",
  open: (ctx, [id = "", action = "", value = ""]) =>
    orBillingRefusal(ctx, () => act(ctx, id, action, value), backOf(id, action)),
};

/** A refused step leads back to its order, the order itself to the list. */
const backOf = (id: string, action: string) =>
  action === "" ? to("billing-orders", ["open"]) : to("billing-order", [id]);

async function act(ctx: Ctx, id: string, action: string, value: string): Promise<Reply> {
  switch (action) {
    case "pay":
      return pay(ctx, id, value);
    case "wallet":
      return payOver(ctx, id, "wallet");
    case "check":
      return checkPayment(ctx, id, value);
    case "paper":
      return issueAndSend(ctx, id, documentKind.safeParse(value).data ?? "paper");
    case "doc":
      return sendPaper(ctx, value);
    case "drop":
      return drop(ctx, id);
    default:
      return { show: orderCard(ctx.t, await readOrder(ctx, id)) };
  }
}

async function pay(ctx: Ctx, id: string, value: string): Promise<Reply> {
  const rail = railWords.safeParse(value).data;
  if (rail === undefined) return ctx.stale(to("billing-order", [id]));
  if (rail === "wallet") return { show: await walletView(ctx, id) };
  return payOver(ctx, id, rail);
}

async function drop(ctx: Ctx, id: string): Promise<Reply> {
  await ask(
    ctx.api.billing.orders[":id"].cancel.$post(
      { param: { id }, json: {} },
      named(ctx.idempotencyKey()),
    ),
  );
  return { toast: { text: ctx.t.tp("billing.order.dropped") }, go: to("billing") };
}
