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
import { id, instant, json, maybeInstant, orgId } from "../columns.ts";
import { employees, persons } from "./people.ts";

/** The second confirmation of a sensitive act; good once, for exactly what its fingerprint says (P 7.3). */
export const confirmations = sqliteTable(
  "confirmations",
  {
    orgId: orgId(),
    id: id(),
    personId: text("person_id")
      .notNull()
      .references(() => persons.id),
    action: text("action").notNull(),
    /** SHA-256 of action, subject and facts. */
    fingerprint: text("fingerprint").notNull(),
    /** What the person is shown. */
    facts: json("facts"),
    /** Where the act was tried: `bot:owner`, `web`. */
    origin: text("origin").notNull(),
    state: text("state", {
      enum: ["pending", "approved", "used", "denied", "withdrawn", "expired"],
    }).notNull(),
    /** Bot the question went to. */
    pushBot: text("push_bot", { enum: ["staff", "owner"] }),
    /** When it was answered there with yes. */
    pushedAt: maybeInstant("pushed_at"),
    /** HMAC of the code sent by e-mail; null where no address is set. */
    emailHash: text("email_hash"),
    /** When the right code was given. */
    emailAt: maybeInstant("email_at"),
    attempts: integer("attempts").notNull().default(0),
    /** How often the question was sent, and when last. */
    sends: integer("sends").notNull().default(0),
    sentAt: maybeInstant("sent_at"),
    createdAt: instant("created_at"),
    expiresAt: instant("expires_at"),
    endedAt: maybeInstant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("confirmations_person").on(t.personId, t.fingerprint, t.state),
    index("confirmations_expires").on(t.expiresAt),
    check(
      "confirmations_state",
      sql`${t.state} in ('pending', 'approved', 'used', 'denied', 'withdrawn', 'expired')`,
    ),
    check("confirmations_attempts", sql`${t.attempts} between 0 and 5`),
  ],
);

/** Somebody has lost their e-mail: another owner or the operator agrees, everybody is told, and time passes. */
export const factorRecoveries = sqliteTable(
  "factor_recoveries",
  {
    orgId: orgId(),
    id: id(),
    employeeId: text("employee_id").notNull(),
    state: text("state", { enum: ["asked", "waiting", "done", "cancelled"] }).notNull(),
    createdAt: instant("created_at"),
    /** `employee:<id>` or `operator:<telegram id>`. */
    approvedBy: text("approved_by"),
    approvedAt: maybeInstant("approved_at"),
    effectiveAt: maybeInstant("effective_at"),
    endedAt: maybeInstant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("factor_recoveries_open")
      .on(t.orgId, t.employeeId)
      .where(sql`${t.state} in ('asked', 'waiting')`),
    index("factor_recoveries_employee").on(t.orgId, t.employeeId),
    index("factor_recoveries_due")
      .on(t.effectiveAt)
      .where(sql`${t.state} = 'waiting'`),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("factor_recoveries_state", sql`${t.state} in ('asked', 'waiting', 'done', 'cancelled')`),
  ],
);

/** The security log of an organisation: append-only, every row sealed together with the one before it. */
export const securityEvents = sqliteTable(
  "security_events",
  {
    orgId: orgId(),
    /** 1, 2, 3 … without a gap. */
    seq: integer("seq").notNull(),
    id: id(),
    at: instant("at"),
    /** What the filters go by: people, roles, export, billing … */
    area: text("area").notNull(),
    action: text("action").notNull(),
    /** 1: owners are told at once. */
    critical: integer("critical").notNull(),
    /** `telegram:<id>`, `job:<name>`, `gateway:<name>`. */
    actor: text("actor").notNull(),
    employeeId: text("employee_id"),
    /** Name of the role at that time. */
    role: text("role"),
    /** `bot:owner`, `web`, `job`. */
    origin: text("origin").notNull(),
    device: text("device"),
    address: text("address"),
    subject: text("subject").notNull(),
    before: text("before"),
    after: text("after"),
    requestId: text("request_id").notNull(),
    /** Which signing key sealed it. */
    keyId: text("key_id").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.seq] }),
    uniqueIndex("security_events_id").on(t.id),
    index("security_events_area").on(t.orgId, t.area, t.seq),
    index("security_events_employee").on(t.orgId, t.employeeId, t.seq),
    index("security_events_at").on(t.orgId, t.at),
    check("security_events_critical", sql`${t.critical} in (0, 1)`),
  ],
);

/** A sign-in link from a bot; only the SHA-256 of its token is kept. */
export const webLinks = sqliteTable(
  "web_links",
  {
    tokenHash: text("token_hash").primaryKey(),
    personId: text("person_id")
      .notNull()
      .references(() => persons.id),
    bot: text("bot", { enum: ["staff", "owner"] }).notNull(),
    createdAt: instant("created_at"),
    expiresAt: instant("expires_at"),
    usedAt: maybeInstant("used_at"),
  },
  (t) => [index("web_links_person").on(t.personId), index("web_links_expires").on(t.expiresAt)],
);

/** A browser somebody is signed in with. */
export const webSessions = sqliteTable(
  "web_sessions",
  {
    id: id().primaryKey(),
    personId: text("person_id")
      .notNull()
      .references(() => persons.id),
    tokenHash: text("token_hash").notNull(),
    bot: text("bot", { enum: ["staff", "owner"] }).notNull(),
    method: text("method", { enum: ["init_data", "link"] }).notNull(),
    /** `waiting`: for the second confirmation. */
    state: text("state", { enum: ["waiting", "active", "ended"] }).notNull(),
    device: text("device").notNull(),
    address: text("address"),
    createdAt: instant("created_at"),
    seenAt: instant("seen_at"),
    expiresAt: instant("expires_at"),
    endedAt: maybeInstant("ended_at"),
    /** The question that has to be answered before it is active. */
    confirmationId: text("confirmation_id"),
  },
  (t) => [
    uniqueIndex("web_sessions_token").on(t.tokenHash),
    index("web_sessions_person").on(t.personId, t.state),
    index("web_sessions_expires").on(t.expiresAt),
    check("web_sessions_method", sql`${t.method} in ('init_data', 'link')`),
    check("web_sessions_state", sql`${t.state} in ('waiting', 'active', 'ended')`),
  ],
);

/** How often something happened in a slot of time, over all processes. */
export const rateCounters = sqliteTable(
  "rate_counters",
  {
    key: text("key").notNull(),
    /** Start of the slot, ms. */
    slot: integer("slot").notNull(),
    count: integer("count").notNull(),
  },
  (t) => [primaryKey({ columns: [t.key, t.slot] }), index("rate_counters_slot").on(t.slot)],
);
