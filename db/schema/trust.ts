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
import { id, instant, maybeInstant, orgId } from "../columns.ts";
import { punches } from "./attendance.ts";
import { employees } from "./people.ts";
import { workplaces } from "./schedule.ts";

/** A tablet or screen at a workplace that shows a rotating QR. */
export const kiosks = sqliteTable(
  "kiosks",
  {
    orgId: orgId(),
    id: id(),
    workplaceId: text("workplace_id").notNull(),
    name: text("name").notNull(),
    /** Short public name in the QR. */
    code: text("code").notNull(),
    /** Base64url key of the step codes; it never leaves the server, the page gets codes made ahead. */
    secret: text("secret").notNull(),
    /** SHA-256 of the address the page is opened by. */
    tokenHash: text("token_hash").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at"),
    seenAt: maybeInstant("seen_at"),
    revokedAt: maybeInstant("revoked_at"),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("kiosks_code").on(t.code),
    uniqueIndex("kiosks_token").on(t.tokenHash),
    index("kiosks_workplace").on(t.orgId, t.workplaceId),
    index("kiosks_created_by").on(t.orgId, t.createdBy),
    foreignKey({
      columns: [t.orgId, t.workplaceId],
      foreignColumns: [workplaces.orgId, workplaces.id],
    }),
    foreignKey({
      columns: [t.orgId, t.createdBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
  ],
);

/** A step of a kiosk is good once for each person (ATT K12). */
export const kioskScans = sqliteTable(
  "kiosk_scans",
  {
    orgId: orgId(),
    kioskId: text("kiosk_id").notNull(),
    step: integer("step").notNull(),
    employeeId: text("employee_id").notNull(),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.kioskId, t.step, t.employeeId] }),
    index("kiosk_scans_employee").on(t.orgId, t.employeeId),
    index("kiosk_scans_created").on(t.createdAt),
    foreignKey({ columns: [t.orgId, t.kioskId], foreignColumns: [kiosks.orgId, kiosks.id] }),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
  ],
);

/** A live location that was asked for, because a punch was doubtful or by chance. */
export const handshakes = sqliteTable(
  "handshakes",
  {
    orgId: orgId(),
    id: id(),
    employeeId: text("employee_id").notNull(),
    /** The punch that gave cause; null: a spot check. */
    punchId: text("punch_id"),
    askedBy: text("asked_by"),
    state: text("state", {
      enum: ["asked", "sharing", "confirmed", "failed", "expired"],
    }).notNull(),
    editsInside: integer("edits_inside").notNull().default(0),
    askedAt: instant("asked_at"),
    expiresAt: instant("expires_at"),
    concludedAt: maybeInstant("concluded_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("handshakes_employee").on(t.orgId, t.employeeId, t.state),
    index("handshakes_punch").on(t.orgId, t.punchId),
    index("handshakes_asked_by").on(t.orgId, t.askedBy),
    index("handshakes_expires").on(t.state, t.expiresAt),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    foreignKey({ columns: [t.orgId, t.punchId], foreignColumns: [punches.orgId, punches.id] }),
    foreignKey({ columns: [t.orgId, t.askedBy], foreignColumns: [employees.orgId, employees.id] }),
    check(
      "handshakes_state",
      sql`${t.state} in ('asked', 'sharing', 'confirmed', 'failed', 'expired')`,
    ),
  ],
);

/** What a manager said of a doubtful punch. Append-only. */
export const punchReviews = sqliteTable(
  "punch_reviews",
  {
    orgId: orgId(),
    id: id(),
    punchId: text("punch_id").notNull(),
    verdict: text("verdict", { enum: ["trusted", "refused"] }).notNull(),
    reviewedBy: text("reviewed_by").notNull(),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("punch_reviews_once").on(t.orgId, t.punchId),
    index("punch_reviews_reviewed_by").on(t.orgId, t.reviewedBy),
    foreignKey({ columns: [t.orgId, t.punchId], foreignColumns: [punches.orgId, punches.id] }),
    foreignKey({
      columns: [t.orgId, t.reviewedBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("punch_reviews_verdict", sql`${t.verdict} in ('trusted', 'refused')`),
  ],
);
