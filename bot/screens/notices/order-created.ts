import type { TextKey } from "../../../locales/index.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { dueDay, orderFacts, unpaidKeys } from "./order-keys.ts";

const kinds = ["free", "plan", "renew", "switch", "seats", "topup"] as const;

/** A new order that works already: what for, how much, until when (BIL KV-2, §5.6). */
export const orderCreated: RenderNotice<"order-created"> = ({ t, now }, order) => {
  const kind = kinds.find((known) => known === order.kind) ?? "plan";
  return {
    body: t.th("billing.notices.order_created", {
      ...orderFacts(t, order),
      kind: t.tp(`billing.order_kind.${kind}` satisfies TextKey),
      date: dueDay(t, order.dueAt, now),
    }),
    keys: unpaidKeys(t, order.orderId),
  };
};
