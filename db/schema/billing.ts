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
import { employees, organisations } from "./people.ts";

/** A tariff at a date. Never changed: a new price is a new version with a later `valid_from`. */
export const planVersions = sqliteTable(
  "plan_versions",
  {
    id: id().primaryKey(),
    /** `ir-12`, `ru-3`: the same over all versions. */
    code: text("code").notNull(),
    profile: text("profile", { enum: ["ir", "ru"] }).notNull(),
    currency: text("currency", { enum: ["IRR", "RUB"] }).notNull(),
    meter: text("meter", { enum: ["active_person", "seat"] }).notNull(),
    activation: text("activation", { enum: ["on_order", "on_payment"] }).notNull(),
    chargePoint: text("charge_point", { enum: ["month_close", "order"] }).notNull(),
    termMonths: integer("term_months").notNull(),
    /** Per person or seat and month. */
    listPrice: money("list_price"),
    /** Basis points: 1000 is 10 %. */
    discountBp: integer("discount_bp").notNull(),
    /** Attendance devices; null is unlimited. */
    deviceLimit: integer("device_limit"),
    /** Person-months or seats that come with a free term; 0 for what is sold. */
    included: integer("included").notNull(),
    dueDays: integer("due_days").notNull(),
    /** Days after the due date; 0 is never. */
    annulAfterDays: integer("annul_after_days").notNull(),
    /** What makes a person active: `["punch","request"]`, with `"role"` for any role played. */
    activityKinds: json("activity_kinds"),
    taxMode: text("tax_mode", { enum: ["none", "inclusive", "exclusive"] }).notNull(),
    /** 1: can be bought; 0: this version ends the sale of the plan. */
    offered: integer("offered").notNull(),
    validFrom: localDate("valid_from"),
    createdAt: instant("created_at"),
    createdBy: text("created_by").notNull(),
  },
  (t) => [
    uniqueIndex("plan_versions_code_from").on(t.code, t.validFrom),
    check("plan_versions_price", sql`${t.listPrice} >= 0`),
    check("plan_versions_discount", sql`${t.discountBp} between 0 and 10000`),
    check("plan_versions_term", sql`${t.termMonths} between 1 and 36`),
  ],
);

/** What billing knows of an organisation beside its ledger. Every change of its books raises `version`. */
export const billingAccounts = sqliteTable(
  "billing_accounts",
  {
    orgId: orgId().primaryKey(),
    currency: text("currency", { enum: ["IRR", "RUB"] }).notNull(),
    /** The one owner with full rights who needs no seat while not keeping time (AL-5). */
    primaryOwnerId: text("primary_owner_id"),
    lastOrderNumber: integer("last_order_number").notNull().default(0),
    /** Newest closed period; null before the first close. */
    closedThrough: text("closed_through"),
    /** Buyer's details for documents. */
    requisites: text("requisites"),
    parkedAt: maybeInstant("parked_at"),
    parkedReason: text("parked_reason"),
    createdAt: instant("created_at"),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    index("billing_accounts_owner").on(t.orgId, t.primaryOwnerId),
    foreignKey({ columns: [t.orgId], foreignColumns: [organisations.id] }),
    foreignKey({
      columns: [t.orgId, t.primaryOwnerId],
      foreignColumns: [employees.orgId, employees.id],
    }),
  ],
);

export const orders = sqliteTable(
  "orders",
  {
    orgId: orgId(),
    id: id(),
    /** 1, 2, 3 … inside the organisation. */
    number: integer("number").notNull(),
    kind: text("kind", { enum: ["free", "plan", "renew", "switch", "seats", "topup"] }).notNull(),
    state: text("state", {
      enum: ["quoted", "due", "overdue", "paid", "annulled", "part_refunded", "refunded"],
    }).notNull(),
    activation: text("activation", { enum: ["on_order", "on_payment"] }).notNull(),
    currency: text("currency", { enum: ["IRR", "RUB"] }).notNull(),
    planVersionId: text("plan_version_id").notNull(),
    /** With tax. */
    total: money("total"),
    tax: money("tax"),
    taxBp: integer("tax_bp").notNull(),
    taxMode: text("tax_mode", { enum: ["none", "inclusive", "exclusive"] }).notNull(),
    /** `OrderLine[]` of `api/billing/rules/types.ts`: what is sold and what it grants, frozen. */
    lines: json("lines"),
    /** Null for orders that take effect when they are paid. */
    dueAt: maybeInstant("due_at"),
    createdBy: text("created_by"),
    createdAt: instant("created_at"),
    paidAt: maybeInstant("paid_at"),
    annulledAt: maybeInstant("annulled_at"),
    reason: text("reason"),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("orders_number").on(t.orgId, t.number),
    index("orders_state").on(t.state, t.dueAt),
    index("orders_created_by").on(t.orgId, t.createdBy),
    index("orders_plan").on(t.planVersionId),
    foreignKey({ columns: [t.orgId], foreignColumns: [billingAccounts.orgId] }),
    foreignKey({ columns: [t.planVersionId], foreignColumns: [planVersions.id] }),
    foreignKey({
      columns: [t.orgId, t.createdBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("orders_total", sql`${t.total} >= 0 and ${t.tax} between 0 and ${t.total}`),
    check(
      "orders_state_known",
      sql`${t.state} in ('quoted', 'due', 'overdue', 'paid', 'annulled', 'part_refunded', 'refunded')`,
    ),
    check(
      "orders_due_has_a_date",
      sql`${t.state} not in ('due', 'overdue') or ${t.dueAt} is not null`,
    ),
  ],
);

/** A plan for a half-open range of local dates. The newest active one that holds today is the plan. */
export const terms = sqliteTable(
  "terms",
  {
    orgId: orgId(),
    id: id(),
    orderId: text("order_id").notNull(),
    planVersionId: text("plan_version_id").notNull(),
    startsOn: localDate("starts_on"),
    endsOn: localDate("ends_on"),
    /** Suspended while its order is annulled, ended when it was given back whole. */
    state: text("state", { enum: ["active", "suspended", "ended"] }).notNull(),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("terms_order").on(t.orgId, t.orderId),
    index("terms_plan").on(t.planVersionId),
    index("terms_end").on(t.endsOn),
    foreignKey({ columns: [t.orgId, t.orderId], foreignColumns: [orders.orgId, orders.id] }),
    foreignKey({ columns: [t.planVersionId], foreignColumns: [planVersions.id] }),
    check("terms_range", sql`${t.endsOn} > ${t.startsOn}`),
    check("terms_state", sql`${t.state} in ('active', 'suspended', 'ended')`),
  ],
);

/** Seats inside a term: they live while their term is the plan, from `starts_on` to its end. */
export const seatGrants = sqliteTable(
  "seat_grants",
  {
    orgId: orgId(),
    id: id(),
    orderId: text("order_id").notNull(),
    termId: text("term_id").notNull(),
    quantity: integer("quantity").notNull(),
    startsOn: localDate("starts_on"),
    state: text("state", { enum: ["active", "suspended", "ended"] }).notNull(),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("seat_grants_order").on(t.orgId, t.orderId),
    index("seat_grants_term").on(t.orgId, t.termId),
    foreignKey({ columns: [t.orgId, t.orderId], foreignColumns: [orders.orgId, orders.id] }),
    foreignKey({ columns: [t.orgId, t.termId], foreignColumns: [terms.orgId, terms.id] }),
    check("seat_grants_quantity", sql`${t.quantity} > 0`),
    check("seat_grants_state", sql`${t.state} in ('active', 'suspended', 'ended')`),
  ],
);

/** What happens when the next term begins: another plan, or fewer seats. One of each kind waits at most. */
export const pendingChanges = sqliteTable(
  "pending_changes",
  {
    orgId: orgId(),
    kind: text("kind", { enum: ["plan", "seats"] }).notNull(),
    /** For `plan`. */
    planCode: text("plan_code"),
    /** For `seats`: how many go. */
    seats: integer("seats"),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.kind] }),
    index("pending_changes_created_by").on(t.orgId, t.createdBy),
    foreignKey({ columns: [t.orgId], foreignColumns: [billingAccounts.orgId] }),
    foreignKey({
      columns: [t.orgId, t.createdBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("pending_changes_seats", sql`${t.seats} is null or ${t.seats} > 0`),
  ],
);

/** Something for the operator to answer: a custom plan. */
export const planRequests = sqliteTable(
  "plan_requests",
  {
    orgId: orgId(),
    id: id(),
    text: text("text").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at"),
    answeredAt: maybeInstant("answered_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("plan_requests_created_by").on(t.orgId, t.createdBy),
    foreignKey({ columns: [t.orgId], foreignColumns: [billingAccounts.orgId] }),
    foreignKey({
      columns: [t.orgId, t.createdBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
  ],
);

/** One fact of the books. The id says which fact, so no fact can be booked twice (BIL I5): `pay:zarinpal:A…`, `close:…`. */
export const ledgerTransactions = sqliteTable(
  "ledger_transactions",
  {
    /** The organisation, or `operator` for the operator's own books (money nobody has claimed). */
    orgId: orgId(),
    id: id(),
    kind: text("kind", {
      enum: [
        "order",
        "payment",
        "apply",
        "grant",
        "close",
        "annul",
        "reinstate",
        "refund",
        "refund_done",
        "refund_failed",
        "suspense",
        "adjust",
      ],
    }).notNull(),
    /** `order:<id>`, `attempt:<id>`, `close:<period>`, `bank_line:<id>`. */
    subject: text("subject").notNull(),
    reason: text("reason"),
    at: instant("at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("ledger_transactions_subject").on(t.orgId, t.subject),
  ],
);

/** Debit is positive, credit negative; a transaction sums to zero in every asset (BIL I1). */
export const ledgerEntries = sqliteTable(
  "ledger_entries",
  {
    orgId: orgId(),
    transactionId: text("transaction_id").notNull(),
    position: integer("position").notNull(),
    account: text("account").notNull(),
    asset: text("asset", { enum: ["IRR", "RUB", "PM"] }).notNull(),
    amount: money("amount"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.transactionId, t.position] }),
    foreignKey({
      columns: [t.orgId, t.transactionId],
      foreignColumns: [ledgerTransactions.orgId, ledgerTransactions.id],
    }),
    check("ledger_entries_amount", sql`${t.amount} <> 0`),
    check("ledger_entries_asset", sql`${t.asset} in ('IRR', 'RUB', 'PM')`),
  ],
);

/** Sums of `ledger_entries`, kept by a trigger of theirs and by nothing else. */
export const ledgerBalances = sqliteTable(
  "ledger_balances",
  {
    orgId: orgId(),
    account: text("account").notNull(),
    asset: text("asset", { enum: ["IRR", "RUB", "PM"] }).notNull(),
    amount: money("amount"),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.account, t.asset] })],
);

/** Who was active in which period, written with the act itself. `close_id` says which close has charged it. */
export const usageMonths = sqliteTable(
  "usage_months",
  {
    orgId: orgId(),
    /** `1405-08`, in the organisation's calendar. */
    period: text("period").notNull(),
    employeeId: text("employee_id").notNull(),
    kind: text("kind", { enum: ["punch", "request", "role"] }).notNull(),
    firstAt: instant("first_at"),
    closeId: text("close_id"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.period, t.employeeId, t.kind] }),
    index("usage_months_employee").on(t.orgId, t.employeeId),
    index("usage_months_open")
      .on(t.orgId, t.period)
      .where(sql`close_id is null`),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("usage_months_kind", sql`${t.kind} in ('punch', 'request', 'role')`),
  ],
);

/** A closed month: how many person-months it cost, how many of them belong to earlier months. */
export const monthCloses = sqliteTable(
  "month_closes",
  {
    orgId: orgId(),
    period: text("period").notNull(),
    id: id(),
    charged: integer("charged").notNull(),
    late: integer("late").notNull(),
    /** Person-months after the close; negative is debt. */
    creditAfter: integer("credit_after").notNull(),
    closedAt: instant("closed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.period] }),
    foreignKey({ columns: [t.orgId], foreignColumns: [billingAccounts.orgId] }),
    check("month_closes_counts", sql`${t.late} between 0 and ${t.charged}`),
  ],
);
