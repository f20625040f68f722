import type { NewNotice } from "../core/notices.ts";
import type { LoadedBooks } from "./load-books.ts";
import type { WalletPayment } from "./pay-from-wallet.ts";
import { planById } from "./rules/current-plan.ts";
import type { OrderFacts } from "./rules/types.ts";
import { tellPayers } from "./tell-payers.ts";
import { wasLocked } from "./was-locked.ts";

/** Tells the payers that the wallet has paid an order. */
export function paidFromWallet(
  loaded: LoadedBooks,
  order: OrderFacts,
  { walletAfter, creditGranted }: Pick<WalletPayment, "walletAfter" | "creditGranted">,
): NewNotice[] {
  const { books } = loaded;
  const counts = planById(books, order.planVersionId).meter === "active_person";
  return tellPayers(loaded, {
    kind: "payment-received",
    payload: {
      orderId: order.id,
      orderNumber: order.number,
      paid: order.total,
      currency: books.currency,
      wallet: walletAfter,
      credit: counts ? books.credit + creditGranted : null,
      double: false,
      alsoPaid: [],
      wasLocked: wasLocked(books),
    },
    subject: `order:${order.id}`,
    key: `wallet:${order.id}`,
  });
}
