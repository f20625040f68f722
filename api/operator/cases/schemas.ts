import * as z from "zod";
import { currency } from "../../billing/schemas.ts";
import { organisationRef } from "../schemas.ts";

export const caseView = z.object({
  id: z.string(),
  organisation: organisationRef,
  orderId: z.string(),
  orderNumber: z.int(),
  rail: z.string(),
  state: z.string(),
  amount: z.int(),
  currency,
  gatewayRef: z.string().nullable(),
  receiptRef: z.string().nullable(),
  error: z.string().nullable(),
  createdAt: z.int(),
  /** Since when the money may be gone; null when only the case is open. */
  underReviewAt: z.int().nullable(),
  caseAt: z.int().nullable(),
  concludedAt: z.int().nullable(),
});
export type CaseView = z.infer<typeof caseView>;
export const casesPage = z.object({
  items: z.array(caseView),
  page: z.int(),
  pages: z.int(),
});

export const refundInput = z.object({
  /** Minor units, at most what was paid. */
  amount: z.int().positive(),
  reason: z.string().trim().min(3).max(300),
});
export const refundAnswer = z.object({
  refundId: z.string(),
  /** `manual`: a person sends it at the bank or the gateway's page and says so here. */
  how: z.enum(["gateway", "manual"]),
});

export const refundView = z.object({
  id: z.string(),
  organisation: organisationRef,
  attemptId: z.string(),
  rail: z.string(),
  gatewayRef: z.string().nullable(),
  amount: z.int(),
  currency,
  reason: z.string(),
  createdAt: z.int(),
});
export type RefundView = z.infer<typeof refundView>;
export const refundsList = z.object({ items: z.array(refundView) });
export const endRefundInput = z.discriminatedUnion("state", [
  z.object({ state: z.literal("done") }),
  z.object({ state: z.literal("failed"), why: z.string().trim().min(3).max(300) }),
]);
