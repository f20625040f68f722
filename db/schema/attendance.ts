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
import { id, instant, json, orgId } from "../columns.ts";
import { employees } from "./people.ts";
import { workplaces } from "./schedule.ts";

/**
 * The punch log (P 3.1): append-only, triggers refuse UPDATE and DELETE. A void or a correction is a new row
 * that names what it supersedes.
 */
export const punches = sqliteTable(
  "punches",
  {
    orgId: orgId(),
    id: id(),
    employeeId: text("employee_id").notNull(),
    /** Time of record: `message.date`, the device's clock or what a manager entered. */
    at: instant("at"),
    receivedAt: instant("received_at"),
    kind: text("kind", { enum: ["in", "out", "void"] }).notNull(),
    source: text("source", { enum: ["telegram", "manual", "seed"] }).notNull(),
    /** Unique name of the event at its source, `tg:<bot>:<chat>:<message>`: a redelivery can't make a second row. */
    sourceKey: text("source_key").notNull(),
    /** Zone in which the punch belongs to a day. */
    timeZone: text("time_zone").notNull(),
    workplaceId: text("workplace_id"),
    verdict: text("verdict", { enum: ["inside", "review", "field", "not_asked"] }).notNull(),
    distanceM: integer("distance_m"),
    accuracyM: integer("accuracy_m"),
    /** SHA-256 of the exact point; finds replays without keeping where a person was. */
    pointHash: text("point_hash"),
    /** 0…100. */
    trust: integer("trust").notNull(),
    flags: json("flags"),
    reason: text("reason"),
    supersedesId: text("supersedes_id"),
    /** The employee who entered it for somebody else. */
    recordedBy: text("recorded_by"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("punches_source_key").on(t.sourceKey),
    index("punches_employee_at").on(t.orgId, t.employeeId, t.at),
    uniqueIndex("punches_supersedes").on(t.orgId, t.supersedesId),
    index("punches_workplace").on(t.orgId, t.workplaceId),
    index("punches_recorded_by").on(t.orgId, t.recordedBy),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    foreignKey({
      columns: [t.orgId, t.workplaceId],
      foreignColumns: [workplaces.orgId, workplaces.id],
    }),
    foreignKey({ columns: [t.orgId, t.supersedesId], foreignColumns: [t.orgId, t.id] }),
    foreignKey({
      columns: [t.orgId, t.recordedBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("punches_kind", sql`${t.kind} in ('in', 'out', 'void')`),
    check("punches_verdict", sql`${t.verdict} in ('inside', 'review', 'field', 'not_asked')`),
    check("punches_trust", sql`${t.trust} between 0 and 100`),
    check(
      "punches_void_names_its_punch",
      sql`${t.kind} <> 'void' or ${t.supersedesId} is not null`,
    ),
    check(
      "punches_manual_has_reason",
      sql`${t.source} <> 'manual' or (${t.reason} is not null and ${t.recordedBy} is not null)`,
    ),
  ],
);

/** What became known about a punch afterwards: the reason of a field punch, moves of a live location. Append-only. */
export const punchEvidence = sqliteTable(
  "punch_evidence",
  {
    orgId: orgId(),
    id: id(),
    punchId: text("punch_id").notNull(),
    at: instant("at"),
    kind: text("kind", { enum: ["reason", "live"] }).notNull(),
    sourceKey: text("source_key").notNull(),
    text: text("text"),
    verdict: text("verdict", { enum: ["inside", "review", "field"] }),
    distanceM: integer("distance_m"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("punch_evidence_source_key").on(t.sourceKey),
    index("punch_evidence_punch").on(t.orgId, t.punchId),
    foreignKey({ columns: [t.orgId, t.punchId], foreignColumns: [punches.orgId, punches.id] }),
    check("punch_evidence_kind", sql`${t.kind} in ('reason', 'live')`),
  ],
);
