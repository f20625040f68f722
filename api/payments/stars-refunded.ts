import { type Context, systemContext } from "../core/context.ts";
import { systemPermit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import type { Deps } from "../deps.ts";
import { alarm } from "./alarm.ts";
import { findByRef } from "./attempt-row.ts";
import { endRefund, findPendingRefund, findRefund } from "./conclude-refund.ts";
import { askRefund } from "./refund-attempt.ts";

/** Telegram's message that Stars went back (BIL §3.3). @throws {Refusal} `not_found` */
export async function telegramRefunded(
  { deps, caller }: Context,
  { telegramChargeId }: { readonly telegramChargeId: string },
): Promise<void> {
  if (caller.bot !== "owner") throw new Refusal("not_found");
  await starsWentBack(deps, telegramChargeId);
}

/**
 * Stars of a payment are with the person again: our refund is done, or Telegram gave them back by itself and the books follow.
 * Safe to repeat.
 */
export async function starsWentBack(deps: Deps, chargeId: string): Promise<void> {
  const attempt = await findByRef(deps, ["stars"], chargeId);
  if (attempt === null) {
    deps.log("warn", { event: "unknown_stars_refund" });
    return;
  }
  const acting = systemContext(deps, "gateway:stars");
  const pending = await findPendingRefund(deps, attempt.id);
  if (pending !== null) return endRefund(acting, systemPermit(), pending, { state: "done" });
  if (attempt.state !== "succeeded") return;
  try {
    const { refundId } = await askRefund(acting, systemPermit(), {
      orgId: attempt.orgId,
      attemptId: attempt.id,
      amount: attempt.amount,
      reason: "telegram",
    });
    const asked = await findRefund(deps, refundId);
    if (asked !== null) await endRefund(acting, systemPermit(), asked, { state: "done" });
  } catch (error) {
    // What it paid for is used up: a person has to decide.
    if (!(error instanceof Refusal) || error.code !== "refund_too_large") throw error;
    await alarm(deps, attempt, {
      about: "payment_alarm",
      reason: "Stars went back, the money is spent",
    });
  }
}
