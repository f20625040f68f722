import { lines } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { orderFacts } from "./order-keys.ts";

/** The order is void: what became of its seats and of the people on them, and the way back (BIL C-11). */
export const orderAnnulled: RenderNotice<"order-annulled"> = ({ t }, order) => ({
  body: lines(
    t.th("billing.notices.order_annulled", orderFacts(t, order)),
    order.seats > 0 && t.th("billing.notices.annulled_seats", { count: order.seats }),
  ),
  keys: [
    [{ label: t.tp("billing.notices.keys.write_us"), go: to("billing-request") }],
    [{ label: t.tp("billing.notices.keys.balance"), go: to("billing") }],
  ],
});
