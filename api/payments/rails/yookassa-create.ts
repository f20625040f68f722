import { toYookassaMoney } from "./yookassa-money.ts";

export interface YookassaOrder {
  /** Also the Idempotence-Key and `metadata.attempt_id`: at most 64 characters. */
  readonly attemptId: string;
  /** Kopecks. */
  readonly amount: number;
  readonly method: "card" | "sbp";
  /** Card: always YooKassa's page. SBP: a QR to draw ourselves unless the page is asked for. */
  readonly confirmation?: "page" | "qr";
  /** Cut after 128 characters. */
  readonly description: string;
  readonly returnUrl: string;
  /** At most 15 more, values at most 512 characters. */
  readonly metadata: Readonly<Record<string, string>>;
  /** null: no receipt is due, or the shop is not fiscal. Its lines must add up to `amount`. */
  readonly receipt: YookassaReceipt | null;
}

/** A till receipt (54-FZ) YooKassa sends on our behalf. */
export interface YookassaReceipt {
  /** An email address is needed for receipts by YooKassa. */
  readonly email: string;
  readonly lines: readonly {
    /** Cut after 128 characters. */
    readonly description: string;
    readonly quantity: number;
    /** Kopecks of ONE unit, as the format wants it: Σ quantity × unitAmount = amount. */
    readonly unitAmount: number;
    /** 1 none … 11 22 %, 12 22/122: dated configuration, see BIL 3.2. */
    readonly vatCode: number;
  }[];
}

/** The body of POST /payments. @throws {RangeError} for amounts, or a receipt that does not add up */
export function createBody(order: YookassaOrder): object {
  return {
    amount: toYookassaMoney(order.amount),
    capture: true,
    description: order.description.slice(0, 128),
    payment_method_data: { type: order.method === "sbp" ? "sbp" : "bank_card" },
    confirmation: confirmation(order),
    metadata: { ...order.metadata, attempt_id: order.attemptId },
    ...(order.receipt && { receipt: receiptBody(order.receipt, order.amount) }),
  };
}

function confirmation({ method, confirmation: wanted, returnUrl }: YookassaOrder): object {
  if (method === "sbp" && wanted !== "page") return { type: "qr" };
  return { type: "redirect", return_url: returnUrl };
}

function receiptBody({ email, lines }: YookassaReceipt, amount: number): object {
  const sum = lines.reduce((total, line) => total + line.quantity * line.unitAmount, 0);
  if (sum !== amount) throw new RangeError("The lines of a receipt add up to the payment");
  return {
    customer: { email },
    items: lines.map((line) => ({
      description: line.description.slice(0, 128),
      quantity: line.quantity,
      amount: toYookassaMoney(line.unitAmount),
      vat_code: line.vatCode,
      payment_subject: "service",
      payment_mode: "full_payment",
      measure: "piece",
    })),
  };
}
