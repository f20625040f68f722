import * as z from "zod";
import { currency, rail } from "../billing/schemas.ts";

const amount = z.int();
const instant = z.int();

const attemptState = z.enum([
  "created",
  "pending",
  "succeeded",
  "failed",
  "expired",
  "canceled_gateway",
  "canceled_local",
  "refunding",
  "refunded",
]);

export const orderParam = z.object({ id: z.uuid() });
export const attemptParam = z.object({ id: z.uuid() });
/** A command that needs to say nothing. */
export const emptyInput = z.object({});
export const payInput = z.object({ rail });

/** What a bot puts into `sendInvoice`; `prices` are kopecks, or whole Stars for `XTR`. */
export const invoice = z.object({
  title: z.string(),
  description: z.string(),
  payload: z.string(),
  currency: z.string(),
  prices: z.array(z.object({ label: z.string(), amount })),
  startParameter: z.string(),
  providerToken: z.string().optional(),
  needEmail: z.boolean().optional(),
  providerData: z.record(z.string(), z.unknown()).optional(),
});

/** How the payer goes on. `paid`: there is nothing to do any more. */
export const payAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("paid") }),
  z.object({ kind: z.literal("redirect"), attemptId: z.string(), url: z.string() }),
  /** `qr`: text to draw; `url`: the same for people on a phone, when there is one. */
  z.object({
    kind: z.literal("qr"),
    attemptId: z.string(),
    url: z.string().nullable(),
    qr: z.string(),
  }),
  z.object({ kind: z.literal("document"), documentId: z.string() }),
  z.object({ kind: z.literal("invoice"), attemptId: z.string(), invoice }),
]);
export type PayAnswer = z.infer<typeof payAnswer>;
export type InvoiceFacts = z.infer<typeof invoice>;

export const attemptView = z.object({
  id: z.string(),
  orderId: z.string(),
  orderNumber: z.int(),
  orderState: z.string(),
  rail,
  state: attemptState,
  amount,
  currency,
  /** Number the bank gives the payer. */
  receiptRef: z.string().nullable(),
  /** The money may have left the payer and we do not know the end; we write at the latest at `until`. */
  underReview: z.boolean(),
  until: instant,
  createdAt: instant,
  concludedAt: instant.nullable(),
});
export type AttemptView = z.infer<typeof attemptView>;

export const attemptsQuery = z.object({ orderId: z.uuid() });
export const attemptsPage = z.object({ attempts: z.array(attemptView) });

const money = z.object({
  /** ISO 4217, or XTR. */
  currency: z.string().max(8),
  totalAmount: z.int().positive(),
  payload: z.string().max(128),
});
export const preCheckoutInput = money;
/** A refusal is an error with its code. */
export const preCheckoutAnswer = z.object({ ok: z.literal(true) });
export const telegramPaidInput = money.extend({
  telegramChargeId: z.string().min(1).max(256),
  providerChargeId: z.string().max(256),
});
export const telegramRefundedInput = money.extend({
  telegramChargeId: z.string().min(1).max(256),
});
export const done = z.object({ done: z.literal(true) });
