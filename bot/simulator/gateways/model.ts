export type Rail = "zarinpal" | "yookassa";

/** One movement of money; sums are rials or kopecks. All sums of the ledger are sums of these. */
export interface Movement {
  readonly at: number;
  readonly rail: Rail;
  readonly merchant: string;
  readonly payment: string;
  /** hold: buyer → gateway · capture: gateway → merchant · return: gateway → buyer · refund: merchant → buyer */
  readonly kind: "hold" | "capture" | "return" | "refund";
  readonly amount: number;
}

export interface ZarinpalPayment {
  readonly authority: string;
  readonly merchant: string;
  /** As given, in `currency`: what verify has to name. */
  amount: number;
  readonly currency: "IRR" | "IRT";
  readonly callbackUrl: string;
  readonly description: string;
  readonly orderId: string | null;
  readonly autoVerify: boolean;
  readonly createdAt: number;
  status: "IN_BANK" | "PAID" | "VERIFIED" | "FAILED" | "REVERSED";
  /** Rials the buyer paid, whatever is remembered later. */
  taken: number;
  paidAt: number | null;
  /** Given with the first verification, the same ever after. */
  refId: number | null;
}

export interface YookassaPayment {
  readonly id: string;
  readonly merchant: string;
  amount: number;
  readonly capture: boolean;
  readonly description: string | null;
  readonly method: "bank_card" | "sbp";
  readonly confirmation: { readonly type: "redirect" | "qr"; readonly returnUrl: string | null };
  readonly metadata: Readonly<Record<string, string>>;
  readonly hasReceipt: boolean;
  readonly createdAt: number;
  status: "pending" | "waiting_for_capture" | "succeeded" | "canceled";
  canceled: { readonly party: string; readonly reason: string } | null;
  paidAt: number | null;
  capturedAt: number | null;
  /** Origin the payment was opened at: its page is there. */
  readonly origin: string;
}

export interface YookassaRefund {
  readonly id: string;
  readonly merchant: string;
  readonly paymentId: string;
  readonly amount: number;
  readonly createdAt: number;
  status: "pending" | "succeeded" | "canceled";
  /** What a pending one becomes a minute later. */
  readonly ends: "succeeded" | "canceled";
}

/** A POST whose key is remembered. */
export interface KnownKey {
  readonly at: number;
  readonly body: string;
  readonly id: string;
}
