import type { LoadedBooks } from "../billing/load-books.ts";
import type { OrderFacts } from "../billing/rules/types.ts";
import type { Deps } from "../deps.ts";
import type { Attempt } from "./attempt-row.ts";
import type { InvoiceFacts } from "./schemas.ts";
import { purposeOf, receiptOf } from "./seller-words.ts";

/**
 * What a bot asks money for inside Telegram (BIL §3.3). The payload is the attempt; the start parameter is always there, so a
 * forwarded copy leads to the bot instead of being paid by somebody else.
 */
export function invoiceOf(
  { rails }: Deps,
  attempt: Attempt,
  loaded: LoadedBooks,
  order: OrderFacts,
): InvoiceFacts {
  const description = purposeOf(loaded, order);
  const common = {
    title: `Hozur № ${order.number}`,
    description,
    payload: attempt.id,
    startParameter: `order_${order.id}`,
  };
  if (attempt.rail === "stars")
    return {
      ...common,
      currency: "XTR",
      prices: [{ label: `Hozur № ${order.number}`, amount: attempt.stars ?? 0 }],
    };
  return {
    ...common,
    currency: attempt.currency,
    prices: [{ label: `Hozur № ${order.number}`, amount: attempt.amount }],
    ...(rails.telegram && { providerToken: rails.telegram.providerToken }),
    ...(rails.receiptEmail !== null && {
      needEmail: true,
      providerData: { receipt: { items: receiptOf(loaded, order) } },
    }),
  };
}
