import { sql } from "drizzle-orm";
import {
  blob,
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { id, instant, json, localDate, maybeInstant, minutes, orgId } from "../columns.ts";
import { employees, organisations } from "./people.ts";

export const requests = sqliteTable(
  "requests",
  {
    orgId: orgId(),
    id: id(),
    employeeId: text("employee_id").notNull(),
    kind: text("kind", {
      enum: ["leave", "mission", "overtime", "correction", "swap", "cancel"],
    }).notNull(),
    /** Code of the type: `annual`, `sick`, `mission`, `overtime`, an own one … */
    typeCode: text("type_code").notNull(),
    unit: text("unit", { enum: ["day", "half_day", "hour"] }).notNull(),
    startsOn: localDate("starts_on"),
    endsOn: localDate("ends_on"),
    /** Minutes from local midnight; for half days and hours. */
    startMinute: integer("start_minute"),
    endMinute: integer("end_minute"),
    timeZone: text("time_zone").notNull(),
    minutesCharged: minutes("minutes_charged"),
    /** The card as it was sent: charged and skipped days with reasons, balance before and after. */
    card: json("card"),
    /** What the kind needs beyond dates: punches of a correction, both sides of a swap, the place of a mission. */
    payload: json("payload").default("{}"),
    note: text("note"),
    state: text("state", {
      enum: ["pending", "approved", "rejected", "withdrawn", "cancelled"],
    }).notNull(),
    /** Level of the chain that is asked now, from 1. */
    stage: integer("stage").notNull().default(1),
    /** The request this one changes or cancels. */
    parentId: text("parent_id"),
    decidedBy: text("decided_by"),
    decidedAt: maybeInstant("decided_at"),
    decisionReason: text("decision_reason"),
    createdAt: instant("created_at"),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("requests_employee").on(t.orgId, t.employeeId, t.startsOn),
    index("requests_state").on(t.orgId, t.state, t.endsOn),
    index("requests_decided_by").on(t.orgId, t.decidedBy),
    index("requests_parent").on(t.orgId, t.parentId),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    foreignKey({
      columns: [t.orgId, t.decidedBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    foreignKey({ columns: [t.orgId, t.parentId], foreignColumns: [t.orgId, t.id] }),
    check("requests_range", sql`${t.endsOn} >= ${t.startsOn}`),
    check(
      "requests_state_known",
      sql`${t.state} in ('pending', 'approved', 'rejected', 'withdrawn', 'cancelled')`,
    ),
    check("requests_unit", sql`${t.unit} in ('day', 'half_day', 'hour')`),
    check("requests_minutes", sql`${t.minutesCharged} >= 0`),
    check(
      "requests_never_own_decision",
      sql`${t.state} not in ('approved', 'rejected') or (${t.decidedBy} is not null and ${t.decidedBy} <> ${t.employeeId})`,
    ),
  ],
);

/** Leave balance is a sum of this ledger, in minutes. Append-only. */
export const leaveLedger = sqliteTable(
  "leave_ledger",
  {
    orgId: orgId(),
    id: id(),
    employeeId: text("employee_id").notNull(),
    /** Code of the leave type whose balance it is. */
    leaveType: text("leave_type").notNull(),
    /** Plus earns, minus uses. */
    minutes: minutes("minutes"),
    reason: text("reason", {
      enum: [
        "accrual",
        "use",
        "reversal",
        "adjustment",
        "opening",
        "carry_over",
        "expiry",
        "payout",
      ],
    }).notNull(),
    /** What the entry is for: an accrual period or a request; unique, so it can't be booked twice. */
    reference: text("reference").notNull(),
    effectiveOn: localDate("effective_on"),
    note: text("note"),
    /** Who entered it; null: the rules. */
    createdBy: text("created_by"),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("leave_ledger_created_by").on(t.orgId, t.createdBy),
    uniqueIndex("leave_ledger_once").on(t.orgId, t.employeeId, t.leaveType, t.reason, t.reference),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    foreignKey({
      columns: [t.orgId, t.createdBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check(
      "leave_ledger_reason",
      sql`${t.reason} in ('accrual', 'use', 'reversal', 'adjustment', 'opening', 'carry_over', 'expiry', 'payout')`,
    ),
  ],
);

/** Who was asked at each level of a request's chain, and what was said. */
export const approvalSteps = sqliteTable(
  "approval_steps",
  {
    orgId: orgId(),
    requestId: text("request_id").notNull(),
    stage: integer("stage").notNull(),
    /** Employee ids who may decide now, JSON; escalation and delegation add to it. */
    approvers: json("approvers"),
    state: text("state", {
      enum: ["waiting", "open", "approved", "rejected", "skipped"],
    }).notNull(),
    /** When it goes to the next in rank; null: never. */
    escalateAt: maybeInstant("escalate_at"),
    escalatedAt: maybeInstant("escalated_at"),
    decidedBy: text("decided_by"),
    decidedAt: maybeInstant("decided_at"),
    /** Who decided for whom, when a delegate did. */
    onBehalfOf: text("on_behalf_of"),
    reason: text("reason"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.requestId, t.stage] }),
    index("approval_steps_escalate").on(t.escalateAt),
    index("approval_steps_decided_by").on(t.orgId, t.decidedBy),
    index("approval_steps_on_behalf_of").on(t.orgId, t.onBehalfOf),
    foreignKey({ columns: [t.orgId, t.requestId], foreignColumns: [requests.orgId, requests.id] }),
    foreignKey({
      columns: [t.orgId, t.decidedBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    foreignKey({
      columns: [t.orgId, t.onBehalfOf],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check(
      "approval_steps_state",
      sql`${t.state} in ('waiting', 'open', 'approved', 'rejected', 'skipped')`,
    ),
  ],
);

/** Who decides what: the first rule whose conditions hold gives the levels; without one a single level of all who may decide. */
export const approvalRules = sqliteTable(
  "approval_rules",
  {
    orgId: orgId().references(() => organisations.id),
    id: id(),
    position: integer("position").notNull(),
    /** `ApprovalConditions`: kinds, types, least minutes or days, group. */
    conditions: json("conditions"),
    /** `ApprovalLevel[]`. */
    levels: json("levels"),
    createdAt: instant("created_at"),
    archivedAt: maybeInstant("archived_at"),
    version: integer("version").notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] })],
);

/** While somebody is away another decides in their place. */
export const delegations = sqliteTable(
  "delegations",
  {
    orgId: orgId(),
    id: id(),
    fromEmployeeId: text("from_employee_id").notNull(),
    toEmployeeId: text("to_employee_id").notNull(),
    startsOn: localDate("starts_on"),
    endsOn: localDate("ends_on"),
    createdAt: instant("created_at"),
    endedAt: maybeInstant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("delegations_from").on(t.orgId, t.fromEmployeeId),
    index("delegations_to").on(t.orgId, t.toEmployeeId),
    foreignKey({
      columns: [t.orgId, t.fromEmployeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    foreignKey({
      columns: [t.orgId, t.toEmployeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("delegations_range", sql`${t.endsOn} >= ${t.startsOn}`),
    check("delegations_other", sql`${t.fromEmployeeId} <> ${t.toEmployeeId}`),
  ],
);

/** An organisation's own kinds of leave beside those of the law pack. */
export const requestTypes = sqliteTable(
  "request_types",
  {
    orgId: orgId().references(() => organisations.id),
    id: id(),
    code: text("code").notNull(),
    kind: text("kind", { enum: ["leave", "mission"] }).notNull(),
    name: text("name").notNull(),
    /** `LeaveTypeRules` and what it demands: paid, units, attachment, days a year. */
    payload: json("payload"),
    createdAt: instant("created_at"),
    archivedAt: maybeInstant("archived_at"),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("request_types_code").on(t.orgId, t.code),
    check("request_types_kind", sql`${t.kind} in ('leave', 'mission')`),
  ],
);

/** A paper that goes with a request: a sick note, an order. */
export const requestFiles = sqliteTable(
  "request_files",
  {
    orgId: orgId(),
    id: id(),
    requestId: text("request_id").notNull(),
    name: text("name").notNull(),
    mime: text("mime").notNull(),
    size: integer("size").notNull(),
    content: blob("content", { mode: "buffer" }).notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("request_files_request").on(t.orgId, t.requestId),
    index("request_files_created_by").on(t.orgId, t.createdBy),
    foreignKey({ columns: [t.orgId, t.requestId], foreignColumns: [requests.orgId, requests.id] }),
    foreignKey({
      columns: [t.orgId, t.createdBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("request_files_size", sql`${t.size} between 1 and 5242880`),
  ],
);
