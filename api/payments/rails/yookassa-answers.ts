import * as z from "zod";
import type { PayBy, PaymentState } from "./outcome.ts";
import { yookassaMoney } from "./yookassa-money.ts";

/** A payment as YooKassa keeps it, in our words. */
export interface YookassaPayment {
  readonly id: string;
  readonly state: PaymentState;
  /** Kopecks the payment was made for, whatever became of it. */
  readonly amount: number;
  /** Where the buyer goes; null when there is nothing left to do. */
  readonly pay: PayBy | null;
  /** From the metadata; null for a payment that is not of our making. */
  readonly attemptId: string | null;
  /** Epoch ms. */
  readonly createdAt: number;
  /** Made in a test shop: no money. */
  readonly test: boolean;
}

export interface YookassaRefund {
  readonly id: string;
  readonly paymentId: string;
  /** `pending`: ask again; the other two are final. */
  readonly state: "pending" | "succeeded" | "canceled";
  /** Why it was canceled. */
  readonly reason: string | null;
  /** Kopecks. */
  readonly amount: number;
}

const why = z
  .object({ reason: z.string() })
  .nullish()
  .catch(null)
  .transform((details) => details?.reason ?? null);

const method = z
  .object({
    type: z.string(),
    card: z.object({ first6: z.string().nullish(), last4: z.string() }).nullish(),
  })
  .nullish()
  .catch(null);

const raw = z.object({
  id: z.string().min(1),
  status: z.enum(["pending", "waiting_for_capture", "succeeded", "canceled"]),
  amount: yookassaMoney,
  income_amount: yookassaMoney.nullish().catch(null),
  refunded_amount: yookassaMoney.nullish(),
  confirmation: z
    .object({
      type: z.string(),
      confirmation_url: z.string().nullish(),
      confirmation_data: z.string().nullish(),
    })
    .nullish()
    .catch(null),
  cancellation_details: why,
  payment_method: method,
  metadata: z.record(z.string(), z.unknown()).nullish().catch(null),
  created_at: z.iso.datetime({ offset: true }).transform(Date.parse),
  test: z.boolean().nullish().catch(null),
});
type RawPayment = z.infer<typeof raw>;

export const yookassaPayment = raw.transform((payment): YookassaPayment => {
  const attempt = payment.metadata?.["attempt_id"];
  return {
    id: payment.id,
    state: stateOf(payment),
    amount: payment.amount,
    pay: payment.status === "pending" ? payBy(payment.confirmation) : null,
    attemptId: typeof attempt === "string" ? attempt : null,
    createdAt: payment.created_at,
    test: payment.test ?? false,
  };
});

function stateOf(payment: RawPayment): PaymentState {
  if (payment.status === "pending") return { state: "pending" };
  if (payment.status === "waiting_for_capture") return { state: "in_bank" };
  if (payment.status === "canceled") return canceled(payment.cancellation_details ?? "canceled");
  const income = payment.income_amount ?? null;
  return {
    state: "paid",
    ref: payment.id,
    amount: payment.amount,
    fee: income === null ? null : payment.amount - income,
    refunded: payment.refunded_amount ?? 0,
    payer: payerOf(payment.payment_method),
  };
}

/** `expired_on_confirmation` is the buyer's silence; everything else is a no of somebody. */
function canceled(reason: string): PaymentState {
  if (reason === "expired_on_confirmation") return { state: "expired" };
  return { state: "failed", reason };
}

function payerOf(by: RawPayment["payment_method"]): string | null {
  if (by?.card) return `${by.card.first6 ?? "******"}******${by.card.last4}`;
  return by?.type ?? null;
}

function payBy(confirmation: RawPayment["confirmation"]): PayBy | null {
  if (confirmation?.confirmation_url) return { by: "page", url: confirmation.confirmation_url };
  if (confirmation?.confirmation_data) return { by: "qr", data: confirmation.confirmation_data };
  return null;
}

export const yookassaPayments = z
  .object({ items: z.array(yookassaPayment), next_cursor: z.string().nullish() })
  .transform(({ items, next_cursor }) => ({ items, next: next_cursor || null }));

export const yookassaRefund = z
  .object({
    id: z.string().min(1),
    payment_id: z.string().min(1),
    status: z.enum(["pending", "succeeded", "canceled"]),
    amount: yookassaMoney,
    cancellation_details: why,
  })
  .transform((refund): YookassaRefund => ({
    id: refund.id,
    paymentId: refund.payment_id,
    state: refund.status,
    reason: refund.cancellation_details,
    amount: refund.amount,
  }));
