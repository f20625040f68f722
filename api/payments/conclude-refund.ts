import type { Cell } from "../../db/client/port.ts";
import { changeBooks } from "../billing/change-books.ts";
import type { Entry } from "../billing/rules/types.ts";
import { type Acting, type Context, systemContext } from "../core/context.ts";
import { operatorPermit, type Permit, systemPermit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import type { Deps } from "../deps.ts";
import { alarm } from "./alarm.ts";
import { type Attempt, findAttempt } from "./attempt-row.ts";
import { lookAtRefund, noteRefundRef } from "./bookkeeping.ts";
import type { YookassaRefund } from "./rails/yookassa-answers.ts";
import { isOfSale, refundsItself } from "./refund-attempt.ts";
import { donePart, failedPart, type Refund } from "./refund-part.ts";

const hour = 3_600_000;
/** YooKassa forgets a key after 24 h: then only the payment's own sum of refunds tells (BIL §3.2). */
const keyLives = 23 * hour;

type Ending =
  | { readonly state: "done" }
  | { readonly state: "failed"; readonly why: string }
  | null;

/**
 * Asks the gateway to give a refund's money back, or how it stands, and books its end. Safe to repeat: the refund's id is its key.
 */
export async function concludeRefund(deps: Deps, refundId: string): Promise<void> {
  const refund = await findRefund(deps, refundId);
  if (refund === null || refund.state !== "pending") return;
  const attempt = await findAttempt(deps, refund.attemptId);
  if (attempt === null || !refundsItself(attempt.rail)) return;
  const ending =
    attempt.rail === "stars"
      ? await askStars(deps, attempt)
      : await askYookassa(deps, attempt, refund);
  if (ending !== null)
    return endRefund(
      systemContext(deps, `gateway:${attempt.rail}`),
      systemPermit(),
      refund,
      ending,
    );
  const now = deps.clock();
  await lookAtRefund(deps, refundId, now + pauseAfter(now - refund.createdAt));
}

/** Often at first, then every hour: a bank takes days now and then. */
const pauseAfter = (age: number): number => Math.min(Math.max(age, 60_000), hour);

async function askYookassa(deps: Deps, attempt: Attempt, refund: Refund): Promise<Ending> {
  const { yookassa } = deps.rails;
  const { gatewayRef: paymentId } = attempt;
  if (yookassa === null || paymentId === null) return null;
  if (refund.gatewayRef === null && deps.clock() - refund.createdAt > keyLives)
    return askPayment(deps, attempt, refund);
  const asked =
    refund.gatewayRef === null
      ? await yookassa.refund({ refundId: refund.id, paymentId, amount: refund.amount })
      : await yookassa.getRefund(refund.gatewayRef);
  if (asked.kind === "unknown") return null;
  if (asked.kind === "refused") {
    if (asked.class === "later") return null;
    if (asked.class === "config")
      await alarm(deps, attempt, {
        about: "gateway_settings",
        reason: `${asked.code} ${asked.detail}`,
      });
    return asked.class === "final" ? { state: "failed", why: asked.code } : null;
  }
  return endOf(deps, refund, asked.value);
}

async function endOf(deps: Deps, refund: Refund, told: YookassaRefund): Promise<Ending> {
  if (told.amount !== refund.amount) return null;
  if (told.state === "succeeded") return { state: "done" };
  if (told.state === "canceled") return { state: "failed", why: told.reason ?? "canceled" };
  await noteRefundRef(deps, refund.id, told.id);
  return null;
}

/** The key is forgotten and the answer was lost: the payment says how much of it went back. */
async function askPayment(deps: Deps, attempt: Attempt, refund: Refund): Promise<Ending> {
  const asked = await deps.rails.yookassa?.get(attempt.gatewayRef ?? "");
  if (asked?.kind !== "ok" || asked.value.state.state !== "paid") return null;
  const [known] = await deps.db.read([
    {
      sql: "select coalesce(sum(amount), 0) from refunds where attempt_id = ? and state = 'succeeded'",
      params: [attempt.id],
    },
  ]);
  const isIn = asked.value.state.refunded >= Number(known?.rows[0]?.[0] ?? 0) + refund.amount;
  return isIn ? { state: "done" } : { state: "failed", why: "never_made" };
}

async function askStars({ rails }: Deps, attempt: Attempt): Promise<Ending> {
  const userId = Number(attempt.receiptRef);
  if (rails.stars === null || attempt.gatewayRef === null || !(userId > 0)) return null;
  try {
    await rails.stars.till.refundStars(userId, attempt.gatewayRef);
    return { state: "done" };
  } catch {
    // Out of reach, or refused for now: the schedule asks again, and «already» is a success.
    return null;
  }
}

/** A person gave the money back by hand, or could not. @throws {Refusal} `not_found` */
export async function endManualRefund(
  acting: Context,
  refundId: string,
  ending: { readonly state: "done" } | { readonly state: "failed"; readonly why: string },
): Promise<void> {
  const permit = operatorPermit(acting);
  const refund = await findRefund(acting.deps, refundId);
  if (refund === null) throw new Refusal("not_found");
  await endRefund(acting, permit, refund, ending);
}

/** Books the end of a refund; what has ended stays as it is. */
export async function endRefund(
  acting: Acting,
  permit: Permit,
  refund: Refund,
  ending: NonNullable<Ending>,
): Promise<void> {
  const { deps } = acting;
  await changeBooks<null>(acting, refund.orgId, async (loaded) => {
    const now = await findRefund(deps, refund.id);
    const attempt = await findAttempt(deps, refund.attemptId);
    if (now === null || now.state !== "pending" || attempt === null) return { unchanged: null };
    const facts = await factsOf(deps, attempt, now);
    const order = facts.isOfSale
      ? (loaded.books.orders.find(({ id }) => id === attempt.orderId) ?? null)
      : null;
    const part =
      ending.state === "done"
        ? donePart(loaded, attempt, now, { order, ...facts })
        : failedPart(loaded, attempt, now, facts.asked, ending.why);
    return { ...part, permit, answer: null };
  });
}

async function factsOf({ db }: Deps, attempt: Attempt, refund: Refund) {
  const done = "r.state = 'succeeded' or r.id = ?";
  const [asked, own, sale] = await db.read([
    {
      sql: "select account, asset, amount from ledger_entries where org_id = ? and transaction_id = ?",
      params: [refund.orgId, `refund:${refund.id}`],
    },
    {
      sql: `select sum(r.amount) from refunds r where r.org_id = ? and r.attempt_id = ? and (${done})`,
      params: [attempt.orgId, attempt.id, refund.id],
    },
    {
      sql: `select coalesce(sum(r.amount), 0) from refunds r
          join attempts t on t.org_id = r.org_id and t.id = r.attempt_id
        where r.org_id = ? and t.order_id = ? and (${done}) and ${isOfSale("r")}`,
      params: [attempt.orgId, attempt.orderId, refund.id],
    },
  ]);
  const entries = (asked?.rows ?? []).map(([account, asset, amount]): Entry => ({
    account: String(account),
    asset: asset as Entry["asset"],
    amount: Number(amount),
  }));
  return {
    asked: entries,
    isOfSale: entries.some(({ account }) => account === "revenue" || account === "vat"),
    attemptRefunded: Number(own?.rows[0]?.[0] ?? 0),
    orderRefunded: Number(sale?.rows[0]?.[0] ?? 0),
  };
}

const columns = "org_id, id, attempt_id, amount, state, gateway_ref, reason, created_at";

export async function findRefund(deps: Pick<Deps, "db">, id: string): Promise<Refund | null> {
  const [found] = await deps.db.read([
    { sql: `select ${columns} from refunds where id = ?`, params: [id] },
  ]);
  const row = found?.rows[0];
  return row === undefined ? null : refundOf(row);
}

/** A refund that is under way. */
export async function findPendingRefund(
  deps: Pick<Deps, "db">,
  attemptId: string,
): Promise<Refund | null> {
  const [found] = await deps.db.read([
    {
      sql: `select ${columns} from refunds where attempt_id = ? and state = 'pending'`,
      params: [attemptId],
    },
  ]);
  const row = found?.rows[0];
  return row === undefined ? null : refundOf(row);
}

const refundOf = (row: readonly Cell[]): Refund => ({
  orgId: String(row[0]),
  id: String(row[1]),
  attemptId: String(row[2]),
  amount: Number(row[3]),
  state: row[4] as Refund["state"],
  gatewayRef: row[5] as string | null,
  reason: String(row[6]),
  createdAt: Number(row[7]),
});
