import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
} from "drizzle-orm/sqlite-core";
import { id, instant, json, localDate, maybeInstant, maybeLocalDate, orgId } from "../columns.ts";
import { employees, groups, organisations } from "./people.ts";

/** A place with a fence: centre in microdegrees, radius in metres. */
export const workplaces = sqliteTable(
  "workplaces",
  {
    orgId: orgId().references(() => organisations.id),
    id: id(),
    name: text("name").notNull(),
    latitudeE6: integer("latitude_e6").notNull(),
    longitudeE6: integer("longitude_e6").notNull(),
    radiusM: integer("radius_m").notNull(),
    timeZone: text("time_zone").notNull(),
    createdAt: instant("created_at"),
    archivedAt: maybeInstant("archived_at"),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    check("workplaces_latitude", sql`${t.latitudeE6} between -90000000 and 90000000`),
    check("workplaces_longitude", sql`${t.longitudeE6} between -180000000 and 180000000`),
    check("workplaces_radius", sql`${t.radiusM} between 30 and 3000`),
  ],
);

export const shifts = sqliteTable(
  "shifts",
  {
    orgId: orgId().references(() => organisations.id),
    id: id(),
    name: text("name").notNull(),
    createdAt: instant("created_at"),
    archivedAt: maybeInstant("archived_at"),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] })],
);

/**
 * What a shift says from a date on. A change is a new row, so an earlier day never changes. Append-only.
 * Minutes count from local midnight of the shift's date; an end over 1440 is on the next day.
 */
export const shiftVersions = sqliteTable(
  "shift_versions",
  {
    orgId: orgId(),
    id: id(),
    shiftId: text("shift_id").notNull(),
    validFrom: localDate("valid_from"),
    /** `ShiftPattern`, or `{"kind":"workdays"}`: every day outside the organisation's weekend. */
    pattern: json("pattern"),
    /** `Partial<ShiftRules>` over the law profile's defaults. */
    rules: json("rules"),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("shift_versions_shift").on(t.orgId, t.shiftId, t.validFrom),
    foreignKey({ columns: [t.orgId, t.shiftId], foreignColumns: [shifts.orgId, shifts.id] }),
  ],
);

/** Who works a shift, by date range; an employee's own row beats the group's. */
export const shiftAssignments = sqliteTable(
  "shift_assignments",
  {
    orgId: orgId(),
    id: id(),
    shiftId: text("shift_id").notNull(),
    groupId: text("group_id"),
    employeeId: text("employee_id"),
    /** Whose zone and calendar the days follow; null: the organisation's. */
    workplaceId: text("workplace_id"),
    validFrom: localDate("valid_from"),
    validTo: maybeLocalDate("valid_to"),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("shift_assignments_shift").on(t.orgId, t.shiftId),
    index("shift_assignments_group").on(t.orgId, t.groupId, t.validFrom),
    index("shift_assignments_employee").on(t.orgId, t.employeeId, t.validFrom),
    index("shift_assignments_workplace").on(t.orgId, t.workplaceId),
    foreignKey({ columns: [t.orgId, t.shiftId], foreignColumns: [shifts.orgId, shifts.id] }),
    foreignKey({ columns: [t.orgId, t.groupId], foreignColumns: [groups.orgId, groups.id] }),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    foreignKey({
      columns: [t.orgId, t.workplaceId],
      foreignColumns: [workplaces.orgId, workplaces.id],
    }),
    check("shift_assignments_one_scope", sql`(${t.groupId} is null) <> (${t.employeeId} is null)`),
  ],
);

/**
 * What one employee does on one date instead of the plan; the newest row of a date holds. Append-only: an exception is taken
 * back by a row that goes back to the plan.
 */
export const rosterDays = sqliteTable(
  "roster_days",
  {
    orgId: orgId(),
    id: id(),
    employeeId: text("employee_id").notNull(),
    date: localDate("date"),
    /** `ShiftSegment[]`; `[]` a day off; null: back to the plan. */
    segments: text("segments"),
    /** Whose rules hold; null: those of the shift planned that day. */
    shiftId: text("shift_id"),
    source: text("source", { enum: ["exception", "rota", "copy", "swap"] }).notNull(),
    /** Batch or request that made it: what belongs together is undone together. */
    reference: text("reference").notNull(),
    /** The worked rest day for which this day off is given. */
    substituteFor: maybeLocalDate("substitute_for"),
    note: text("note"),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("roster_days_employee").on(t.orgId, t.employeeId, t.date),
    index("roster_days_reference").on(t.orgId, t.reference),
    index("roster_days_shift").on(t.orgId, t.shiftId),
    index("roster_days_created_by").on(t.orgId, t.createdBy),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    foreignKey({ columns: [t.orgId, t.shiftId], foreignColumns: [shifts.orgId, shifts.id] }),
    foreignKey({
      columns: [t.orgId, t.createdBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("roster_days_source", sql`${t.source} in ('exception', 'rota', 'copy', 'swap')`),
  ],
);

/** The organisation's own word on a date, for all or for one workplace; the newest row of a scope and date holds. Append-only. */
export const calendarOverrides = sqliteTable(
  "calendar_overrides",
  {
    orgId: orgId().references(() => organisations.id),
    id: id(),
    date: localDate("date"),
    workplaceId: text("workplace_id"),
    /** `none` takes the word back. */
    kind: text("kind", {
      enum: ["work", "weekend", "holiday", "moved_off", "short", "work_moved", "none"],
    }).notNull(),
    shortenedMinutes: integer("shortened_minutes").notNull().default(0),
    name: text("name"),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("calendar_overrides_date").on(t.orgId, t.date),
    index("calendar_overrides_workplace").on(t.orgId, t.workplaceId),
    index("calendar_overrides_created_by").on(t.orgId, t.createdBy),
    foreignKey({
      columns: [t.orgId, t.workplaceId],
      foreignColumns: [workplaces.orgId, workplaces.id],
    }),
    foreignKey({
      columns: [t.orgId, t.createdBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check(
      "calendar_overrides_kind",
      sql`${t.kind} in ('work', 'weekend', 'holiday', 'moved_off', 'short', 'work_moved', 'none')`,
    ),
    check("calendar_overrides_shortened", sql`${t.shortenedMinutes} between 0 and 480`),
  ],
);

/** Official calendar of a year, brought in by the operator; takes the place of the one that came with the release. */
export const officialYears = sqliteTable(
  "official_years",
  {
    profile: text("profile", { enum: ["ir", "ru"] }).notNull(),
    /** `2027`, `1406`. */
    year: integer("year").notNull(),
    /** The newest revision holds. */
    revision: integer("revision").notNull(),
    payload: json("payload"),
    source: text("source").notNull(),
    checksum: text("checksum").notNull(),
    importedAt: instant("imported_at"),
  },
  (t) => [
    primaryKey({ columns: [t.profile, t.year, t.revision] }),
    check("official_years_profile", sql`${t.profile} in ('ir', 'ru')`),
  ],
);
