import * as z from "zod";
import { currency } from "../billing/schemas.ts";

/** Shapes that several rooms of the operator share. Money in minor units. */

export const done = z.object({ done: z.literal(true) });
export const nothing = z.object({});
export const orgParam = z.object({ orgId: z.uuid() });
export const idParam = z.object({ id: z.uuid() });
export const orgItemParam = z.object({ orgId: z.uuid(), id: z.uuid() });
export const pageQuery = z.object({ page: z.coerce.number().int().min(1).max(100_000).optional() });
export const reasonInput = z.object({ reason: z.string().trim().min(3).max(300) });

export const organisationRef = z.object({ id: z.string(), name: z.string() });

const moneyByCurrency = z.object({ currency, amount: z.int() });

export const overview = z.object({
  organisations: z.object({
    billed: z.int(),
    /** Their last plan is over. */
    lapsed: z.int(),
    parked: z.int(),
  }),
  debt: z.object({
    /** Organisations below zero, and their person-months together, positive. */
    organisations: z.int(),
    personMonths: z.int(),
  }),
  open: z.array(
    moneyByCurrency.extend({ count: z.int(), overdueCount: z.int(), overdueAmount: z.int() }),
  ),
  /** Newest month first, in the calendar of the currency. */
  revenue: z.array(moneyByCurrency.extend({ month: z.string() })),
  /** Payments of the last 30 days. */
  rails: z.array(moneyByCurrency.extend({ rail: z.string(), count: z.int() })),
  seatsActive: z.int(),
  /** Person-months of everybody's last close. */
  lastCloses: z.int(),
  waiting: z.object({ cases: z.int(), bankLines: z.int(), planRequests: z.int() }),
});
export type Overview = z.infer<typeof overview>;

export const debtsPage = z.object({
  items: z.array(
    z.object({
      organisation: organisationRef,
      currency,
      /** Person-months owed, positive. */
      personMonths: z.int(),
      /** Open orders that have taken effect. */
      amount: z.int(),
    }),
  ),
  page: z.int(),
  pages: z.int(),
});

export const organisationsQuery = pageQuery.extend({ name: z.string().max(100).optional() });
export const organisationsPage = z.object({
  items: z.array(organisationRef),
  page: z.int(),
  pages: z.int(),
});

export const organisationCard = z.object({
  organisation: organisationRef,
  profile: z.enum(["ir", "ru"]),
  currency,
  wallet: z.int(),
  credit: z.int(),
  seats: z.object({ active: z.int(), needed: z.int() }),
  plan: z.object({ code: z.string(), endsOn: z.string(), lapsed: z.boolean() }).nullable(),
  openOrders: z.int(),
  parkedReason: z.string().nullable(),
});
export type OrganisationCard = z.infer<typeof organisationCard>;

export const parkedList = z.object({
  items: z.array(
    z.object({ organisation: organisationRef, parkedAt: z.int(), reason: z.string() }),
  ),
});

export const auditView = z.object({
  checked: z.array(z.object({ name: z.string(), says: z.string(), faults: z.int() })),
  faults: z.array(
    z.object({
      invariant: z.string(),
      organisation: organisationRef.nullable(),
      subject: z.string(),
      detail: z.string(),
    }),
  ),
});
export type AuditView = z.infer<typeof auditView>;

export const planRequestsList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      organisation: organisationRef,
      text: z.string(),
      by: z.string(),
      createdAt: z.int(),
    }),
  ),
});
export type PlanRequests = z.infer<typeof planRequestsList>;
export const answerInput = z.object({ text: z.string().trim().min(1).max(1000) });

export const profileParam = z.object({ profile: z.enum(["ir", "ru"]) });
const russianSeller = z.object({
  profile: z.literal("ru"),
  name: z.string().max(300),
  inn: z.string().max(40),
  kpp: z.string().max(40).optional(),
  ogrn: z.string().max(40).optional(),
  address: z.string().max(300),
  bank: z.object({
    name: z.string().max(300),
    bic: z.string().max(40),
    correspondentAccount: z.string().max(40),
    account: z.string().max(40),
  }),
  signatories: z
    .array(z.object({ position: z.string().max(100), name: z.string().max(300) }))
    .max(4),
});
const iranianSeller = z.object({
  profile: z.literal("ir"),
  name: z.string().max(300),
  economicCode: z.string().max(40),
  nationalId: z.string().max(40),
  registrationNumber: z.string().max(40).optional(),
  postalCode: z.string().max(40),
  address: z.string().max(300),
  phone: z.string().max(40),
  bank: z.object({ name: z.string().max(300), sheba: z.string().max(40) }),
});
export const sellerInput = z.discriminatedUnion("profile", [russianSeller, iranianSeller]);
export const sellerView = z.object({ seller: sellerInput.nullable() });

export const adjustInput = z.object({
  /** `money`: the organisation's currency, minor units. */
  asset: z.enum(["money", "PM"]),
  amount: z
    .int()
    .min(-1_000_000_000_000)
    .max(1_000_000_000_000)
    .refine((amount) => amount !== 0),
  reason: z.string().trim().min(3).max(300),
});
export const adjusted = z.object({ wallet: z.int(), credit: z.int() });
