import type { RenderNotice } from "../../core/notice.ts";
import { dueDay, orderFacts, unpaidKeys } from "./order-keys.ts";

/** A day before the end of the time to pay (BIL §5.6). */
export const orderDueSoon: RenderNotice<"order-due-soon"> = ({ t, now }, order) => ({
  body: t.th("billing.notices.order_due_soon", {
    ...orderFacts(t, order),
    date: dueDay(t, order.dueAt, now),
  }),
  keys: unpaidKeys(t, order.orderId),
});
