import { errorFields } from "../core/log.ts";
import type { Deps } from "../deps.ts";
import { findAttempt, findByRef } from "./attempt-row.ts";
import { lookNow } from "./bookkeeping.ts";
import { actOn, concludeAttempt } from "./conclude-attempt.ts";
import { concludeRefund, findPendingRefund } from "./conclude-refund.ts";
import { yookassaFinding } from "./look-at-gateway.ts";
import { isYookassaAddress } from "./rails/yookassa-ips.ts";
import { readYookassaNotice } from "./rails/yookassa-notification.ts";

const rails = ["yookassa_card", "yookassa_sbp"] as const;

/**
 * A notification of YooKassa. It carries no signature, so it only says where to look: the payment itself is asked for, whoever
 * sent it. Only trouble with our own database makes YooKassa come again.
 * @param address the sender's as the platform saw it; null where the platform does not say
 * @returns `refused` for what is no notification, or not from YooKassa
 */
export async function hearYookassa(
  deps: Deps,
  said: unknown,
  address: string | null,
): Promise<"heard" | "refused"> {
  const notice = readYookassaNotice(said);
  if (notice === null || (address !== null && !isYookassaAddress(address))) {
    deps.log("warn", { event: "webhook_refused", from_yookassa: address === null ? null : false });
    return "refused";
  }
  if (notice.paymentId === null) return "heard";
  const attempt = await findByRef(deps, rails, notice.paymentId);
  try {
    if (attempt === null) await adopt(deps, notice.paymentId, notice.attemptId);
    else await concludeAttempt(deps, attempt.id, "notified");
    const refund =
      attempt && notice.about === "refund" ? await findPendingRefund(deps, attempt.id) : null;
    if (refund !== null) await concludeRefund(deps, refund.id);
  } catch (error) {
    deps.log("error", { event: "webhook_failed", ...errorFields(error) });
    // Without a database this throws too, and YooKassa comes again.
    if (attempt !== null) await lookNow(deps, attempt.id);
  }
  return "heard";
}

/**
 * A payment we have not noted: its making was never answered, or it is of somebody else who uses the same shop. The gateway is
 * asked only about what names an attempt of ours: nobody makes us ask it for nothing.
 */
async function adopt(deps: Deps, paymentId: string, said: string | null): Promise<void> {
  if (said === null || (await findAttempt(deps, said)) === null) {
    deps.log("warn", { event: "webhook_unknown_payment", answered: null });
    return;
  }
  const asked = await deps.rails.yookassa?.get(paymentId);
  const payment = asked?.kind === "ok" ? asked.value : null;
  const attempt = await findAttempt(deps, payment?.attemptId ?? "");
  if (payment === null || attempt === null) {
    deps.log("warn", { event: "webhook_unknown_payment", answered: asked?.kind ?? null });
    return;
  }
  const finding = yookassaFinding(payment, attempt);
  // Another payment of an attempt that has its own: only money counts.
  if (attempt.gatewayRef === null || finding.kind === "paid") await actOn(deps, attempt, finding);
}
