import { changeBooks } from "../billing/change-books.ts";
import type { LoadedBooks } from "../billing/load-books.ts";
import type { Acting, Context } from "../core/context.ts";
import { operatorPermit, type Permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import type { Deps } from "../deps.ts";
import type { Confirmed } from "../security/confirm.ts";
import { type Attempt, findAttempt, type Rail } from "./attempt-row.ts";
import { concludeRefund } from "./conclude-refund.ts";
import { askPart, type RefundSource } from "./refund-part.ts";
import { attemptAfter } from "./rules/attempts.ts";

export interface AskedRefund {
  readonly refundId: string;
  /** `manual`: this rail cannot be told to give money back; a person does it and then says so (`endManualRefund`). */
  readonly how: "gateway" | "manual";
}

/** Asked when nothing but the write is left. @throws {Refusal} `confirmation_needed` */
export type ConfirmRefund = (attempt: Attempt) => Promise<Confirmed | undefined>;

/** How soon a refund without an answer is looked at, ms. */
const soon = 60_000;

/** Rails that give money back when they are asked to (BIL §3.1: Zarinpal's way needs a person). */
export const refundsItself = (rail: Rail): boolean =>
  rail === "yookassa_card" || rail === "yookassa_sbp" || rail === "stars";

/**
 * Gives money of a payment back, in part or whole, at most what was paid (BIL I10). What waits in the wallet goes first when the
 * order was paid by another payment, or was smaller than this one; else the order is given back. It is over when the gateway confirms.
 * @param amount minor units
 * @throws {Refusal} `not_found`; `refund_too_large`; `stale` while another refund of the payment is under way
 */
export async function refundAttempt(
  acting: Context,
  orgId: string,
  attemptId: string,
  amount: number,
  reason: string,
  confirm?: ConfirmRefund,
): Promise<AskedRefund> {
  const asked = await askRefund(acting, operatorPermit(acting), {
    orgId,
    attemptId,
    amount,
    reason,
    confirm,
  });
  if (asked.how === "gateway") await concludeRefund(acting.deps, asked.refundId);
  return asked;
}

export function askRefund(
  acting: Acting,
  permit: Permit,
  wanted: {
    readonly orgId: string;
    readonly attemptId: string;
    readonly amount: number;
    readonly reason: string;
    readonly confirm?: ConfirmRefund | undefined;
  },
): Promise<AskedRefund> {
  const { deps } = acting;
  const { orgId, attemptId, amount, reason } = wanted;
  return changeBooks<AskedRefund>(acting, orgId, async (loaded) => {
    const attempt = await findAttempt(deps, attemptId);
    if (attempt?.orgId !== orgId) throw new Refusal("not_found");
    if (attemptAfter(attempt.state, "refund_asked") === null)
      throw new Refusal(attempt.state === "refunding" ? "stale" : "refund_too_large");
    const before = await givenBack(deps, attempt);
    const isWhole = amount === attempt.amount;
    const fits =
      Number.isSafeInteger(amount) && amount > 0 && before.attempt + amount <= attempt.amount;
    if (!fits || (attempt.rail === "stars" && !isWhole))
      throw new Refusal("refund_too_large", { left: attempt.amount - before.attempt });
    const order = loaded.books.orders.find(({ id }) => id === attempt.orderId);
    if (order === undefined) throw new Refusal("not_found");
    const id = deps.ids();
    const now = loaded.books.now;
    const isAsked = refundsItself(attempt.rail);
    const part = askPart(
      loaded,
      attempt,
      {
        orgId,
        id,
        attemptId,
        amount,
        reason,
        state: "pending",
        gatewayRef: null,
        createdAt: now,
        requestedBy: "actor" in acting ? acting.actor : `telegram:${acting.caller.telegramUserId}`,
        nextCheckAt: isAsked ? now + soon : null,
      },
      { source: sourceOf(loaded, attempt, before, amount), order, before: before.order },
    );
    const step = await wanted.confirm?.(attempt);
    return {
      ...part,
      statements: [...(step?.statements ?? []), ...(part.statements ?? [])],
      audit: [...part.audit, ...(step?.audit ?? [])],
      permit,
      answer: { refundId: id, how: isAsked ? "gateway" : "manual" },
    };
  });
}

interface GivenBack {
  readonly attempt: number;
  /** Of the order, without what came from the wallet. */
  readonly order: number;
  /** Payments of the order that still count. */
  readonly payments: number;
}

async function givenBack({ db }: Deps, { orgId, id, orderId }: Attempt): Promise<GivenBack> {
  const [own, sale, payments] = await db.read([
    {
      sql: "select coalesce(sum(amount), 0) from refunds where org_id = ? and attempt_id = ? and state <> 'failed'",
      params: [orgId, id],
    },
    {
      sql: `select coalesce(sum(r.amount), 0) from refunds r
          join attempts t on t.org_id = r.org_id and t.id = r.attempt_id
        where r.org_id = ? and t.order_id = ? and r.state <> 'failed' and ${isOfSale("r")}`,
      params: [orgId, orderId],
    },
    {
      sql: "select count(*) from attempts where org_id = ? and order_id = ? and state in ('succeeded', 'refunding')",
      params: [orgId, orderId],
    },
  ]);
  const first = (result: typeof own): number => Number(result?.rows[0]?.[0] ?? 0);
  return { attempt: first(own), order: first(sale), payments: first(payments) };
}

/** SQL: whether a refund undid a sale; then its asking debited revenue or VAT, not the wallet. */
export const isOfSale = (refund: string): string =>
  `exists (select 1 from ledger_entries e where e.org_id = ${refund}.org_id
    and e.transaction_id = 'refund:' || ${refund}.id and e.account in ('revenue', 'vat'))`;

/** @throws {Refusal} `refund_too_large` when the money has been spent on something else */
function sourceOf(
  { books }: LoadedBooks,
  attempt: Attempt,
  before: GivenBack,
  amount: number,
): RefundSource {
  const order = books.orders.find(({ id }) => id === attempt.orderId);
  const isSold = order?.state === "paid" || order?.state === "part_refunded";
  const canUndo = isSold && before.order + amount <= order.total;
  const hasMoney = books.wallet >= amount;
  // What it brought beyond its order's sum was never spent on the order.
  const isRest = before.attempt + amount <= attempt.amount - (order?.total ?? 0);
  if (hasMoney && (before.payments > 1 || isRest || !canUndo)) return "wallet";
  if (canUndo) return "order";
  throw new Refusal("refund_too_large", { left: books.wallet });
}
