import { v7 as uuidv7 } from "uuid";
import { presetPermissions } from "../../../api/core/permissions.ts";
import type { Database, Statement } from "../../../db/client/port.ts";
import * as schema from "../../../db/schema/index.ts";
import { builder, toStatement } from "../../../db/sql.ts";
import { benchPeople, firstBenchUser } from "../updates.ts";

/** One Iranian company without location policy, whose people the load speaks for. */
export async function seedBenchCompany(db: Database): Promise<void> {
  const [orgId, roleId, createdAt] = [uuidv7(), uuidv7(), Date.now() - 30 * 86_400_000];
  await db.write([
    toStatement(
      builder.insert(schema.organisations).values({
        id: orgId,
        name: "Bench",
        profile: "ir",
        language: "fa",
        calendar: "jalali",
        timeZone: "Asia/Tehran",
        weekend: "[5]",
        locationPolicy: "off",
        createdAt,
      }),
    ),
    toStatement(
      builder.insert(schema.roles).values({
        orgId,
        id: roleId,
        preset: "employee",
        name: "employee",
        permissions: JSON.stringify(presetPermissions.employee),
      }),
    ),
  ]);
  for (let first = 0; first < benchPeople; first += 200) {
    const people = Array.from({ length: 200 }, (_, index) => firstBenchUser + first + index);
    await db.write(people.flatMap((user) => personRows({ orgId, roleId, user, createdAt })));
  }
}

function personRows(at: {
  orgId: string;
  roleId: string;
  user: number;
  createdAt: number;
}): Statement[] {
  const { orgId, roleId, user, createdAt } = at;
  const [personId, name] = [uuidv7(), `Person ${user}`];
  return [
    toStatement(
      builder.insert(schema.persons).values({
        id: personId,
        telegramUserId: user,
        name,
        language: "fa",
        calendar: "jalali",
        currentOrgId: orgId,
        createdAt,
      }),
    ),
    toStatement(
      builder.insert(schema.employees).values({
        orgId,
        id: uuidv7(),
        personId,
        roleId,
        name,
        state: "active",
        startedOn: "2026-01-01",
        createdAt,
      }),
    ),
  ];
}
