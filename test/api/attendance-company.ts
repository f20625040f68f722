import { v7 as uuidv7 } from "uuid";
import { presetPermissions, type RolePreset } from "../../api/core/permissions.ts";
import { profileDefaults } from "../../api/schedule/rules/profile-defaults.ts";
import { storedHours } from "../../api/schedule/shift-statements.ts";
import type { Profile } from "../../api/core/words.ts";
import type { Database, SqlValue, Statement } from "../../db/client/port.ts";

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly latitudeE6: number;
  readonly longitudeE6: number;
  readonly radiusM: number;
}

export interface Worker {
  readonly telegramUserId: number;
  readonly employeeId: string;
  readonly personId: string;
  readonly name: string;
}

export interface Company {
  readonly orgId: string;
  readonly owner: Worker;
  readonly manager: Worker;
  readonly employee: Worker;
  readonly places: readonly Place[];
}

interface Wishes {
  readonly profile?: Profile;
  readonly locationPolicy?: "off" | "required";
  readonly places?: readonly Omit<Place, "id">[];
  /** Start and end in minutes; the profile's first shift unless told. */
  readonly shift?: { readonly start: number; readonly end: number };
  /** Telegram ids begin here, so that two companies can share a database. */
  readonly firstUser?: number;
}

/** A point some metres north of another. */
export const north = (place: { latitudeE6: number; longitudeE6: number }, metres: number) => ({
  latitudeE6: place.latitudeE6 + Math.round(metres / 0.111195),
  longitudeE6: place.longitudeE6,
});

export const shop = { name: "Shop", latitudeE6: 35_700_000, longitudeE6: 51_400_000, radiusM: 150 };

/** An organisation with an owner, a manager, an employee and one fixed shift for all, written straight to the tables. */
export async function foundCompany(db: Database, wishes: Wishes = {}): Promise<Company> {
  const profile = wishes.profile ?? "ir";
  const defaults = profileDefaults[profile];
  const orgId = uuidv7();
  const shiftId = uuidv7();
  const groupId = uuidv7();
  const first = wishes.firstUser ?? 1001;
  const places = (wishes.places ?? [shop]).map((place) => ({ ...place, id: uuidv7() }));
  const worker = (preset: RolePreset, index: number): Worker & { preset: RolePreset } => ({
    preset,
    telegramUserId: first + index,
    employeeId: uuidv7(),
    personId: uuidv7(),
    name: `${preset} ${first + index}`,
  });
  const [owner, manager, employee] = [
    worker("owner", 0),
    worker("manager", 1),
    worker("employee", 2),
  ];
  const { startMinute, endMinute } = defaults.shift;
  await db.write([
    insert("organisations", {
      id: orgId,
      name: `Company ${first}`,
      profile,
      language: defaults.language,
      calendar: defaults.calendar,
      time_zone: defaults.timeZone,
      weekend: JSON.stringify(defaults.weekend),
      location_policy: wishes.locationPolicy ?? "off",
      created_at: 0,
    }),
    insert("groups", { org_id: orgId, id: groupId, name: "All", created_at: 0 }),
    insert("shifts", { org_id: orgId, id: shiftId, name: "Day", created_at: 0 }),
    insert("shift_versions", {
      org_id: orgId,
      id: uuidv7(),
      shift_id: shiftId,
      valid_from: "2020-01-01",
      ...storedHours({
        startMinute: wishes.shift?.start ?? startMinute,
        endMinute: wishes.shift?.end ?? endMinute,
        breakMinutes: wishes.shift ? 0 : defaults.shift.breakMinutes,
      }),
      created_at: 0,
    }),
    insert("shift_assignments", {
      org_id: orgId,
      id: uuidv7(),
      shift_id: shiftId,
      group_id: groupId,
      valid_from: "2020-01-01",
      created_at: 0,
    }),
    ...places.map((place) =>
      insert("workplaces", {
        org_id: orgId,
        id: place.id,
        name: place.name,
        latitude_e6: place.latitudeE6,
        longitude_e6: place.longitudeE6,
        radius_m: place.radiusM,
        time_zone: defaults.timeZone,
        created_at: 0,
      }),
    ),
    ...[owner, manager, employee].flatMap((person) => hire(person, orgId, groupId)),
  ]);
  return { orgId, owner, manager, employee, places };
}

function hire(
  person: Worker & { preset: RolePreset },
  orgId: string,
  groupId: string,
): Statement[] {
  const roleId = uuidv7();
  return [
    insert("roles", {
      org_id: orgId,
      id: roleId,
      preset: person.preset,
      name: person.preset,
      permissions: JSON.stringify(presetPermissions[person.preset]),
    }),
    insert("persons", {
      id: person.personId,
      telegram_user_id: person.telegramUserId,
      name: person.name,
      current_org_id: orgId,
      created_at: 0,
    }),
    insert("employees", {
      org_id: orgId,
      id: person.employeeId,
      person_id: person.personId,
      role_id: roleId,
      group_id: groupId,
      name: person.name,
      state: "active",
      started_on: "2024-03-20",
      manages: person.preset === "manager" ? '["*"]' : "[]",
      created_at: 0,
    }),
  ];
}

export function insert(table: string, row: Readonly<Record<string, SqlValue>>): Statement {
  const columns = Object.keys(row);
  return {
    sql: `insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`,
    params: Object.values(row),
  };
}

/** One more employee with the role and group of another. */
export const hireLike = (colleague: Worker, index: number, name: string): Statement[] => [
  {
    sql: `insert into persons (id, telegram_user_id, name, current_org_id, created_at)
      select ?, ?, ?, org_id, 0 from employees where id = ?`,
    params: [`person-${index}`, 50_000 + index, name, colleague.employeeId],
  },
  {
    sql: `insert into employees (org_id, id, person_id, role_id, group_id, manages, name, state, started_on, created_at)
      select org_id, ?, ?, role_id, group_id, manages, ?, 'active', started_on, 0 from employees where id = ?`,
    params: [uuidv7(), `person-${index}`, name, colleague.employeeId],
  },
];
