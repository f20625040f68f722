import * as z from "zod";
import { currency, orderKind, orderState, orderView } from "../../billing/schemas.ts";
import { organisationRef } from "../schemas.ts";

export const ordersQuery = z.object({
  /** `open`: what money can be taken for; `overdue`: of those the ones whose day has gone by. */
  state: z
    .enum(["open", "overdue", "quoted", "due", "paid", "annulled", "refunded", "all"])
    .optional(),
  name: z.string().max(100).optional(),
  orgId: z.uuid().optional(),
  page: z.coerce.number().int().min(1).max(100_000).optional(),
});

export const orderRow = z.object({
  id: z.string(),
  organisation: organisationRef,
  number: z.int(),
  kind: orderKind,
  state: orderState,
  total: z.int(),
  currency,
  dueAt: z.int().nullable(),
  createdAt: z.int(),
});
export type OrderRow = z.infer<typeof orderRow>;
export const ordersPage = z.object({
  items: z.array(orderRow),
  page: z.int(),
  pages: z.int(),
});

const attemptRow = z.object({
  id: z.string(),
  rail: z.string(),
  state: z.string(),
  amount: z.int(),
  currency,
  /** The gateway's name of it, and the number the bank gave the payer. */
  gatewayRef: z.string().nullable(),
  receiptRef: z.string().nullable(),
  refunded: z.int(),
  createdAt: z.int(),
  concludedAt: z.int().nullable(),
});

export const orderCard = z.object({
  organisation: organisationRef,
  order: orderView,
  reason: z.string().nullable(),
  attempts: z.array(attemptRow),
  movements: z.array(
    z.object({
      kind: z.string(),
      at: z.int(),
      reason: z.string().nullable(),
      entries: z.array(
        z.object({
          account: z.string(),
          asset: z.enum(["IRR", "RUB", "PM"]),
          amount: z.int(),
        }),
      ),
    }),
  ),
  may: z.object({ annul: z.boolean(), reinstate: z.boolean() }),
});
export type OrderCard = z.infer<typeof orderCard>;
