import type { Translator } from "../../../locales/index.ts";
import { type Key, to } from "../../core/view.ts";

/** The next steps under a message about an unpaid order: pay it, or take the paper to a bank. */
export const unpaidKeys = (t: Translator, orderId: string): Key[][] => [
  [
    {
      label: t.tp("billing.notices.keys.pay"),
      go: to("billing-order", [orderId]),
      style: "primary",
    },
    {
      label: t.tp("billing.notices.keys.bank"),
      go: to("billing-order", [orderId, "pay", "bank"]),
    },
  ],
];

/** Facts that every message about an order names. */
export const orderFacts = (
  t: Translator,
  order: {
    readonly orderNumber: number;
    readonly total: number;
    readonly currency: "IRR" | "RUB";
  },
) => ({
  number: t.format.digits(order.orderNumber),
  sum: t.format.money(order.total, order.currency),
});

/** The last day to pay, as people read it. */
export const dueDay = (t: Translator, dueAt: number | null, now: number) =>
  t.format.dayMonth(t.format.localDate(dueAt ?? now));
