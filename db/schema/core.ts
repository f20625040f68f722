import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { id, instant, json, maybeInstant } from "../columns.ts";

/** A guarded statement that changed nothing inserts here and so breaks its batch (`db/client/guard.ts`). Always empty. */
export const writeGuards = sqliteTable("write_guards", { ok: integer("ok").notNull() }, (t) => [
  check("write_guards_ok", sql`${t.ok} = 1`),
]);

/** Answers of finished commands. Written first in the command's batch: the key decides who was first. */
export const idempotencyKeys = sqliteTable(
  "idempotency_keys",
  {
    key: text("key").primaryKey(),
    requestHash: text("request_hash").notNull(),
    answer: json("answer"),
    createdAt: instant("created_at"),
  },
  (t) => [index("idempotency_keys_created").on(t.createdAt)],
);

/** Who did what, when; append-only. `org_id` is null before an organisation exists. */
export const audit = sqliteTable(
  "audit",
  {
    id: id().primaryKey(),
    orgId: text("org_id"),
    at: instant("at"),
    /** `person:<id>` or `system:<job>`. */
    actor: text("actor").notNull(),
    action: text("action").notNull(),
    subject: text("subject").notNull(),
    before: text("before"),
    after: text("after"),
    requestId: text("request_id").notNull(),
  },
  (t) => [
    index("audit_org_at").on(t.orgId, t.at),
    /** The history of a person; rows of punches stay out of it. */
    index("audit_employee")
      .on(t.orgId, t.subject, t.at)
      .where(sql`${t.subject} >= 'employee:' and ${t.subject} < 'employee;'`),
  ],
);

/** Messages to people, written in the batch of what they tell; sent and re-sent by the dispatcher. */
export const outbox = sqliteTable(
  "outbox",
  {
    id: id().primaryKey(),
    orgId: text("org_id"),
    /** One message per subject, recipient and event, ever. */
    dedupKey: text("dedup_key").notNull(),
    bot: text("bot", { enum: ["staff", "owner"] }).notNull(),
    personId: text("person_id").notNull(),
    chatId: integer("chat_id").notNull(),
    kind: text("kind").notNull(),
    payload: json("payload"),
    /** `request:<id>`: finds every copy of one card. */
    subject: text("subject").notNull(),
    state: text("state", { enum: ["pending", "sent", "dead"] }).notNull(),
    /** Not before this instant; a lease while somebody sends it. */
    runAt: instant("run_at"),
    attempts: integer("attempts").notNull().default(0),
    /** Grows when the message must be shown anew; a send of an older revision does not end the row. */
    revision: integer("revision").notNull().default(0),
    messageId: integer("message_id"),
    error: text("error"),
    createdAt: instant("created_at"),
    sentAt: maybeInstant("sent_at"),
  },
  (t) => [
    uniqueIndex("outbox_dedup").on(t.dedupKey),
    index("outbox_due")
      .on(t.runAt)
      .where(sql`${t.state} = 'pending'`),
    index("outbox_subject").on(t.subject),
    index("outbox_dead")
      .on(t.chatId)
      .where(sql`${t.state} = 'dead'`),
    check("outbox_state", sql`${t.state} in ('pending', 'sent', 'dead')`),
    check("outbox_bot", sql`${t.bot} in ('staff', 'owner')`),
  ],
);

/** Claim of one Telegram update by one worker. */
export const telegramUpdates = sqliteTable(
  "telegram_updates",
  {
    bot: text("bot", { enum: ["staff", "owner"] }).notNull(),
    updateId: integer("update_id").notNull(),
    state: text("state", { enum: ["claimed", "done", "poison"] }).notNull(),
    leaseUntil: instant("lease_until"),
    attempts: integer("attempts").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.bot, t.updateId] }),
    index("telegram_updates_lease").on(t.leaseUntil),
    check("telegram_updates_state", sql`${t.state} in ('claimed', 'done', 'poison')`),
  ],
);

/** A conversation in several steps, one per bot and user; survives restarts. */
export const dialogs = sqliteTable(
  "dialogs",
  {
    bot: text("bot", { enum: ["staff", "owner"] }).notNull(),
    telegramUserId: integer("telegram_user_id").notNull(),
    step: text("step").notNull(),
    draft: json("draft"),
    screenMessageId: integer("screen_message_id"),
    version: integer("version").notNull(),
    expiresAt: instant("expires_at"),
  },
  (t) => [primaryKey({ columns: [t.bot, t.telegramUserId] })],
);

/** Jobs that run once per slot: `accrual`, `2026-11-21`. */
export const jobSlots = sqliteTable(
  "job_slots",
  {
    job: text("job").notNull(),
    slot: text("slot").notNull(),
    finishedAt: instant("finished_at"),
  },
  (t) => [primaryKey({ columns: [t.job, t.slot] })],
);
