import { guardChanged } from "../../db/client/guard.ts";
import { DatabaseError } from "../../db/errors.ts";
import { loadBooks } from "../billing/load-books.ts";
import { commit } from "../core/commit.ts";
import type { Context } from "../core/context.ts";
import { selfPermit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { tellOperators } from "../billing/tell-operators.ts";
import { alarm, tellOnce } from "./alarm.ts";
import { type Attempt, findAttempt, isSettled } from "./attempt-row.ts";
import { isInTelegram, refuseState } from "./pay.ts";
import { settlePayment } from "./settle-payment.ts";

export interface TelegramMoney {
  /** ISO 4217, or XTR. */
  readonly currency: string;
  /** Minor units, or whole Stars. */
  readonly totalAmount: number;
  /** The attempt. */
  readonly payload: string;
}

/** While one payer is at it, others wait so long, ms: Telegram takes the money within seconds of our yes. */
const holdMs = 60_000;

/**
 * Whether a payment inside Telegram may go on: the order is open, the sum right, the payer one who pays for the organisation,
 * and nobody else paying it this minute (BIL §3.3, P6).
 * @throws {Refusal} `not_found`, `forbidden`, `already_paid`, `order_annulled`, `price_changed`, `stale`
 */
export async function preCheckout(ctx: Context, money: TelegramMoney): Promise<{ ok: true }> {
  const { deps, caller } = ctx;
  const attempt = await attemptOf(ctx, money);
  const { books, payers } = await loadBooks(deps, attempt.orgId);
  if (!payers.some(({ telegramUserId }) => telegramUserId === caller.telegramUserId))
    throw new Refusal("forbidden");
  const order = books.orders.find(({ id }) => id === attempt.orderId);
  if (order === undefined) throw new Refusal("not_found");
  refuseState(order);
  if (isSettled(attempt)) throw new Refusal("already_paid");
  if (attempt.state !== "created" && attempt.state !== "pending") throw new Refusal("stale");
  if (!isItsSum(attempt, money))
    throw new Refusal("price_changed", { total: attempt.amount, currency: attempt.currency });
  await hold(ctx, attempt);
  return { ok: true };
}

/** `hold:<Telegram user>:<until, ms>` in the attempt's `error`: it is nobody's error, and gone with the next word about it. */
async function hold(ctx: Context, attempt: Attempt): Promise<void> {
  const { deps, caller } = ctx;
  const now = deps.clock();
  const [, holder, until] = /^hold:(\d+):(\d+)$/.exec(attempt.error ?? "") ?? [];
  if (holder !== undefined && Number(holder) !== caller.telegramUserId && Number(until) > now)
    throw new Refusal("stale");
  try {
    await commit(
      { ...ctx, command: null },
      {
        permit: selfPermit(),
        statements: [
          {
            sql: `update attempts set state = 'pending', error = ? where id = ? and state in ('created', 'pending')
              and error is ?`,
            params: [`hold:${caller.telegramUserId}:${now + holdMs}`, attempt.id, attempt.error],
          },
          guardChanged(),
        ],
        audit: [
          {
            orgId: attempt.orgId,
            action: "attempt.pre_checkout",
            subject: `attempt:${attempt.id}`,
          },
        ],
        answer: null,
      },
    );
  } catch (error) {
    if (error instanceof DatabaseError && error.kind === "guard") throw new Refusal("stale");
    throw error;
  }
}

/**
 * Telegram has taken the money: the only truth about it. Credited once per charge, whoever paid and whatever became of the
 * order (P2, P5). A sum that is not the attempt's, or for nothing of ours, is not booked: the operator looks at it.
 */
export async function telegramPaid(
  ctx: Context,
  money: TelegramMoney & { readonly telegramChargeId: string; readonly providerChargeId: string },
): Promise<void> {
  const attempt = await findAttempt(ctx.deps, money.payload);
  if (attempt === null || !isInTelegram(attempt.rail)) return unknownMoney(ctx, money);
  if (!isItsSum(attempt, money))
    return alarm(ctx.deps, attempt, {
      about: "payment_alarm",
      reason: `${money.telegramChargeId}: ${money.totalAmount} ${money.currency}`,
    });
  const isStars = attempt.rail === "stars";
  await settlePayment(ctx.deps, {
    attempt,
    ref: money.telegramChargeId,
    // Stars go back to the person who gave them: that is what a refund has to know.
    receiptRef: isStars ? String(ctx.caller.telegramUserId) : money.providerChargeId || null,
  });
}

/** Telegram would tell us again for ever: it is noted once, and a person looks for it in Telegram's till. */
async function unknownMoney(
  { deps }: Context,
  money: TelegramMoney & { readonly telegramChargeId: string },
): Promise<void> {
  const { telegramChargeId: charge, totalAmount, currency } = money;
  deps.log("error", { event: "payment_unknown", rail: "telegram" });
  await tellOnce(
    deps,
    {
      orgId: null,
      action: "payment.unknown",
      subject: `charge:${charge}`,
      after: { totalAmount, currency },
    },
    await tellOperators(deps, {
      about: "payment_alarm",
      orgId: null,
      text: `${charge} · ${totalAmount} ${currency}`,
      key: `payment_unknown:${charge}`,
    }),
  );
}

const isItsSum = (attempt: Attempt, { currency, totalAmount }: TelegramMoney): boolean =>
  attempt.rail === "stars"
    ? currency === "XTR" && totalAmount === attempt.stars
    : currency === attempt.currency && totalAmount === attempt.amount;

async function attemptOf({ deps, caller }: Context, { payload }: TelegramMoney): Promise<Attempt> {
  const attempt = await findAttempt(deps, payload);
  if (attempt === null || !isInTelegram(attempt.rail) || caller.bot !== "owner")
    throw new Refusal("not_found");
  return attempt;
}

/** What the sweep of Stars does for a payment whose message never came. */
export const starsPaid = (
  deps: Context["deps"],
  attempt: Attempt,
  charge: { readonly id: string; readonly userId: number | null },
): Promise<void> =>
  settlePayment(deps, {
    attempt,
    ref: charge.id,
    receiptRef: charge.userId === null ? null : String(charge.userId),
  });
