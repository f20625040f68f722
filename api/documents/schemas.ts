import * as z from "zod";

export const documentKind = z.enum(["bank_invoice", "act", "pro_forma", "invoice"]);
export const orderParam = z.object({ id: z.uuid() });
export const documentParam = z.object({ id: z.uuid() });
/** `paper`: what is usual now, an invoice before the payment, an act or a فاکتور after it. */
export const issueInput = z.object({ kind: z.enum(["paper", ...documentKind.options]) });
export const documentView = z.object({
  id: z.string(),
  orderId: z.string(),
  kind: documentKind,
  number: z.int(),
  year: z.int(),
  issuedOn: z.iso.date(),
  /** A web page for printing; opens without a sign-in for whoever has the link. */
  pageUrl: z.string(),
});
export type DocumentView = z.infer<typeof documentView>;
