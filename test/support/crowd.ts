import { v7 as uuidv7 } from "uuid";
import { presetPermissions, type RolePreset } from "../../api/core/permissions.ts";
import type { Database } from "../../db/client/port.ts";
import * as schema from "../../db/schema/index.ts";
import { builder, toStatement } from "../../db/sql.ts";

export interface Crowd {
  readonly orgId: string;
  /** Telegram ids, one employee each. */
  readonly users: readonly number[];
}

export interface CrowdOptions {
  readonly people: number;
  readonly firstUser?: number;
  readonly role?: RolePreset;
  /** Instant at which the company was founded, ms. */
  readonly since?: number;
}

const dayMs = 86_400_000;

/** An Iranian company without location policy and with many employees, written straight into the database. */
export async function seedCrowd(db: Database, options: CrowdOptions): Promise<Crowd> {
  const {
    people,
    firstUser = 1_000_000,
    role = "employee",
    since = Date.now() - 60 * dayMs,
  } = options;
  const [orgId, roleId] = [uuidv7(), uuidv7()];
  const users = Array.from({ length: people }, (_, index) => firstUser + index);
  await db.write([
    toStatement(
      builder.insert(schema.organisations).values({
        id: orgId,
        name: "شرکت آزمون",
        profile: "ir",
        language: "fa",
        calendar: "jalali",
        timeZone: "Asia/Tehran",
        weekend: "[5]",
        locationPolicy: "off",
        createdAt: since,
      }),
    ),
    toStatement(
      builder.insert(schema.roles).values({
        orgId,
        id: roleId,
        preset: role,
        name: role,
        permissions: JSON.stringify(presetPermissions[role]),
      }),
    ),
  ]);
  for (let first = 0; first < people; first += 200)
    await db.write(
      users.slice(first, first + 200).flatMap((user) => {
        const personId = uuidv7();
        return [
          toStatement(
            builder.insert(schema.persons).values({
              id: personId,
              telegramUserId: user,
              name: `Person ${user}`,
              language: "fa",
              calendar: "jalali",
              currentOrgId: orgId,
              createdAt: since,
            }),
          ),
          toStatement(
            builder.insert(schema.employees).values({
              orgId,
              id: uuidv7(),
              personId,
              roleId,
              name: `Person ${user}`,
              state: "active",
              startedOn: new Date(since).toISOString().slice(0, 10),
              createdAt: since,
            }),
          ),
        ];
      }),
    );
  return { orgId, users };
}
