import type { Statement } from "../../db/client/port.ts";
import { changeBooks } from "../billing/change-books.ts";
import { type BooksPart, joinParts } from "../billing/books-part.ts";
import type { LoadedBooks } from "../billing/load-books.ts";
import { applyWallet } from "../billing/pay-from-wallet.ts";
import { planById } from "../billing/rules/current-plan.ts";
import { paymentPosting } from "../billing/rules/postings.ts";
import { tellPayers } from "../billing/tell-payers.ts";
import { wasLocked } from "../billing/was-locked.ts";
import { systemContext } from "../core/context.ts";
import { systemPermit } from "../core/permissions.ts";
import type { Deps } from "../deps.ts";
import {
  type Attempt,
  findAttempt,
  findByRef,
  insertAttempt,
  isSettled,
  type Rail,
} from "./attempt-row.ts";
import { conclude, type Conclusion } from "./rules/conclude.ts";

export interface Received {
  readonly attempt: Pick<Attempt, "id" | "orgId" | "rail">;
  /** What the gateway knows the payment by; with the rail it names the fact, so it is credited once (BIL I6). */
  readonly ref: string;
  readonly receiptRef: string | null;
}

/**
 * Books money that a gateway has confirmed, in one change of the books: cash → wallet, then the wallet pays the order it was
 * sent for, or what is owed; else it stays there (BIL P5, P6, §5.3). Repeat it as you like: a payment is credited once (P2).
 */
export async function settlePayment(deps: Deps, received: Received): Promise<void> {
  const { attempt, ref, receiptRef } = received;
  const acting = systemContext(deps, `gateway:${attempt.rail}`);
  await changeBooks<null>(acting, attempt.orgId, async (loaded) => {
    const row = await rowFor(deps, received);
    if (row === null) return { unchanged: null };
    const { change, attemptOf } = row;
    const part = paymentPart(deps, loaded, { ...attemptOf, ref }, [
      change ?? succeeded(attemptOf.id, ref, receiptRef, loaded.books.now),
    ]);
    return { ...part, permit: systemPermit(), answer: null };
  });
}

interface Paying {
  readonly id: string;
  readonly orgId: string;
  readonly orderId: string;
  readonly rail: Rail;
  readonly amount: number;
  readonly ref: string;
}

export interface PaymentPart extends BooksPart {
  readonly conclusion: Conclusion;
}

/** Everything that money over a rail changes, without the row of its attempt. Pure. */
export function paymentPart(
  deps: Pick<Deps, "ids">,
  loaded: LoadedBooks,
  paying: Paying,
  statements: readonly Statement[],
): PaymentPart {
  const { books } = loaded;
  const { currency, now, orgId } = books;
  const { id, rail, amount, ref, orderId } = paying;
  const isParked = books.parkedReason !== null;
  const conclusion = conclude({
    orderId,
    amount,
    wallet: books.wallet,
    orders: books.orders,
    isParked,
  });
  const paid = payOrders(deps, loaded, conclusion, books.wallet + amount);
  const subject = `attempt:${id}`;
  return {
    ...joinParts(
      {
        transactions: [
          {
            orgId,
            id: `pay:${rail}:${ref}`,
            kind: "payment",
            subject,
            at: now,
            entries: paymentPosting({ rail, currency, amount }),
          },
        ],
        statements: [
          ...statements,
          ...conclusion.pays.map((order) => dropOthers(orgId, order, id)),
        ],
        audit: [
          {
            orgId,
            action: "payment.received",
            subject,
            after: { rail, ref, amount, meaning: conclusion.meaning, pays: conclusion.pays },
          },
        ],
        notices: receivedNotices(loaded, paying, conclusion, paid.creditGranted),
      },
      ...paid.parts,
    ),
    conclusion,
  };
}

function payOrders(
  deps: Pick<Deps, "ids">,
  loaded: LoadedBooks,
  { pays }: Conclusion,
  wallet: number,
): { parts: BooksPart[]; creditGranted: number } {
  let left = wallet;
  let creditGranted = 0;
  const parts: BooksPart[] = [];
  for (const orderId of pays) {
    const order = loaded.books.orders.find(({ id }) => id === orderId);
    const applied = order && applyWallet(deps, loaded, order, left);
    if (!applied) break;
    left = applied.walletAfter;
    creditGranted += applied.creditGranted;
    parts.push(applied);
  }
  return { parts, creditGranted };
}

/** Links to pay what is paid now are over for us; money that still comes by one goes to the wallet. */
export const dropOthers = (orgId: string, orderId: string, except: string): Statement => ({
  sql: `update attempts set state = 'canceled_local' where org_id = ? and order_id = ? and id <> ?
    and state in ('created', 'pending')`,
  params: [orgId, orderId, except],
});

function receivedNotices(
  loaded: LoadedBooks,
  { id, amount, orderId }: Paying,
  { pays, walletAfter, meaning }: Conclusion,
  creditGranted: number,
) {
  const { books } = loaded;
  const named = meaning === "double" ? orderId : pays[0];
  const order = books.orders.find((one) => one.id === named) ?? null;
  const counts = order !== null && planById(books, order.planVersionId).meter === "active_person";
  return tellPayers(loaded, {
    kind: "payment-received",
    payload: {
      orderId: order?.id ?? null,
      orderNumber: order?.number ?? null,
      paid: amount,
      currency: books.currency,
      wallet: walletAfter,
      credit: counts ? books.credit + creditGranted : null,
      double: meaning === "double",
      alsoPaid: books.orders
        .filter((one) => one !== order && pays.includes(one.id))
        .map(({ number }) => number),
      wasLocked: wasLocked(books),
    },
    subject: `attempt:${id}`,
    key: id,
  });
}

const succeeded = (id: string, ref: string, receiptRef: string | null, now: number): Statement => ({
  sql: `update attempts set state = 'succeeded', gateway_ref = coalesce(gateway_ref, ?), receipt_ref = ?, concluded_at = ?,
      under_review_at = null, next_check_at = null, error = null where id = ?`,
  params: [ref, receiptRef, now, id],
});

/**
 * The row a payment belongs to. A second payment of one attempt (two copies of an invoice were paid) gets a row of its own,
 * because it is money of its own. Null when it is credited already.
 */
async function rowFor(
  deps: Deps,
  { attempt, ref, receiptRef }: Received,
): Promise<{ attemptOf: Attempt; change: Statement | null } | null> {
  const known = await findByRef(deps, [attempt.rail], ref);
  if (known !== null) return isSettled(known) ? null : { attemptOf: known, change: null };
  const asked = await findAttempt(deps, attempt.id);
  if (asked === null) throw new RangeError(`no attempt ${attempt.id}`);
  if (asked.gatewayRef === null && !isSettled(asked)) return { attemptOf: asked, change: null };
  const now = deps.clock();
  const own: Attempt = { ...asked, id: deps.ids(), gatewayRef: ref, state: "succeeded" };
  return {
    attemptOf: own,
    change: insertAttempt({
      ...own,
      receiptRef,
      createdAt: now,
      concludedAt: now,
      nextCheckAt: null,
    }),
  };
}
