import * as z from "zod";
import { currency } from "../../billing/schemas.ts";
import { organisationRef } from "../schemas.ts";

/** Base64 of five megabytes, the largest statement, and the JSON around it. */
export const maxStatementBody = 7 * 1024 * 1024;

const localDate = z.iso.date();

/** A bank's file: pasted text, or the bytes as base64 so that its charset stays what it is. */
export const statementInput = z.object({
  profile: z.enum(["ir", "ru"]),
  content: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("text"), text: z.string().max(5_000_000) }),
    z.object({ kind: z.literal("base64"), base64: z.base64().max(6_800_000) }),
  ]),
});
export type StatementInput = z.infer<typeof statementInput>;

/** `wallet`: a known payer who names no bill; `known`: it is in the books already. */
const lineVerdict = z.enum(["exact", "partial", "over", "wallet", "unmatched", "known"]);

const target = z.object({
  organisation: organisationRef,
  orderId: z.string().nullable(),
  orderNumber: z.int().nullable(),
  orderTotal: z.int().nullable(),
});

const lineFacts = z.object({
  payerName: z.string(),
  payerAccount: z.string(),
  payerTaxId: z.string().nullable(),
  documentNumber: z.string(),
  datedOn: localDate,
  amount: z.int(),
  currency,
  purpose: z.string(),
});

export const statementView = z.object({
  profile: z.enum(["ir", "ru"]),
  lines: z.array(
    lineFacts.extend({
      verdict: lineVerdict,
      doubt: z.enum(["other_payer", "several", "no_number"]).nullable(),
      target: target.nullable(),
    }),
  ),
  /** Lines of the file that could not be read. */
  errors: z.array(z.object({ line: z.int(), code: z.string() })),
  outgoing: z.int(),
  totals: z.object({ count: z.int(), amount: z.int(), fresh: z.int(), freshAmount: z.int() }),
});
export type StatementView = z.infer<typeof statementView>;

export const importAnswer = z.object({
  booked: z.int(),
  known: z.int(),
  unmatched: z.int(),
  amount: z.int(),
  currency,
  ordersPaid: z.int(),
});
export type ImportAnswer = z.infer<typeof importAnswer>;

export const bankLineView = lineFacts.extend({
  id: z.string(),
  state: z.enum(["exact", "partial", "over", "unmatched", "returned"]),
  target: target.nullable(),
  importedAt: z.int(),
});
export type BankLineView = z.infer<typeof bankLineView>;
export const bankLinesQuery = z.object({
  state: z.enum(["unmatched", "settled", "returned"]),
  page: z.coerce.number().int().min(1).max(100_000).optional(),
});
export const bankLinesPage = z.object({
  items: z.array(bankLineView),
  page: z.int(),
  pages: z.int(),
});

/** Without an order the money waits in the organisation's wallet, or pays what is owed. */
export const applyInput = z.object({ orgId: z.uuid(), orderId: z.uuid().nullable() });

/** One transfer the operator has seen with their own eyes. @property number of the bank's document */
export const bankPaymentInput = z.object({
  orgId: z.uuid(),
  orderId: z.uuid(),
  amount: z.int().positive().max(9_000_000_000_000),
  datedOn: localDate,
  number: z.string().trim().min(1).max(40),
});

export const settledAnswer = z.object({
  state: z.enum(["exact", "partial", "over"]),
  ordersPaid: z.int(),
});
export type SettledAnswer = z.infer<typeof settledAnswer>;
