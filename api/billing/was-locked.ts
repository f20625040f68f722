import { accessOfBooks } from "./access-facts.ts";
import type { Books } from "./rules/types.ts";

/**
 * Whether money locks something that people miss, were none under review: an order that is only due blocks nothing but renewing.
 */
export function wasLocked(books: Books): boolean {
  const orders = books.orders.map((order) => ({ ...order, underReview: false }));
  const locks = Object.values(accessOfBooks({ ...books, orders }));
  return locks.some((lock) => lock !== null && lock.cause !== "order_due");
}
