import type { RenderNotice } from "../../core/notice.ts";
import { dueDay, orderFacts, unpaidKeys } from "./order-keys.ts";

/** An annulled order holds again, with new time to pay (BIL §5.4). */
export const orderReinstated: RenderNotice<"order-reinstated"> = ({ t, now }, order) => ({
  body: t.th("billing.notices.order_reinstated", {
    ...orderFacts(t, order),
    date: dueDay(t, order.dueAt, now),
  }),
  keys: unpaidKeys(t, order.orderId),
});
