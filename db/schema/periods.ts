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
import { id, instant, json, localDate, maybeInstant, orgId } from "../columns.ts";
import { employees, organisations } from "./people.ts";

/** The conversation about a month that has ended; one row a month and organisation. */
export const periods = sqliteTable(
  "periods",
  {
    orgId: orgId().references(() => organisations.id),
    /** `1405-08`, `2026-11`. */
    period: text("period").notNull(),
    state: text("state", { enum: ["asking", "managers", "owner", "closed"] }).notNull(),
    /** Of the present close; null while open. */
    closeId: text("close_id"),
    startedAt: instant("started_at"),
    /** When the conversation goes on by itself. */
    nextAt: maybeInstant("next_at"),
    /** Of a closed month: what was recorded before has been compared with the snapshot. */
    comparedAt: maybeInstant("compared_at"),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.period] }),
    index("periods_next").on(t.nextAt),
    check("periods_state", sql`${t.state} in ('asking', 'managers', 'owner', 'closed')`),
  ],
);

/** What one person still has to say about a month. */
export const periodQuestions = sqliteTable(
  "period_questions",
  {
    orgId: orgId(),
    period: text("period").notNull(),
    employeeId: text("employee_id").notNull(),
    /** How many were unresolved when asked. */
    asked: integer("asked").notNull(),
    left: integer("left").notNull(),
    state: text("state", { enum: ["asked", "confirmed", "passed"] }).notNull(),
    askedAt: instant("asked_at"),
    answeredAt: maybeInstant("answered_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.period, t.employeeId] }),
    index("period_questions_employee").on(t.orgId, t.employeeId),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("period_questions_state", sql`${t.state} in ('asked', 'confirmed', 'passed')`),
  ],
);

/**
 * What somebody said about an open item of a month, an absence left as it is: the item's name carries what it was about, so a
 * changed day asks anew. The newest answer holds. Append-only.
 */
export const periodAnswers = sqliteTable(
  "period_answers",
  {
    orgId: orgId(),
    id: id(),
    period: text("period").notNull(),
    employeeId: text("employee_id").notNull(),
    /** `absence:2026-11-03:440`: kind, date, minutes. */
    item: text("item").notNull(),
    answer: text("answer", { enum: ["accepted", "truancy", "unpaid", "withdrawn"] }).notNull(),
    answeredBy: text("answered_by").notNull(),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("period_answers_employee").on(t.orgId, t.employeeId, t.period),
    index("period_answers_answered_by").on(t.orgId, t.answeredBy),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    foreignKey({
      columns: [t.orgId, t.answeredBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check(
      "period_answers_answer",
      sql`${t.answer} in ('accepted', 'truancy', 'unpaid', 'withdrawn')`,
    ),
  ],
);

/** A close of a month: who, when, and the hash over its lines. Append-only; a reopening is a row of its own. */
export const periodCloses = sqliteTable(
  "period_closes",
  {
    orgId: orgId(),
    id: id(),
    period: text("period").notNull(),
    /** From 1; a close after a reopening is the next number. */
    number: integer("number").notNull(),
    action: text("action", { enum: ["close", "reopen"] }).notNull(),
    /** SHA-256 over the hashes of the lines; of a reopening the one it set aside. */
    snapshotHash: text("snapshot_hash").notNull(),
    reason: text("reason"),
    actedBy: text("acted_by").notNull(),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("period_closes_number").on(t.orgId, t.period, t.number, t.action),
    index("period_closes_acted_by").on(t.orgId, t.actedBy),
    foreignKey({ columns: [t.orgId, t.actedBy], foreignColumns: [employees.orgId, employees.id] }),
    check("period_closes_action", sql`${t.action} in ('close', 'reopen')`),
    check(
      "period_closes_reopen_has_reason",
      sql`${t.action} <> 'reopen' or ${t.reason} is not null`,
    ),
  ],
);

/**
 * One person's month as it was closed: days, totals, disputes. Lines are written in slices before their close, which makes all
 * of them visible at once; without a close they are a draft of a close that was not finished. Append-only from the close on.
 */
export const periodLines = sqliteTable(
  "period_lines",
  {
    orgId: orgId(),
    closeId: text("close_id").notNull(),
    employeeId: text("employee_id").notNull(),
    payload: json("payload"),
    hash: text("hash").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.closeId, t.employeeId] }),
    index("period_lines_employee").on(t.orgId, t.employeeId),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
  ],
);

/** What changed about a closed day afterwards, reckoned in the month that was open then. Append-only. */
export const periodAdjustments = sqliteTable(
  "period_adjustments",
  {
    orgId: orgId(),
    id: id(),
    employeeId: text("employee_id").notNull(),
    date: localDate("date"),
    closedPeriod: text("closed_period").notNull(),
    /** The close it is compared with: after a reopening it counts no longer. */
    closeId: text("close_id").notNull(),
    openPeriod: text("open_period").notNull(),
    /** From 1 for each day of a close, so that two who compare at once write it once. */
    number: integer("number").notNull(),
    /** Change of the totals, minutes by name. */
    delta: json("delta"),
    /** What caused it: `punch:<id>`, `request:<id>`, `roster`, `calendar`, `rules`. */
    reference: text("reference").notNull(),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("period_adjustments_once").on(t.orgId, t.employeeId, t.date, t.closeId, t.number),
    index("period_adjustments_open").on(t.orgId, t.openPeriod),
    index("period_adjustments_close").on(t.orgId, t.closeId),
    foreignKey({
      columns: [t.orgId, t.closeId],
      foreignColumns: [periodCloses.orgId, periodCloses.id],
    }),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
  ],
);

/** A file somebody asked for that takes a while: timesheets of many people. */
export const fileExports = sqliteTable(
  "exports",
  {
    orgId: orgId(),
    id: id(),
    kind: text("kind", { enum: ["t13", "karkard", "csv_1c", "csv_ir"] }).notNull(),
    format: text("format", { enum: ["xlsx", "pdf", "csv"] }).notNull(),
    period: text("period").notNull(),
    /** Half, group, person, codes: `ExportOptions`. */
    options: json("options"),
    state: text("state", { enum: ["running", "done", "failed", "cancelled"] }).notNull(),
    total: integer("total").notNull(),
    done: integer("done").notNull(),
    /** Number of this version of the paper: 1 the first, then corrective ones. */
    revision: integer("revision").notNull(),
    /** Of the close it was made from; null: the month was open. */
    snapshotHash: text("snapshot_hash"),
    /** What the slices before have made. */
    work: text("work"),
    requestedBy: text("requested_by").notNull(),
    createdAt: instant("created_at"),
    nextAt: maybeInstant("next_at"),
    finishedAt: maybeInstant("finished_at"),
    error: text("error"),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("exports_next").on(t.nextAt),
    index("exports_period").on(t.orgId, t.period),
    index("exports_requested_by").on(t.orgId, t.requestedBy),
    foreignKey({
      columns: [t.orgId, t.requestedBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("exports_state", sql`${t.state} in ('running', 'done', 'failed', 'cancelled')`),
  ],
);

/** The finished file, in parts so that no row is large. */
export const exportFiles = sqliteTable(
  "export_files",
  {
    orgId: orgId(),
    exportId: text("export_id").notNull(),
    part: integer("part").notNull(),
    content: blob("content", { mode: "buffer" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.exportId, t.part] }),
    foreignKey({
      columns: [t.orgId, t.exportId],
      foreignColumns: [fileExports.orgId, fileExports.id],
    }),
  ],
);
