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
import {
  id,
  instant,
  localDate,
  maybeInstant,
  maybeLocalDate,
  minutes,
  orgId,
} from "../columns.ts";
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
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] })],
);

/**
 * What a shift says from a date on. A change is a new row, so an earlier day never changes.
 * Minutes count from local midnight of the shift's date; an end over 1440 is on the next day.
 */
export const shiftVersions = sqliteTable(
  "shift_versions",
  {
    orgId: orgId(),
    id: id(),
    shiftId: text("shift_id").notNull(),
    validFrom: localDate("valid_from"),
    startMinute: minutes("start_minute"),
    endMinute: minutes("end_minute"),
    breakMinutes: minutes("break_minutes"),
    /** Worked minutes after which the break is deducted. */
    breakAfterMinutes: minutes("break_after_minutes"),
    graceLate: minutes("grace_late"),
    graceEarly: minutes("grace_early"),
    earlyWindow: minutes("early_window"),
    lateWindow: minutes("late_window"),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("shift_versions_shift").on(t.orgId, t.shiftId, t.validFrom),
    foreignKey({ columns: [t.orgId, t.shiftId], foreignColumns: [shifts.orgId, shifts.id] }),
    check("shift_versions_start", sql`${t.startMinute} between 0 and 1439`),
    check(
      "shift_versions_end",
      sql`${t.endMinute} > ${t.startMinute} and ${t.endMinute} <= ${t.startMinute} + 1440`,
    ),
    check(
      "shift_versions_break",
      sql`${t.breakMinutes} >= 0 and ${t.breakMinutes} < ${t.endMinute} - ${t.startMinute}`,
    ),
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
    validFrom: localDate("valid_from"),
    validTo: maybeLocalDate("valid_to"),
    createdAt: instant("created_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("shift_assignments_shift").on(t.orgId, t.shiftId),
    index("shift_assignments_group").on(t.orgId, t.groupId, t.validFrom),
    index("shift_assignments_employee").on(t.orgId, t.employeeId, t.validFrom),
    foreignKey({ columns: [t.orgId, t.shiftId], foreignColumns: [shifts.orgId, shifts.id] }),
    foreignKey({ columns: [t.orgId, t.groupId], foreignColumns: [groups.orgId, groups.id] }),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("shift_assignments_one_scope", sql`(${t.groupId} is null) <> (${t.employeeId} is null)`),
  ],
);
