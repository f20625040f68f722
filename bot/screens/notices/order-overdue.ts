import { lines } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { orderFacts, unpaidKeys } from "./order-keys.ts";

/** The time to pay is over: what is closed until it is paid, and when the order will be annulled (BIL §5.5, §5.6). */
export const orderOverdue: RenderNotice<"order-overdue"> = ({ t }, order) => ({
  body: lines(
    t.th("billing.notices.order_overdue", orderFacts(t, order)),
    order.annulAt !== null &&
      t.th("billing.order.annul_on", { date: t.format.dateTime(order.annulAt) }),
  ),
  keys: unpaidKeys(t, order.orderId),
});
