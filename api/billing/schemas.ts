import * as z from "zod";
import { seatReasons } from "./rules/seat-reasons.ts";

/** Minor units: rials or kopecks. */
const amount = z.int();
const localDate = z.iso.date();
const instant = z.int();
const period = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export const currency = z.enum(["IRR", "RUB"]);
export const meter = z.enum(["active_person", "seat"]);
export const orderKind = z.enum(["free", "plan", "renew", "switch", "seats", "topup"]);
export const orderState = z.enum([
  "quoted",
  "due",
  "overdue",
  "paid",
  "annulled",
  "part_refunded",
  "refunded",
]);
export const rail = z.enum([
  "zarinpal",
  "yookassa_card",
  "yookassa_sbp",
  "telegram",
  "stars",
  "bank",
  "wallet",
]);

const lock = z.object({
  cause: z.enum(["debt", "plan_lapsed", "order_due", "order_overdue", "annulled_seats"]),
  /** What opens it. */
  sum: amount,
  personMonths: z.int(),
});

const planRef = z.object({
  code: z.string(),
  meter,
  termMonths: z.int(),
  isFree: z.boolean(),
  deviceLimit: z.int().nullable(),
  /** Price of one person or seat and month, discount taken. */
  unitPrice: amount,
  listPrice: amount,
  discountBp: z.int(),
});

export type PlanRef = z.infer<typeof planRef>;

export const lineView = z.object({
  detail: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("person_months"),
      planCode: z.string(),
      persons: z.int().nullable(),
      months: z.int().nullable(),
    }),
    z.object({
      kind: z.literal("seat_term"),
      planCode: z.string(),
      from: localDate,
      to: localDate,
      months: z.int(),
      monthPrice: amount,
    }),
    z.object({
      kind: z.literal("seat_rest"),
      planCode: z.string(),
      from: localDate,
      to: localDate,
      days: z.int(),
      dayPrice: amount,
      monthPrice: amount,
      discountBp: z.int(),
      clamped: z.boolean(),
    }),
    z.object({ kind: z.literal("unused"), planCode: z.string(), units: z.int() }),
    z.object({
      kind: z.literal("term"),
      planCode: z.string(),
      from: localDate,
      to: localDate,
      months: z.int(),
    }),
    z.object({ kind: z.literal("free"), planCode: z.string() }),
  ]),
  quantity: z.int(),
  unitPrice: amount,
  total: amount,
});
export type LineView = z.infer<typeof lineView>;

export const orderView = z.object({
  id: z.string(),
  number: z.int(),
  kind: orderKind,
  state: orderState,
  currency,
  plan: planRef,
  lines: z.array(lineView),
  net: amount,
  tax: amount,
  taxBp: z.int(),
  total: amount,
  dueAt: instant.nullable(),
  /** When an overdue order is annulled; null: never, or not this one. */
  annulAt: instant.nullable(),
  createdAt: instant,
  paidAt: instant.nullable(),
  annulledAt: instant.nullable(),
  underReview: z.boolean(),
  /** Rails it can be paid over now; empty when there is nothing to pay. */
  rails: z.array(rail),
  /** What a paid order is closed with and does not have yet; null when nothing is missing. */
  closingPaper: z.enum(["act", "invoice"]).nullable(),
  /** Papers that exist already. */
  documents: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(["bank_invoice", "act", "pro_forma", "invoice"]),
      number: z.int(),
    }),
  ),
});
export type OrderView = z.infer<typeof orderView>;

export const balanceView = z.object({
  meter: meter.nullable(),
  currency,
  /** Null before the first plan. */
  plan: planRef.extend({ startsOn: localDate, endsOn: localDate, lapsed: z.boolean() }).nullable(),
  /** Starts later: bought already. */
  nextTerm: z.object({ code: z.string(), startsOn: localDate, endsOn: localDate }).nullable(),
  pending: z.object({ planCode: z.string().nullable(), seatsToRemove: z.int() }),
  wallet: amount,
  /** Person-months; negative is debt. */
  credit: z.int(),
  /** What pays the debt at today's unit price; 0 without debt. */
  debtSum: amount,
  seats: z.object({ active: z.int(), needed: z.int(), free: z.int(), waiting: z.int() }),
  openOrders: z.object({ count: z.int(), total: amount, overdue: z.int() }),
  underReview: z.object({ count: z.int(), total: amount }),
  /** The running month, for plans by active person: what the close will charge (product §5.9). */
  outlook: z
    .object({
      period,
      activeSoFar: z.int(),
      late: z.int(),
      forecast: z.int(),
      creditAfter: z.int(),
      /** Whole months the credit lasts at this pace; null when nobody is active or there is none. */
      enoughForMonths: z.int().nullable(),
      closesAt: instant,
    })
    .nullable(),
  locks: z.object({
    attendance: lock.nullable(),
    reports: lock.nullable(),
    addStaff: lock.nullable(),
    addSeats: lock.nullable(),
    renewOrSwitch: lock.nullable(),
  }),
  parked: z.boolean(),
});
export type BalanceView = z.infer<typeof balanceView>;

/** Who is or was charged in a period, and why (product §5.9). */
export const usageQuery = z.object({ period: period.optional(), cursor: z.string().optional() });
export const usagePage = z.object({
  period,
  /** Null while the month runs. */
  close: z
    .object({ charged: z.int(), late: z.int(), creditAfter: z.int(), closedAt: instant })
    .nullable(),
  people: z.array(
    z.object({
      employeeId: z.string(),
      name: z.string(),
      /** First act that made the person active, and its month: an earlier one is charged late. */
      period,
      kind: z.enum(["punch", "request", "role"]),
      firstAt: instant,
    }),
  ),
  total: z.int(),
  nextCursor: z.string().nullable(),
});
export type UsagePage = z.infer<typeof usagePage>;
export const closesPage = z.object({
  closes: z.array(
    z.object({
      period,
      charged: z.int(),
      late: z.int(),
      creditAfter: z.int(),
      closedAt: instant,
    }),
  ),
});

export const planOffers = z.object({
  plans: z.array(
    planRef.extend({
      isCurrent: z.boolean(),
      /** Why it cannot be taken now; null when it can. */
      refusal: z.string().nullable(),
      /** What taking it would be. */
      change: z.enum(["first", "renew", "upgrade", "downgrade", "free"]),
    }),
  ),
});

export type PlanOffers = z.infer<typeof planOffers>;

/** What somebody wants; the same for preview and order. */
export const wish = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("seats"), quantity: z.int() }),
  /** From the next term on: always scheduled. */
  z.object({ kind: z.literal("fewer_seats"), quantity: z.int() }),
  /** At the running plan's price: for people until the end of the term, or exactly the debt. */
  z.object({ kind: z.literal("topup"), persons: z.int() }),
  z.object({ kind: z.literal("debt") }),
  /** First choice, renewal, upgrade or downgrade: the API says which. */
  z.object({
    kind: z.literal("plan"),
    planCode: z.string().max(40),
    quantity: z.int().optional(),
  }),
]);
export type Wish = z.infer<typeof wish>;

/** A wish as a query; what its kind needs is checked when it is read. */
export const wishQuery = z.object({
  kind: z.enum(["seats", "fewer_seats", "topup", "debt", "plan"]),
  quantity: z.coerce.number().int().optional(),
  persons: z.coerce.number().int().optional(),
  planCode: z.string().max(40).optional(),
});

/** What a change that waits for the next term answers instead of an order. */
export const scheduledView = z.object({
  scheduled: z.literal(true),
  planCode: z.string().nullable(),
  seatsToRemove: z.int(),
  appliesOn: localDate,
});
export type ScheduledView = z.infer<typeof scheduledView>;

/** What a wish has become: an order, or a change that waits. */
export const placedView = z.union([orderView, scheduledView]);
export type PlacedView = z.infer<typeof placedView>;

/** The preview. `scheduled` changes nothing now and costs nothing now. */
export const quoteView = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("order"),
    orderKind,
    plan: planRef,
    lines: z.array(lineView),
    net: amount,
    tax: amount,
    taxBp: z.int(),
    total: amount,
    currency,
    activation: z.enum(["on_order", "on_payment"]),
    dueAt: instant.nullable(),
    term: z.object({ startsOn: localDate, endsOn: localDate }).nullable(),
    units: z.int(),
    seatsAfter: z.int().nullable(),
    creditAfter: z.int().nullable(),
  }),
  z.object({
    kind: z.literal("scheduled"),
    plan: planRef.nullable(),
    seatsToRemove: z.int(),
    /** Seats of the next term, and people who would have none; null when only the plan changes. */
    seatsAfter: z.int().nullable(),
    waitingAfter: z.int().nullable(),
    appliesOn: localDate,
  }),
]);
export type QuoteView = z.infer<typeof quoteView>;

/** @property expected the total that was shown: another price by now is refused with `price_changed` */
export const orderInput = z.object({ wish, expected: amount.nullable() });
export const ordersQuery = z.object({
  view: z.enum(["open", "history"]),
  cursor: z.string().max(100).optional(),
});
export const ordersPage = z.object({
  orders: z.array(orderView),
  nextCursor: z.string().nullable(),
});
export const orderParam = z.object({ id: z.uuid() });

export const scheduledParam = z.object({ kind: z.enum(["plan", "seats"]) });
export const planRequestInput = z.object({ text: z.string().trim().min(3).max(1000) });

export const seatsView = z.object({
  active: z.int(),
  needed: z.int(),
  people: z.array(
    z.object({
      employeeId: z.string(),
      name: z.string(),
      /** Why a seat is needed, or why none is. */
      reasons: z.array(z.enum(seatReasons)),
      isPrimaryOwner: z.boolean(),
      /** False: waits for a seat. Null: needs none. */
      seated: z.boolean().nullable(),
    }),
  ),
});
export type SeatsView = z.infer<typeof seatsView>;
export const employeeParam = z.object({ employeeId: z.uuid() });

/** Buyer's details, as papers show them; checked by `api/documents/rules/requisites.ts`. */
export const requisitesView = z.object({
  requisites: z.record(z.string(), z.string()).nullable(),
});
export const requisitesInput = z.object({
  requisites: z.record(z.string().max(40), z.string().max(300)),
});

export const done = z.object({ done: z.literal(true) });
export const nothing = z.object({});
