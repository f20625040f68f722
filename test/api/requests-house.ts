import { v7 as uuidv7 } from "uuid";
import { presetPermissions, rolePresets, type RolePreset } from "../../api/core/permissions.ts";
import { profileDefaults } from "../../api/schedule/rules/profile-defaults.ts";
import { storedHours } from "../../api/schedule/shift-statements.ts";
import type { Api } from "../../bot/core/api.ts";
import { ask, named } from "../../bot/core/api.ts";
import * as schema from "../../db/schema/index.ts";
import { builder, type Buildable, toStatement } from "../../db/sql.ts";
import type { ApiWorld } from "../support/api-world.ts";

export interface Staff {
  readonly employeeId: string;
  readonly telegramUserId: number;
  readonly name: string;
  readonly api: Api;
}

/** What is needed of a world to furnish a company in it. */
export type Ground = Pick<ApiWorld, "db" | "now" | "as">;

export interface RequestsHouse<World extends Ground = ApiWorld> {
  readonly world: World;
  readonly orgId: string;
  /** @param startedOn first day of work, also of accrual */
  hire(role: RolePreset, options?: Partial<HireOptions>): Promise<Staff>;
  /** Books an adjustment, minutes. */
  adjust(staff: Staff, minutes: number, on: string): Promise<void>;
  ledger(staff: Staff): Promise<{ minutes: number; reason: string }[]>;
}

interface HireOptions {
  readonly name: string;
  readonly startedOn: string;
  readonly group: string | null;
  readonly language: "fa" | "ru";
}

let nextTelegramUser = 5_000;

/** A company with its roles on the real API, and people hired straight into the tables. */
export async function createRequestsHouse<World extends Ground>(
  profile: "ir" | "ru",
  today: string,
  at: World,
): Promise<RequestsHouse<World>> {
  at.now = Date.parse(`${today}T06:00:00Z`);
  const { language, calendar, timeZone, weekend, shift } = profileDefaults[profile];
  const orgId = uuidv7();
  const shiftId = uuidv7();
  const roles = Object.fromEntries(rolePresets.map((preset) => [preset, uuidv7()])) as Record<
    RolePreset,
    string
  >;
  const write = (...rows: readonly Buildable[]) => at.db.write(rows.map(toStatement));
  await write(
    builder.insert(schema.organisations).values({
      id: orgId,
      name: "Company",
      profile,
      language,
      calendar,
      timeZone,
      weekend: JSON.stringify(weekend),
      locationPolicy: "off",
      createdAt: at.now,
    }),
    ...rolePresets.map((preset) =>
      builder.insert(schema.roles).values({
        orgId,
        id: roles[preset],
        preset,
        name: preset,
        permissions: JSON.stringify(presetPermissions[preset]),
      }),
    ),
    builder.insert(schema.shifts).values({ orgId, id: shiftId, name: "Day", createdAt: 0 }),
    builder.insert(schema.shiftVersions).values({
      orgId,
      id: uuidv7(),
      shiftId,
      validFrom: "2000-01-01",
      ...storedHours(shift),
      createdAt: 0,
    }),
  );
  // Nobody is asked where they are: the last message is the one a test has caused.
  await at.db.write([
    {
      sql: "insert into attendance_settings (org_id, payload, updated_at) values (?, ?, 0)",
      params: [orgId, JSON.stringify({ startReminder: false, endQuestion: false })],
    },
  ]);
  const groups = new Map<string, string>();
  async function groupOf(name: string): Promise<string> {
    const known = groups.get(name);
    if (known !== undefined) return known;
    const id = uuidv7();
    groups.set(name, id);
    await write(builder.insert(schema.groups).values({ orgId, id, name, createdAt: 0 }));
    return id;
  }
  return {
    world: at,
    orgId,
    async hire(role, options = {}) {
      const telegramUserId = nextTelegramUser++;
      const [personId, employeeId] = [uuidv7(), uuidv7()];
      const name = options.name ?? `${role} ${telegramUserId}`;
      const group = options.group === undefined ? "team" : options.group;
      const groupId = group === null ? null : await groupOf(group);
      await write(
        builder.insert(schema.persons).values({
          id: personId,
          telegramUserId,
          name,
          language: options.language ?? language,
          currentOrgId: orgId,
          createdAt: 0,
        }),
        builder.insert(schema.employees).values({
          orgId,
          id: employeeId,
          personId,
          roleId: roles[role],
          groupId,
          name,
          state: "active",
          startedOn: options.startedOn ?? "2020-03-20",
          manages: role === "manager" ? '["*"]' : "[]",
          createdAt: 0,
        }),
        builder.insert(schema.shiftAssignments).values({
          orgId,
          id: uuidv7(),
          shiftId,
          employeeId,
          validFrom: "2000-01-01",
          createdAt: 0,
        }),
      );
      const bot = role === "employee" ? "staff" : "owner";
      return { employeeId, telegramUserId, name, api: at.as(bot, telegramUserId) };
    },
    async adjust(staff, minutes, on) {
      await write(
        builder.insert(schema.leaveLedger).values({
          orgId,
          id: uuidv7(),
          employeeId: staff.employeeId,
          leaveType: "annual",
          minutes,
          reason: "adjustment",
          reference: uuidv7(),
          effectiveOn: on,
          createdAt: at.now,
        }),
      );
    },
    async ledger(staff) {
      const [found] = await at.db.read([
        {
          sql: "select minutes, reason from leave_ledger where employee_id = ? order by id",
          params: [staff.employeeId],
        },
      ]);
      return (found?.rows ?? []).map(([minutes, reason]) => ({
        minutes: Number(minutes),
        reason: String(reason),
      }));
    },
  };
}

type Leave = Parameters<Api["requests"]["leave"]["$post"]>[0]["json"];

export const create = (world: ApiWorld, staff: Staff, leave: Leave, key = world.key()) =>
  ask(staff.api.requests.leave.$post({ json: leave }, named(key)));

export function preview(staff: Staff, { fromMinute, toMinute, ...leave }: Omit<Leave, "note">) {
  const hours =
    fromMinute === undefined || toMinute === undefined
      ? {}
      : { fromMinute: String(fromMinute), toMinute: String(toMinute) };
  return ask(staff.api.requests.leave.preview.$get({ query: { ...leave, ...hours } }));
}

export const decide = (
  world: ApiWorld,
  staff: Staff,
  request: { readonly id: string; readonly version: number },
  decision: "approve" | "reject",
  reason = decision === "reject" ? "shift is full" : undefined,
  key = world.key(),
) =>
  ask(
    staff.api.requests[":id"].decide.$post(
      {
        param: { id: request.id },
        json: {
          decision,
          version: request.version,
          ...(reason === undefined ? {} : { reason }),
        },
      },
      named(key),
    ),
  );

export const withdraw = (
  world: ApiWorld,
  staff: Staff,
  request: { readonly id: string; readonly version: number },
  key = world.key(),
) =>
  ask(
    staff.api.requests[":id"].withdraw.$post(
      { param: { id: request.id }, json: { version: request.version } },
      named(key),
    ),
  );

export const balanceOf = (staff: Staff) => ask(staff.api.leave.balance.$get({ query: {} }));

/** The refusal of a call, as code and facts. */
export async function refusal(call: Promise<unknown>) {
  return call.then(
    (answered) => ({ code: "none", details: { answered } as Readonly<Record<string, unknown>> }),
    (error: { code?: string; details?: Readonly<Record<string, unknown>> }) => {
      if (error.code === undefined) throw error;
      return { code: error.code, details: error.details ?? {} };
    },
  );
}
