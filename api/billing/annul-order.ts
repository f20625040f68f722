import { personMonthsOf } from "./access-facts.ts";
import type { BooksPart } from "./books-part.ts";
import type { LoadedBooks } from "./load-books.ts";
import { planById } from "./rules/current-plan.ts";
import { dueAt } from "./rules/due-at.ts";
import { grantPosting, orderPosting, reversal } from "./rules/postings.ts";
import type { Books, Entry, OrderFacts } from "./rules/types.ts";
import { setGrants } from "./set-grants.ts";
import { setOrderState } from "./set-order-state.ts";
import { tellPayers } from "./tell-payers.ts";

/**
 * Annuls an unpaid order (KV-3, C-11): what it brought is suspended, so the plan and the seats fall back to the paid state
 * before it, and its receivable is reversed. Nobody is removed; the owner hears of it.
 * Pure; callers: the clock's job, the operator.
 * @param reason kept with the order: `unpaid`, or the operator's words
 * @returns null when it is not a due or overdue order, or the books are parked
 */
export function annulOrder(
  loaded: LoadedBooks,
  order: OrderFacts,
  reason: string,
): BooksPart | null {
  const { books } = loaded;
  if (books.parkedReason !== null) return null;
  if (order.state !== "due" && order.state !== "overdue") return null;
  return {
    transactions: [
      {
        orgId: books.orgId,
        id: `annul:${order.id}:${order.version}`,
        kind: "annul",
        subject: `order:${order.id}`,
        reason,
        at: books.now,
        entries: reversal(postingsOf(books, order)),
      },
    ],
    statements: [
      setOrderState(books, order, { state: "annulled", reason }),
      ...setGrants(books.orgId, order.id, "suspended"),
    ],
    audit: [
      {
        orgId: books.orgId,
        action: "order.annulled",
        subject: `order:${order.id}`,
        before: { state: order.state },
        after: { state: "annulled", reason },
      },
    ],
    notices: tellPayers(loaded, {
      kind: "order-annulled",
      payload: { ...noticeOf(books, order), seats: seatsOf(order) },
      subject: `order:${order.id}`,
      key: `${order.id}:${order.version}`,
    }),
  };
}

/**
 * Takes an annulment back (BIL §5.4, only by the operator): the order is due again with a new due date, its seats and plan are
 * there again, the receivable is booked anew. Pure.
 * @returns null when it is not an annulled order that took effect before it was paid, or the books are parked
 */
export function reinstateOrder(loaded: LoadedBooks, order: OrderFacts): BooksPart | null {
  const { books } = loaded;
  if (books.parkedReason !== null) return null;
  if (order.state !== "annulled" || order.activation !== "on_order") return null;
  const { dueDays } = planById(books, order.planVersionId);
  const due = dueAt(books.now, books.timeZone, dueDays);
  return {
    transactions: [
      {
        orgId: books.orgId,
        id: `reinstate:${order.id}:${order.version}`,
        kind: "reinstate",
        subject: `order:${order.id}`,
        at: books.now,
        entries: postingsOf(books, order),
      },
    ],
    statements: [
      setOrderState(books, order, { state: "due", dueAt: due }),
      ...setGrants(books.orgId, order.id, "active"),
    ],
    audit: [
      {
        orgId: books.orgId,
        action: "order.reinstated",
        subject: `order:${order.id}`,
        before: { state: "annulled" },
        after: { state: "due", dueAt: due },
      },
    ],
    notices: tellPayers(loaded, {
      kind: "order-reinstated",
      payload: { ...noticeOf(books, order), dueAt: due },
      subject: `order:${order.id}`,
      key: `${order.id}:${order.version}`,
    }),
  };
}

/** What an activate-first order has booked: its receivable, and person-months where it brings any. */
const postingsOf = ({ currency }: Books, order: OrderFacts): Entry[] => [
  ...orderPosting({ ...order, currency }),
  ...grantPosting(personMonthsOf(order)),
];

const seatsOf = ({ lines }: OrderFacts): number =>
  lines.reduce((sum, { grant }) => sum + (grant?.kind === "seats" ? grant.quantity : 0), 0);

const noticeOf = ({ currency }: Books, order: OrderFacts) => ({
  orderId: order.id,
  orderNumber: order.number,
  kind: order.kind,
  total: order.total,
  currency,
  dueAt: order.dueAt,
});
