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
import { id, instant, json, localDate, maybeInstant, orgId } from "../columns.ts";
import { employees, groups, organisations } from "./people.ts";
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
    /** `undirected`: from a device that does not say which; pairing alternates (ATT A16). */
    kind: text("kind", {
      enum: ["in", "out", "break_start", "break_end", "undirected", "void"],
    }).notNull(),
    source: text("source", {
      enum: [
        "telegram",
        "kiosk",
        "device",
        "manual",
        "correction",
        "self_declared",
        "import",
        "system",
        "seed",
      ],
    }).notNull(),
    /** Unique name of the event at its source, `tg:<bot>:<chat>:<message>`: a redelivery can't make a second row. */
    sourceKey: text("source_key").notNull(),
    /** Zone in which the punch belongs to a day. */
    timeZone: text("time_zone").notNull(),
    workplaceId: text("workplace_id"),
    verdict: text("verdict", { enum: ["inside", "review", "field", "not_asked"] }).notNull(),
    distanceM: integer("distance_m"),
    accuracyM: integer("accuracy_m"),
    /** Keyed hash of the exact point; finds replays without keeping where a person was. */
    pointHash: text("point_hash"),
    /** 0…100. */
    trust: integer("trust").notNull(),
    flags: json("flags"),
    reason: text("reason"),
    supersedesId: text("supersedes_id"),
    /** The employee who entered it for somebody else. */
    recordedBy: text("recorded_by"),
    /** What the receipt shows and `/verify` finds; follows from the row and the receipt before it. */
    receipt: text("receipt"),
    /** `request:<id>`, `import:<id>`, `watch:<id>`: what it came from. */
    reference: text("reference"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("punches_source_key").on(t.sourceKey),
    index("punches_employee_at").on(t.orgId, t.employeeId, t.at),
    index("punches_doubtful")
      .on(t.orgId, t.at)
      .where(sql`${t.verdict} in ('review', 'field') or ${t.flags} <> '[]'`),
    index("punches_point")
      .on(t.orgId, t.pointHash, t.at)
      .where(sql`${t.pointHash} is not null`),
    // What comes long after its time may lie in a month that is closed; all the others cost nothing here.
    index("punches_late")
      .on(t.orgId, t.receivedAt)
      .where(sql`${t.receivedAt} > ${t.at} + 600000`),
    uniqueIndex("punches_supersedes").on(t.orgId, t.supersedesId),
    index("punches_workplace").on(t.orgId, t.workplaceId),
    index("punches_recorded_by").on(t.orgId, t.recordedBy),
    index("punches_receipt").on(t.receipt),
    index("punches_reference")
      .on(t.orgId, t.reference)
      .where(sql`${t.reference} is not null`),
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
    check(
      "punches_kind",
      sql`${t.kind} in ('in', 'out', 'break_start', 'break_end', 'undirected', 'void')`,
    ),
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
    kind: text("kind", { enum: ["reason", "live", "photo"] }).notNull(),
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
    check("punch_evidence_kind", sql`${t.kind} in ('reason', 'live', 'photo')`),
  ],
);

/** Where a punch was made, kept only while the organisation wants it (P 3.4); deleted when it does not. */
export const punchPoints = sqliteTable(
  "punch_points",
  {
    orgId: orgId(),
    punchId: text("punch_id").notNull(),
    latitudeE6: integer("latitude_e6").notNull(),
    longitudeE6: integer("longitude_e6").notNull(),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.punchId] }),
    foreignKey({ columns: [t.orgId, t.punchId], foreignColumns: [punches.orgId, punches.id] }),
  ],
);

/** What somebody says of a change that others made to their log: an open objection freezes the line at the close. */
export const changeAnswers = sqliteTable(
  "change_answers",
  {
    orgId: orgId(),
    /** The punch row that made the change. */
    punchId: text("punch_id").notNull(),
    employeeId: text("employee_id").notNull(),
    answer: text("answer", { enum: ["accepted", "objected"] }).notNull(),
    text: text("text"),
    answeredAt: instant("answered_at"),
    settledBy: text("settled_by"),
    settledAt: maybeInstant("settled_at"),
    settlement: text("settlement"),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.punchId] }),
    index("change_answers_employee").on(t.orgId, t.employeeId),
    index("change_answers_settled_by").on(t.orgId, t.settledBy),
    foreignKey({ columns: [t.orgId, t.punchId], foreignColumns: [punches.orgId, punches.id] }),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    foreignKey({
      columns: [t.orgId, t.settledBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("change_answers_answer", sql`${t.answer} in ('accepted', 'objected')`),
  ],
);

/**
 * A planned shift that somebody is expected at: made when its local day begins, so that reminders need no derivation.
 * `state`: what was answered to the question after the end.
 */
export const shiftWatches = sqliteTable(
  "shift_watches",
  {
    orgId: orgId(),
    employeeId: text("employee_id").notNull(),
    date: localDate("date"),
    startsAt: instant("starts_at"),
    endsAt: instant("ends_at"),
    /** When it is looked at next; null: nothing more to ask. */
    nextAt: maybeInstant("next_at"),
    stage: text("stage", { enum: ["start", "end", "again", "done"] }).notNull(),
    answer: text("answer", { enum: ["plan_end", "still_working", "other_time", "not_worked"] }),
    answeredAt: maybeInstant("answered_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.employeeId, t.date] }),
    index("shift_watches_next").on(t.nextAt),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("shift_watches_stage", sql`${t.stage} in ('start', 'end', 'again', 'done')`),
  ],
);

/** A file of punches on its way into the log, in slices; what it brought names it as `import:<id>`. */
export const punchImports = sqliteTable(
  "punch_imports",
  {
    orgId: orgId(),
    id: id(),
    name: text("name").notNull(),
    /** `ImportRow[]`: who, when, which; emptied when all of them are in. */
    payload: json("payload"),
    state: text("state", { enum: ["running", "done"] }).notNull(),
    total: integer("total").notNull(),
    done: integer("done").notNull(),
    added: integer("added").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at"),
    /** When somebody goes on with it; null: it is done. */
    nextAt: maybeInstant("next_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("punch_imports_next").on(t.nextAt),
    index("punch_imports_created_by").on(t.orgId, t.createdBy),
    foreignKey({
      columns: [t.orgId, t.createdBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("punch_imports_state", sql`${t.state} in ('running', 'done')`),
  ],
);

/** What a day is reckoned by in an organisation from a date on; the newest row before a day holds. Append-only. */
export const workRules = sqliteTable(
  "work_rules",
  {
    orgId: orgId().references(() => organisations.id),
    id: id(),
    validFrom: localDate("valid_from"),
    /** `WorkRules`: only what differs from the law pack's own. */
    payload: json("payload"),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("work_rules_from").on(t.orgId, t.validFrom),
    index("work_rules_created_by").on(t.orgId, t.createdBy),
    foreignKey({
      columns: [t.orgId, t.createdBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
  ],
);

/** Choices of an organisation that change no number of a day: digests, summaries, reminders, what is kept. */
export const attendanceSettings = sqliteTable("attendance_settings", {
  orgId: orgId()
    .primaryKey()
    .references(() => organisations.id),
  /** `AttendanceSettings`: only what differs from the defaults. */
  payload: json("payload"),
  updatedAt: instant("updated_at"),
  version: integer("version").notNull().default(1),
});

/** When one employee wants to hear of what can wait. */
export const noticeSettings = sqliteTable(
  "notice_settings",
  {
    orgId: orgId(),
    employeeId: text("employee_id").notNull(),
    /** Minutes from local midnight; null: the organisation's. */
    quietFrom: integer("quiet_from"),
    quietTo: integer("quiet_to"),
    weeklySummary: integer("weekly_summary").notNull().default(1),
    monthlySummary: integer("monthly_summary").notNull().default(1),
    updatedAt: instant("updated_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.employeeId] }),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
  ],
);

/** The board pinned in a team's group chat, edited in place. */
export const teamBoards = sqliteTable(
  "team_boards",
  {
    orgId: orgId(),
    id: id(),
    chatId: integer("chat_id").notNull(),
    messageId: integer("message_id"),
    groupId: text("group_id"),
    language: text("language", { enum: ["fa", "ru"] }).notNull(),
    /** Hash of the text shown, so that nothing is edited in vain. */
    shown: text("shown"),
    nextAt: maybeInstant("next_at"),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at"),
    removedAt: maybeInstant("removed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("team_boards_chat").on(t.chatId),
    index("team_boards_next").on(t.nextAt),
    index("team_boards_group").on(t.orgId, t.groupId),
    index("team_boards_created_by").on(t.orgId, t.createdBy),
    foreignKey({ columns: [t.orgId, t.groupId], foreignColumns: [groups.orgId, groups.id] }),
    foreignKey({
      columns: [t.orgId, t.createdBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
  ],
);
