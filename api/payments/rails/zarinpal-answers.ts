import * as z from "zod";
import type { PaymentState } from "./outcome.ts";

/** How the `data` of one kind of answer is read once its code says success. */
export type Reading<T> = z.ZodType<T>;

/** Numbers come as numbers or as text, and one day they may not come at all. */
const rials = z.coerce.number().int().nonnegative();
const fee = rials.nullish().catch(null);
const authority = z.string().min(1);

export const requested = z
  .object({ authority, fee })
  .transform((data) => ({ authority: data.authority, fee: data.fee ?? null }));

export const verified = z
  .object({
    ref_id: z.union([z.string().min(1), z.number()]).transform(String),
    card_pan: z.string().nullish().catch(null),
    fee_type: z.string().nullish().catch(null),
    fee,
  })
  .transform((data) => ({
    ref: data.ref_id,
    payer: data.card_pan || null,
    // What the buyer paid on top is not taken from the sum.
    fee: data.fee_type === "Payer" ? 0 : (data.fee ?? null),
  }));

const states = new Map<string, PaymentState>([
  ["PAID", { state: "to_verify", verified: false }],
  ["VERIFIED", { state: "to_verify", verified: true }],
  ["IN_BANK", { state: "in_bank" }],
  ["FAILED", { state: "failed", reason: "FAILED" }],
  ["REVERSED", { state: "reversed" }],
]);

/** null for a status that is not documented. */
export const inquired = z
  .object({ status: z.string() })
  .transform(({ status }): PaymentState | null => states.get(status.toUpperCase()) ?? null);

export const waiting = z
  .object({ authorities: z.array(z.object({ authority, amount: rials })).nullish() })
  .transform((data) => data.authorities ?? []);
