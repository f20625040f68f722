import type { LoadedBooks } from "../billing/load-books.ts";
import type { OrderFacts } from "../billing/rules/types.ts";
import { orderWords } from "../documents/paper/order-words.ts";
import { paperLines } from "../documents/rules/paper-lines.ts";
import { type ReceiptItem, receiptItems } from "../documents/rules/receipt-items.ts";

/** «Оплата сервиса Hozur по заказу № 17»: what a gateway and a bank show the payer. */
export function purposeOf({ books }: LoadedBooks, order: OrderFacts): string {
  const language = books.profile === "ir" ? "fa" : "ru";
  return orderWords(language, books.timeZone).purpose(order);
}

/** Items of the till receipt (54-ФЗ) of an order: together exactly its total (BIL I14). */
export function receiptOf({ books }: LoadedBooks, order: OrderFacts): ReceiptItem[] {
  const words = orderWords("ru", books.timeZone);
  const sold = order.lines.filter(({ total }) => total !== 0).map(words.line);
  const { lines } = paperLines(sold, { mode: order.taxMode, amount: order.tax });
  return receiptItems(
    lines.filter(({ total }) => total > 0),
    { amount: order.total, rateBp: order.taxMode === "none" ? null : order.taxBp },
  );
}
