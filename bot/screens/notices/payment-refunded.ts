import { plain } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";

/** Money given back, and why. */
export const paymentRefunded: RenderNotice<"payment-refunded"> = (
  { t },
  { amount, currency, reason },
) => ({
  body: t.th("billing.notices.refunded", {
    sum: t.format.money(amount, currency),
    reason: plain(reason, 300),
  }),
  keys: [
    [{ label: t.tp("billing.balance.keys.history"), go: to("billing-orders", ["history"]) }],
    [{ label: t.tp("billing.notices.keys.balance"), go: to("billing") }],
  ],
});
