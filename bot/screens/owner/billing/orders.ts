import type { Api } from "../../../core/api.ts";
import type { Screen } from "../../../core/screen.ts";
import { to } from "../../../core/view.ts";
import { readOrders } from "./desk.ts";
import { ordersView } from "./orders-view.ts";
import { orBillingRefusal } from "./refusal.ts";

/** «Invoices to pay» and «payment history» (BIL KV-2, KV-17). */
export const ordersScreen: Screen<Api> = {
  name: "billing-orders",
  code: "bl",
  permission: "billing.manage",
  commands: ["invoices"],
  open: (ctx, [wanted, cursor]) =>
    orBillingRefusal(
      ctx,
      async () => {
        const view = wanted === "history" ? "history" : "open";
        const page = await readOrders(ctx, view, cursor);
        return { show: ordersView(ctx.t, page, view, cursor === undefined) };
      },
      to("billing"),
    ),
};
