import type * as z from "zod";
import type { OrderView, ordersPage } from "../../../../api/billing/schemas.ts";
import type { Translator } from "../../../../locales/index.ts";
import { bold, lines } from "../../../core/html.ts";
import { type Key, to, type View } from "../../../core/view.ts";
import { backKey } from "../../shared/steer.ts";

export type OrdersViewName = "open" | "history";

/** Two views of one table: invoices to pay and the history of payments (BIL KV-17). */
export function ordersView(
  t: Translator,
  { orders, nextCursor }: z.infer<typeof ordersPage>,
  view: OrdersViewName,
  isFirst = true,
): View {
  const other = view === "open" ? "history" : "open";
  return {
    body: lines(
      bold(t.th(`billing.orders.${view}`)),
      orders.length === 0
        ? t.th(isFirst ? `billing.orders.empty_${view}` : "billing.orders.end")
        : t.th(`billing.orders.hint_${view}`),
    ),
    keys: [
      ...orders.map((order): Key[] => [
        { label: orderRow(t, order), go: to("billing-order", [order.id]) },
      ]),
      cursorKeys(t, { isFirst, nextCursor }, (cursor) => to("billing-orders", [view, ...cursor])),
      [
        { label: t.tp(`billing.orders.keys.${other}`), go: to("billing-orders", [other]) },
        backKey(t, to("billing")),
      ],
    ],
  };
}

/** «⚠️ ۱۲ · ۳۲۹ ₽ · تا ۱۰ آبان»: what it is, how much and until when. */
function orderRow(t: Translator, order: OrderView) {
  const sum = t.format.money(order.total, order.currency);
  const number = t.format.digits(order.number);
  const date = (at: number) => t.format.dayMonth(t.format.localDate(at));
  if (order.underReview) return t.tp("billing.orders.row_review", { number, sum });
  if (order.state === "due" || order.state === "overdue")
    return t.tp(`billing.orders.row_${order.state}`, {
      number,
      sum,
      date: date(order.dueAt ?? order.createdAt),
    });
  return t.tp(`billing.orders.row_${order.state}`, {
    number,
    sum,
    date: date(order.annulledAt ?? order.paidAt ?? order.createdAt),
  });
}

/** Lists that go on from a mark instead of a page number: forward, and back to the beginning. */
export function cursorKeys(
  t: Translator,
  { isFirst, nextCursor }: { readonly isFirst: boolean; readonly nextCursor: string | null },
  go: (cursor: readonly string[]) => ReturnType<typeof to>,
): Key[] {
  return [
    ...(isFirst ? [] : [{ label: t.tp("billing.orders.keys.first"), go: go([]) }]),
    ...(nextCursor === null
      ? []
      : [{ label: t.tp("billing.orders.keys.next"), go: go([nextCursor]) }]),
  ];
}
