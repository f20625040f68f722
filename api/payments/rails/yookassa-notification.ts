import * as z from "zod";

const notification = z.object({
  type: z.literal("notification"),
  event: z.string(),
  object: z.object({
    id: z.string().min(1).max(64),
    payment_id: z.string().min(1).max(64).nullish(),
    metadata: z
      .object({ attempt_id: z.string().max(64).nullish() })
      .nullish()
      .catch(null),
  }),
});

/** What a notification says, which is only where to look. */
export interface YookassaNotice {
  readonly event: string;
  readonly about: "payment" | "refund";
  readonly id: string;
  /** The payment itself, or the one that was refunded. */
  readonly paymentId: string | null;
  /** Whose payment it says it is; null when it does not say. */
  readonly attemptId: string | null;
}

/**
 * Reads a webhook's JSON; null for what is none. It is not signed: whoever sent it, only `get` or `getRefund` tells the truth.
 */
export function readYookassaNotice(body: unknown): YookassaNotice | null {
  const read = notification.safeParse(body).data;
  if (!read) return null;
  const { event, object } = read;
  const common = { event, id: object.id, attemptId: object.metadata?.attempt_id ?? null };
  if (event.startsWith("payment.")) return { ...common, about: "payment", paymentId: object.id };
  if (!event.startsWith("refund.")) return null;
  return { ...common, about: "refund", paymentId: object.payment_id ?? null };
}
