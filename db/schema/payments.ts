import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { id, instant, json, localDate, maybeInstant, money, orgId } from "../columns.ts";
import { employees } from "./people.ts";
import { orders } from "./billing.ts";

/** One try to pay an order over one rail. */
export const attempts = sqliteTable(
  "attempts",
  {
    orgId: orgId(),
    /** Also the idempotency key at the gateway. */
    id: id(),
    orderId: text("order_id").notNull(),
    rail: text("rail", {
      enum: ["zarinpal", "yookassa_card", "yookassa_sbp", "telegram", "stars", "bank", "wallet"],
    }).notNull(),
    state: text("state", {
      enum: [
        "created",
        "pending",
        "succeeded",
        "failed",
        "expired",
        "canceled_gateway",
        "canceled_local",
        "refunding",
        "refunded",
      ],
    }).notNull(),
    /** In the order's currency, minor units. */
    amount: money("amount"),
    currency: text("currency", { enum: ["IRR", "RUB"] }).notNull(),
    /** What the gateway was asked for when that is another unit: whole Stars. */
    stars: integer("stars"),
    /** Authority, payment id or charge id; written once. */
    gatewayRef: text("gateway_ref"),
    paymentUrl: text("payment_url"),
    /** Text to draw as a QR code (SBP). */
    qr: text("qr"),
    /** Number the bank gives the payer: ref_id. */
    receiptRef: text("receipt_ref"),
    checks: integer("checks").notNull().default(0),
    /** When the schedule of 72 hours looks next; null when there is nothing to wait for. */
    nextCheckAt: maybeInstant("next_check_at"),
    /** Since when the money may have left the payer without our knowing the end: such a sum locks nobody. */
    underReviewAt: maybeInstant("under_review_at"),
    /** When the operator's case was opened. */
    caseAt: maybeInstant("case_at"),
    error: text("error"),
    createdBy: text("created_by"),
    createdAt: instant("created_at"),
    concludedAt: maybeInstant("concluded_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("attempts_id").on(t.id),
    uniqueIndex("attempts_gateway_ref").on(t.rail, t.gatewayRef),
    uniqueIndex("attempts_one_live")
      .on(t.orgId, t.orderId)
      .where(sql`state in ('created', 'pending')`),
    index("attempts_order").on(t.orgId, t.orderId),
    index("attempts_check")
      .on(t.nextCheckAt)
      .where(sql`next_check_at is not null`),
    index("attempts_created_by").on(t.orgId, t.createdBy),
    foreignKey({ columns: [t.orgId, t.orderId], foreignColumns: [orders.orgId, orders.id] }),
    foreignKey({
      columns: [t.orgId, t.createdBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("attempts_amount", sql`${t.amount} > 0`),
  ],
);

export const refunds = sqliteTable(
  "refunds",
  {
    orgId: orgId(),
    id: id(),
    attemptId: text("attempt_id").notNull(),
    amount: money("amount"),
    state: text("state", { enum: ["pending", "succeeded", "failed"] }).notNull(),
    gatewayRef: text("gateway_ref"),
    reason: text("reason").notNull(),
    requestedBy: text("requested_by").notNull(),
    nextCheckAt: maybeInstant("next_check_at"),
    createdAt: instant("created_at"),
    concludedAt: maybeInstant("concluded_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("refunds_attempt").on(t.orgId, t.attemptId),
    index("refunds_check")
      .on(t.nextCheckAt)
      .where(sql`next_check_at is not null`),
    foreignKey({
      columns: [t.orgId, t.attemptId],
      foreignColumns: [attempts.orgId, attempts.id],
    }),
    check("refunds_amount", sql`${t.amount} > 0`),
    check("refunds_state", sql`${t.state} in ('pending', 'succeeded', 'failed')`),
  ],
);

/** A line of an imported bank statement. The organisation is known once it is matched. */
export const bankLines = sqliteTable(
  "bank_lines",
  {
    id: id().primaryKey(),
    orgId: text("org_id"),
    orderId: text("order_id"),
    profile: text("profile", { enum: ["ir", "ru"] }).notNull(),
    payerAccount: text("payer_account").notNull(),
    payerName: text("payer_name").notNull(),
    payerTaxId: text("payer_tax_id"),
    documentNumber: text("document_number").notNull(),
    datedOn: localDate("dated_on"),
    amount: money("amount"),
    currency: text("currency", { enum: ["IRR", "RUB"] }).notNull(),
    purpose: text("purpose").notNull(),
    state: text("state", { enum: ["exact", "partial", "over", "unmatched", "returned"] }).notNull(),
    importedAt: instant("imported_at"),
    importedBy: text("imported_by").notNull(),
  },
  (t) => [
    uniqueIndex("bank_lines_once").on(t.payerAccount, t.documentNumber, t.datedOn, t.amount),
    index("bank_lines_order").on(t.orgId, t.orderId),
    index("bank_lines_state").on(t.state, t.importedAt),
    check("bank_lines_amount", sql`${t.amount} > 0`),
  ],
);

/** The operator's company in each country, as papers show it. */
export const sellers = sqliteTable("sellers", {
  profile: text("profile", { enum: ["ir", "ru"] })
    .notNull()
    .primaryKey(),
  requisites: json("requisites"),
  updatedAt: instant("updated_at"),
  updatedBy: text("updated_by").notNull(),
});

/** Papers as they were issued; never changed. */
export const documents = sqliteTable(
  "documents",
  {
    orgId: orgId(),
    id: id(),
    orderId: text("order_id").notNull(),
    kind: text("kind", { enum: ["bank_invoice", "act", "pro_forma", "invoice"] }).notNull(),
    seller: text("seller", { enum: ["ir", "ru"] }).notNull(),
    /** Numbers run without gaps per seller, series (the kind) and year. */
    year: integer("year").notNull(),
    number: integer("number").notNull(),
    issuedOn: localDate("issued_on"),
    /** `DocumentSnapshot` of `api/documents/rules/snapshot.ts`. */
    snapshot: json("snapshot"),
    sha256: text("sha256").notNull(),
    /** Opens the web page without a sign-in. */
    accessKey: text("access_key").notNull(),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("documents_number").on(t.seller, t.kind, t.year, t.number),
    uniqueIndex("documents_once").on(t.orgId, t.orderId, t.kind, t.sha256),
    uniqueIndex("documents_access_key").on(t.accessKey),
    foreignKey({ columns: [t.orgId, t.orderId], foreignColumns: [orders.orgId, orders.id] }),
  ],
);

export const documentCounters = sqliteTable(
  "document_counters",
  {
    seller: text("seller", { enum: ["ir", "ru"] }).notNull(),
    kind: text("kind", { enum: ["bank_invoice", "act", "pro_forma", "invoice"] }).notNull(),
    year: integer("year").notNull(),
    last: integer("last").notNull(),
  },
  (t) => [primaryKey({ columns: [t.seller, t.kind, t.year] })],
);
