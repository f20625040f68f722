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
import { id, instant, json, localDate, maybeInstant, maybeLocalDate, orgId } from "../columns.ts";

export const organisations = sqliteTable(
  "organisations",
  {
    id: id().primaryKey(),
    name: text("name").notNull(),
    profile: text("profile", { enum: ["ir", "ru"] }).notNull(),
    language: text("language", { enum: ["fa", "ru"] }).notNull(),
    calendar: text("calendar", { enum: ["jalali", "gregorian"] }).notNull(),
    timeZone: text("time_zone").notNull(),
    /** ISO weekday numbers, `[5]` = Friday. */
    weekend: json("weekend"),
    locationPolicy: text("location_policy", { enum: ["off", "required"] }).notNull(),
    createdAt: instant("created_at"),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    check("organisations_profile", sql`${t.profile} in ('ir', 'ru')`),
    check("organisations_language", sql`${t.language} in ('fa', 'ru')`),
    check("organisations_calendar", sql`${t.calendar} in ('jalali', 'gregorian')`),
    check("organisations_location_policy", sql`${t.locationPolicy} in ('off', 'required')`),
    check("organisations_name", sql`length(${t.name}) between 1 and 120`),
  ],
);

/** A human with one Telegram account; may work in several organisations. */
export const persons = sqliteTable(
  "persons",
  {
    id: id().primaryKey(),
    /** Below −2^52: nobody's, the person has no account (`api/core/no-telegram.ts`). */
    telegramUserId: integer("telegram_user_id").notNull(),
    name: text("name").notNull(),
    phone: text("phone"),
    /** Proven by a code; where it is set, sensitive acts ask for a code by it (P 7.3). */
    email: text("email"),
    language: text("language", { enum: ["fa", "ru"] }),
    calendar: text("calendar", { enum: ["jalali", "gregorian"] }),
    currentOrgId: text("current_org_id").references(() => organisations.id),
    /** Set while the person has blocked the bot, or never opened it. */
    staffUnreachableAt: maybeInstant("staff_unreachable_at"),
    ownerUnreachableAt: maybeInstant("owner_unreachable_at"),
    createdAt: instant("created_at"),
  },
  (t) => [
    uniqueIndex("persons_telegram_user").on(t.telegramUserId),
    index("persons_current_org").on(t.currentOrgId),
    index("persons_phone")
      .on(t.phone)
      .where(sql`${t.phone} is not null`),
    check("persons_language", sql`${t.language} in ('fa', 'ru')`),
    check("persons_calendar", sql`${t.calendar} in ('jalali', 'gregorian')`),
  ],
);

const presets = [
  "owner",
  "manager",
  "front_desk",
  "call_centre",
  "accountant",
  "marketer",
  "support",
  "employee",
] as const;

/** A role is a set of permissions; its name decides nothing. */
export const roles = sqliteTable(
  "roles",
  {
    orgId: orgId().references(() => organisations.id),
    id: id(),
    /** Null: made by the organisation itself, from the preset `basedOn`. */
    preset: text("preset", { enum: presets }),
    name: text("name").notNull(),
    permissions: json("permissions"),
    basedOn: text("based_on", { enum: presets }),
    createdAt: integer("created_at").notNull().default(0),
    archivedAt: maybeInstant("archived_at"),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("roles_preset").on(t.orgId, t.preset),
  ],
);

/** Staff group: people who share a shift and a workplace. */
export const groups = sqliteTable(
  "groups",
  {
    orgId: orgId().references(() => organisations.id),
    id: id(),
    name: text("name").notNull(),
    createdAt: instant("created_at"),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), uniqueIndex("groups_name").on(t.orgId, t.name)],
);

/** A person in one organisation. */
export const employees = sqliteTable(
  "employees",
  {
    orgId: orgId().references(() => organisations.id),
    id: id(),
    personId: text("person_id")
      .notNull()
      .references(() => persons.id),
    roleId: text("role_id").notNull(),
    groupId: text("group_id"),
    name: text("name").notNull(),
    state: text("state", { enum: ["active", "ended"] }).notNull(),
    startedOn: localDate("started_on"),
    endedOn: maybeLocalDate("ended_on"),
    /** When it was said that they work here no longer: messages sent before still count. */
    endedAt: maybeInstant("ended_at"),
    createdAt: instant("created_at"),
    version: integer("version").notNull().default(1),
    /** 0 for an owner who has never clocked in: the one who may go without a seat (AL-5). */
    keepsTime: integer("keeps_time").notNull().default(1),
    /** When the first punch of somebody was made who kept no time until then: days before it are none of theirs. */
    keepsTimeSince: maybeInstant("keeps_time_since"),
    /** Who keeps a seat when there are fewer than people: the higher first, then the earlier employed. */
    seatRank: integer("seat_rank").notNull().default(0),
    personnelNumber: text("personnel_number"),
    position: text("position"),
    /** Null: the organisation's (P 13, two legal calendars in one organisation). */
    lawProfile: text("law_profile", { enum: ["ir", "ru"] }),
    birthDate: maybeLocalDate("birth_date"),
    /** Weekly norm by contract, minutes; null: the law pack's. */
    weekMinutes: integer("week_minutes"),
    /** Rotating work, summed accounting: what premiums and overtime are reckoned by. */
    workMode: text("work_mode", { enum: ["fixed", "rotating", "summed"] }),
    /** JSON list: ids of the groups whose people they see and decide for besides their own group; `"*"`: all groups. */
    manages: text("manages").notNull().default("[]"),
    /** Access is taken for a while: a lost phone. The employment goes on. */
    pausedAt: maybeInstant("paused_at"),
    /** HMAC of the PIN typed at a kiosk after the personnel number. */
    kioskPin: text("kiosk_pin"),
    /** When the personal data was deleted; what the books need stays. */
    erasedAt: maybeInstant("erased_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("employees_person").on(t.orgId, t.personId),
    index("employees_by_person").on(t.personId, t.state),
    index("employees_role").on(t.orgId, t.roleId),
    index("employees_group").on(t.orgId, t.groupId),
    index("employees_personnel")
      .on(t.orgId, t.personnelNumber)
      .where(sql`${t.personnelNumber} is not null`),
    foreignKey({ columns: [t.orgId, t.roleId], foreignColumns: [roles.orgId, roles.id] }),
    foreignKey({ columns: [t.orgId, t.groupId], foreignColumns: [groups.orgId, groups.id] }),
    check("employees_state", sql`${t.state} in ('active', 'ended')`),
  ],
);

/** Employments before the present one, of people who left and were employed anew. Append-only. */
export const pastEmployments = sqliteTable(
  "past_employments",
  {
    orgId: orgId(),
    employeeId: text("employee_id").notNull(),
    startedOn: localDate("started_on"),
    /** Last day, inclusive. */
    endedOn: localDate("ended_on"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.employeeId, t.startedOn] }),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("past_employments_range", sql`${t.endedOn} >= ${t.startedOn}`),
  ],
);

/**
 * Groups somebody was in before the one in `employees`: each from the day after the one before it. So a change of group
 * leaves the days that have passed to the shift they were worked in (P 3.2). Append-only.
 */
export const pastGroups = sqliteTable(
  "past_groups",
  {
    orgId: orgId(),
    employeeId: text("employee_id").notNull(),
    /** Last day in the group, inclusive. */
    validTo: localDate("valid_to"),
    /** Null: in no group. */
    groupId: text("group_id"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.employeeId, t.validTo] }),
    index("past_groups_group").on(t.orgId, t.groupId),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    foreignKey({ columns: [t.orgId, t.groupId], foreignColumns: [groups.orgId, groups.id] }),
  ],
);

/** Single use, expiring; only the SHA-256 of the token is kept. */
export const invites = sqliteTable(
  "invites",
  {
    orgId: orgId().references(() => organisations.id),
    id: id(),
    tokenHash: text("token_hash").notNull(),
    roleId: text("role_id").notNull(),
    groupId: text("group_id"),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at"),
    expiresAt: instant("expires_at"),
    usedAt: maybeInstant("used_at"),
    usedBy: text("used_by"),
    revokedAt: maybeInstant("revoked_at"),
    /** As `employees.manages`. */
    manages: text("manages").notNull().default("[]"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("invites_token").on(t.tokenHash),
    index("invites_role").on(t.orgId, t.roleId),
    index("invites_group").on(t.orgId, t.groupId),
    index("invites_created_by").on(t.orgId, t.createdBy),
    index("invites_used_by").on(t.orgId, t.usedBy),
    foreignKey({ columns: [t.orgId, t.roleId], foreignColumns: [roles.orgId, roles.id] }),
    foreignKey({ columns: [t.orgId, t.groupId], foreignColumns: [groups.orgId, groups.id] }),
    foreignKey({
      columns: [t.orgId, t.createdBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    foreignKey({ columns: [t.orgId, t.usedBy], foreignColumns: [employees.orgId, employees.id] }),
  ],
);
