import type { Statement } from "../../db/client/port.ts";
import { personMonthsOf } from "../billing/access-facts.ts";
import type { BooksPart } from "../billing/books-part.ts";
import type { LoadedBooks } from "../billing/load-books.ts";
import { minor } from "../billing/rules/money.ts";
import { orderAfter } from "../billing/rules/orders.ts";
import {
  grantPosting,
  refundDonePosting,
  refundPosting,
  reversal,
} from "../billing/rules/postings.ts";
import type { Books, Entry, OrderFacts } from "../billing/rules/types.ts";
import { setGrants } from "../billing/set-grants.ts";
import { setOrderState } from "../billing/set-order-state.ts";
import { tellPayers } from "../billing/tell-payers.ts";
import type { Attempt } from "./attempt-row.ts";

export interface Refund {
  readonly orgId: string;
  readonly id: string;
  readonly attemptId: string;
  readonly amount: number;
  readonly state: "pending" | "succeeded" | "failed";
  readonly gatewayRef: string | null;
  readonly reason: string;
  readonly createdAt: number;
}

/** Where the money of a refund comes from: a sale is undone in part, or the wallet gives what it holds. */
export type RefundSource = "order" | "wallet";

/**
 * A sum of an order that goes back: revenue and its share of the tax. The shares of all refunds of an order add up to its tax
 * exactly, because each is the difference of two floors.
 * @param before what was given back of the order earlier, minor units
 */
function saleBack(
  order: Pick<OrderFacts, "total" | "tax">,
  { currency }: Pick<Books, "currency">,
  amount: number,
  before: number,
): Entry[] {
  const taxUpTo = (part: number) =>
    Number((BigInt(order.tax) * BigInt(part)) / BigInt(order.total));
  const tax = taxUpTo(before + amount) - taxUpTo(before);
  const entries: Entry[] = [
    { account: "revenue", asset: currency, amount: minor(amount - tax) },
    { account: "vat", asset: currency, amount: tax },
    { account: "refund_clearing", asset: currency, amount: minor(-amount) },
  ];
  return entries.filter((entry) => entry.amount !== 0);
}

/** A refund is asked for: the money leaves the wallet or the sale and waits for the gateway (BIL §5.3). Pure. */
export function askPart(
  { books }: LoadedBooks,
  attempt: Attempt,
  refund: Refund & { readonly requestedBy: string; readonly nextCheckAt: number | null },
  from: { readonly source: RefundSource; readonly order: OrderFacts; readonly before: number },
): BooksPart {
  const { orgId, currency, now } = books;
  const { id, amount, reason } = refund;
  const entries =
    from.source === "wallet"
      ? refundPosting({ currency, amount })
      : saleBack(from.order, books, amount, from.before);
  return {
    transactions: [
      {
        orgId,
        id: `refund:${id}`,
        kind: "refund",
        subject: subjectOf(attempt),
        reason,
        at: now,
        entries,
      },
    ],
    statements: [
      {
        sql: `insert into refunds (org_id, id, attempt_id, amount, state, reason, requested_by, next_check_at, created_at)
          values (?, ?, ?, ?, 'pending', ?, ?, ?, ?)`,
        params: [
          orgId,
          id,
          attempt.id,
          amount,
          reason,
          refund.requestedBy,
          refund.nextCheckAt,
          now,
        ],
      },
      attemptState(attempt.id, "refunding"),
    ],
    audit: [
      {
        orgId,
        action: "payment.refund_asked",
        subject: subjectOf(attempt),
        after: { refundId: id, amount, reason, source: from.source },
      },
    ],
    notices: [],
  };
}

/**
 * The gateway has sent it: the cash is gone, its order is given back in part or whole. Person-months of an order that is given
 * back whole go with its money, also those that are used up: then they are a debt; its plan and seats end. Pure.
 */
export function donePart(
  loaded: LoadedBooks,
  attempt: Attempt,
  refund: Refund,
  told: {
    readonly order: OrderFacts | null;
    readonly orderRefunded: number;
    readonly attemptRefunded: number;
  },
): BooksPart {
  const { books } = loaded;
  const { orgId, currency, now } = books;
  const { order, orderRefunded: refunded } = told;
  const state =
    order === null
      ? null
      : orderAfter(order.state, "refunded", {
          now,
          dueAt: order.dueAt,
          total: order.total,
          refunded,
        });
  return {
    transactions: [
      {
        orgId,
        id: `refund_done:${refund.id}`,
        kind: "refund_done",
        subject: subjectOf(attempt),
        at: now,
        entries: [
          ...refundDonePosting({ rail: attempt.rail, currency, amount: refund.amount }),
          ...(order !== null && state === "refunded"
            ? reversal(grantPosting(personMonthsOf(order)))
            : []),
        ],
      },
    ],
    statements: [
      refundState(refund.id, "succeeded", now),
      attemptState(attempt.id, told.attemptRefunded >= attempt.amount ? "refunded" : "succeeded"),
      ...(order === null || state === null ? [] : [setOrderState(books, order, { state })]),
      ...(order !== null && state === "refunded" ? setGrants(orgId, order.id, "ended") : []),
    ],
    audit: [
      {
        orgId,
        action: "payment.refunded",
        subject: subjectOf(attempt),
        after: { refundId: refund.id, amount: refund.amount },
      },
      ...(order === null || state === null
        ? []
        : [
            {
              orgId,
              action: "order.refunded",
              subject: `order:${order.id}`,
              before: { state: order.state },
              after: { state },
            },
          ]),
    ],
    notices: tellPayers(loaded, {
      kind: "payment-refunded",
      payload: { amount: refund.amount, currency, reason: refund.reason },
      subject: subjectOf(attempt),
      key: refund.id,
    }),
  };
}

/** The gateway has refused it: everything is as before. @param asked entries of the asking. Pure. */
export function failedPart(
  { books }: LoadedBooks,
  attempt: Attempt,
  refund: Refund,
  asked: readonly Entry[],
  why: string,
): BooksPart {
  const { orgId, now } = books;
  return {
    transactions: [
      {
        orgId,
        id: `refund_failed:${refund.id}`,
        kind: "refund_failed",
        subject: subjectOf(attempt),
        reason: why,
        at: now,
        entries: reversal(asked),
      },
    ],
    statements: [refundState(refund.id, "failed", now), attemptState(attempt.id, "succeeded")],
    audit: [
      {
        orgId,
        action: "payment.refund_failed",
        subject: subjectOf(attempt),
        after: { refundId: refund.id, why },
      },
    ],
    notices: [],
  };
}

const subjectOf = ({ id }: Attempt): string => `attempt:${id}`;

const attemptState = (id: string, state: "refunding" | "refunded" | "succeeded"): Statement => ({
  sql: "update attempts set state = ? where id = ?",
  params: [state, id],
});

const refundState = (id: string, state: "succeeded" | "failed", now: number): Statement => ({
  sql: "update refunds set state = ?, concluded_at = ?, next_check_at = null where id = ?",
  params: [state, now, id],
});
