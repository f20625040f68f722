import type { YookassaPayment, YookassaRefund } from "./model.ts";
import type { GatewayWorld } from "./world.ts";
import type { YookassaDesk } from "./yookassa-desk.ts";

/** Payments and refunds as YooKassa's JSON shows them. */
export interface YookassaObjects {
  readonly payment: (payment: YookassaPayment) => { readonly id: string };
  readonly refund: (refund: YookassaRefund) => { readonly id: string };
}

export function yookassaObjects(world: GatewayWorld, desk: YookassaDesk): YookassaObjects {
  function payment(one: YookassaPayment) {
    const paid = one.status === "succeeded" || one.status === "waiting_for_capture";
    const succeeded = one.status === "succeeded";
    return {
      id: one.id,
      status: one.status,
      amount: money(one.amount),
      ...(succeeded && { income_amount: money(one.amount - feeOf(one)) }),
      ...(one.description !== null && { description: one.description }),
      recipient: { account_id: one.merchant, gateway_id: "2000000" },
      ...(paid && { payment_method: methodOf(one) }),
      ...(one.capturedAt !== null && { captured_at: iso(one.capturedAt) }),
      created_at: iso(one.createdAt),
      ...(one.status === "pending" && { confirmation: confirmationOf(one) }),
      test: world.rules.testShop,
      ...(succeeded && { refunded_amount: money(desk.refunded(one)) }),
      paid,
      refundable: succeeded && desk.remaining(one) > 0,
      metadata: one.metadata,
      ...(one.canceled && { cancellation_details: one.canceled }),
      ...(one.hasReceipt && { receipt_registration: succeeded ? "succeeded" : "pending" }),
    };
  }

  return { payment, refund: refundObject };
}

function refundObject(one: YookassaRefund) {
  return {
    id: one.id,
    status: one.status,
    ...(one.status === "canceled" && {
      cancellation_details: { party: "yoo_money", reason: "insufficient_funds" },
    }),
    amount: money(one.amount),
    created_at: iso(one.createdAt),
    payment_id: one.paymentId,
  };
}

/** Where a person pays: also what the sandbox's QR leads to, so that any camera gets there. */
export function pageOf({ origin, id }: YookassaPayment): string {
  return `${origin}/yookassa/pay/${id}`;
}

function confirmationOf(one: YookassaPayment): object {
  const { type, returnUrl } = one.confirmation;
  if (type === "qr") return { type, confirmation_data: pageOf(one) };
  return { type, return_url: returnUrl, confirmation_url: pageOf(one) };
}

function methodOf(one: YookassaPayment): object {
  if (one.method === "sbp") return { type: "sbp", id: one.id, saved: false, title: "СБП" };
  const card = { first6: "555555", last4: "4477", expiry_month: "12", expiry_year: "2030" };
  const rest = { saved: false, title: "Bank card *4477" };
  return { type: "bank_card", id: one.id, card: { ...card, card_type: "Mir" }, ...rest };
}

/** 3.5 % of a card, 0.7 % of SBP, in whole kopecks. */
function feeOf({ amount, method }: YookassaPayment): number {
  return Math.floor((amount * (method === "sbp" ? 7 : 35)) / 1000);
}

const iso = (at: number): string => new Date(at).toISOString();

function money(kopecks: number): { value: string; currency: "RUB" } {
  const digits = String(kopecks).padStart(3, "0");
  return { value: `${digits.slice(0, -2)}.${digits.slice(-2)}`, currency: "RUB" };
}
