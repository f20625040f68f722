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
import { id, instant, json, localDate, maybeInstant, minutes, orgId } from "../columns.ts";
import { employees } from "./people.ts";

export const requests = sqliteTable(
  "requests",
  {
    orgId: orgId(),
    id: id(),
    employeeId: text("employee_id").notNull(),
    kind: text("kind", { enum: ["leave"] }).notNull(),
    leaveType: text("leave_type", { enum: ["annual"] }).notNull(),
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
    note: text("note"),
    state: text("state", { enum: ["pending", "approved", "rejected", "withdrawn"] }).notNull(),
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
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    foreignKey({
      columns: [t.orgId, t.decidedBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("requests_range", sql`${t.endsOn} >= ${t.startsOn}`),
    check(
      "requests_state_known",
      sql`${t.state} in ('pending', 'approved', 'rejected', 'withdrawn')`,
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
    leaveType: text("leave_type", { enum: ["annual"] }).notNull(),
    /** Plus earns, minus uses. */
    minutes: minutes("minutes"),
    reason: text("reason", { enum: ["accrual", "use", "reversal", "adjustment"] }).notNull(),
    /** What the entry is for: an accrual period or a request; unique, so it can't be booked twice. */
    reference: text("reference").notNull(),
    effectiveOn: localDate("effective_on"),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("leave_ledger_once").on(t.orgId, t.employeeId, t.leaveType, t.reason, t.reference),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("leave_ledger_reason", sql`${t.reason} in ('accrual', 'use', 'reversal', 'adjustment')`),
  ],
);
