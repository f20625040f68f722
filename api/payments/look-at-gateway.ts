import type { Deps } from "../deps.ts";
import type { Attempt } from "./attempt-row.ts";
import type { Outcome } from "./rails/outcome.ts";
import type { Yookassa } from "./rails/yookassa.ts";
import type { YookassaPayment } from "./rails/yookassa-answers.ts";
import type { Zarinpal } from "./rails/zarinpal.ts";
import { listed } from "./start-at-gateway.ts";

/**
 * Why the gateway is asked. Never believed, only heeded: `returned_ok` is what the payer's browser said, and then, while the
 * gateway does not answer, money may be gone.
 */
export type Hint = "returned_ok" | "returned" | "notified" | "asked" | "clock";

/** What the gateway itself says about an attempt. */
export type Finding =
  | {
      readonly kind: "paid";
      readonly ref: string;
      /** Minor units. */
      readonly amount: number;
      readonly receiptRef: string | null;
    }
  | {
      readonly kind: "over";
      readonly event: "failed" | "expired" | "canceled_gateway";
      readonly reason: string;
    }
  /** Not over yet. `mayBeGone`: the money may have left the payer. */
  | { readonly kind: "open"; readonly mayBeGone: boolean }
  /** No answer to be had now. `settings`: it refuses us ourselves. */
  | { readonly kind: "unknown"; readonly mayBeGone: boolean; readonly settings: string | null }
  /** Somebody plays with sums: nothing is booked. */
  | { readonly kind: "alarm"; readonly reason: string; readonly ref: string | null };

/** A payment nobody was ever shown is given up after so long, ms. */
const unseenFor = 3_600_000;

/** Asks the gateway what became of an attempt; changes nothing but Zarinpal's «verified». */
export function lookAtGateway(
  deps: Deps,
  attempt: Attempt,
  hint: Hint,
): Promise<readonly Finding[]> {
  const { zarinpal, yookassa } = deps.rails;
  if (attempt.rail === "zarinpal" && zarinpal !== null)
    return lookAtZarinpal(zarinpal, deps, attempt, hint).then((finding) => [finding]);
  if ((attempt.rail === "yookassa_card" || attempt.rail === "yookassa_sbp") && yookassa !== null)
    return lookAtYookassa(yookassa, deps, attempt, hint);
  return Promise.resolve([{ kind: "open", mayBeGone: false }]);
}

async function lookAtZarinpal(
  zarinpal: Zarinpal,
  { clock }: Deps,
  { gatewayRef: authority, amount, createdAt, underReviewAt }: Attempt,
  hint: Hint,
): Promise<Finding> {
  if (authority === null) return unseen(clock() - createdAt);
  const saysPaid = hint === "returned_ok" || underReviewAt !== null;
  if (hint === "returned_ok") {
    const verified = await verify(zarinpal, authority, amount, true);
    if (verified !== null) return verified;
  }
  const asked = await zarinpal.inquiry({ authority });
  if (asked.kind !== "ok") return notAnswered(asked, saysPaid);
  const { value } = asked;
  if (value.state === "to_verify")
    return (await verify(zarinpal, authority, amount, true)) ?? { kind: "open", mayBeGone: true };
  if (value.state === "failed") return { kind: "over", event: "failed", reason: value.reason };
  if (value.state === "reversed") return { kind: "over", event: "failed", reason: "reversed" };
  if (value.state === "expired") return { kind: "over", event: "expired", reason: "expired" };
  // Every session that waits is «in bank», and the address a payer comes back to can be typed: what Zarinpal itself calls
  // unpaid must open no lock (BIL P10).
  return { kind: "open", mayBeGone: false };
}

/** @returns null when there is no money to verify */
async function verify(
  zarinpal: Zarinpal,
  authority: string,
  amount: number,
  saysPaid: boolean,
): Promise<Finding | null> {
  const answer = await zarinpal.verify({ authority, amount });
  if (answer.kind !== "ok") return notAnswered(answer, saysPaid, authority);
  if (answer.value.state === "unpaid") return null;
  const { ref, amount: paid } = answer.value;
  return { kind: "paid", ref: authority, amount: paid, receiptRef: ref };
}

async function lookAtYookassa(
  yookassa: Yookassa,
  deps: Deps,
  attempt: Attempt,
  hint: Hint,
): Promise<readonly Finding[]> {
  if (attempt.gatewayRef !== null) {
    const asked = await yookassa.get(attempt.gatewayRef);
    // Who comes back, or is spoken of, has been at the bank; YooKassa does not tell us in the address what came of it.
    const mayBeGone = hint === "returned" || hint === "notified" || attempt.underReviewAt !== null;
    if (asked.kind !== "ok") return [notAnswered(asked, mayBeGone)];
    return [yookassaFinding(asked.value, attempt)];
  }
  const list = await listed(yookassa, attempt, deps);
  if (list.kind !== "ok") return [notAnswered(list, false)];
  if (list.value.length === 0) return [unseen(deps.clock() - attempt.createdAt)];
  return list.value.map((payment) => yookassaFinding(payment, attempt));
}

/** What a payment of YooKassa means for an attempt; one that is not for exactly its sum means an alarm (BIL P10). */
export function yookassaFinding(payment: YookassaPayment, attempt: Attempt): Finding {
  const { id, state, amount, attemptId } = payment;
  if (attemptId !== attempt.id || amount !== attempt.amount)
    return { kind: "alarm", reason: `${id}: ${amount} instead of ${attempt.amount}`, ref: id };
  if (state.state === "paid")
    return { kind: "paid", ref: id, amount: state.amount, receiptRef: id };
  if (state.state === "failed")
    return { kind: "over", event: "canceled_gateway", reason: state.reason };
  if (state.state === "expired") return { kind: "over", event: "expired", reason: "expired" };
  return { kind: "open", mayBeGone: state.state === "in_bank" };
}

function notAnswered(
  outcome: Exclude<Outcome<unknown>, { kind: "ok" }>,
  mayBeGone: boolean,
  ref: string | null = null,
): Finding {
  if (outcome.kind === "unknown") return { kind: "unknown", mayBeGone, settings: null };
  const said = `${outcome.code} ${outcome.detail}`.trim();
  if (outcome.class === "security") return { kind: "alarm", reason: said, ref };
  return { kind: "unknown", mayBeGone, settings: outcome.class === "config" ? said : null };
}

/** Nobody has its link: it cannot be paid. */
const unseen = (age: number): Finding =>
  age > unseenFor
    ? { kind: "over", event: "expired", reason: "never_opened" }
    : { kind: "open", mayBeGone: false };
