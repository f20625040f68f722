import { v7 as uuidv7 } from "uuid";
import { ask, named } from "../../bot/core/api.ts";
import type { Statement } from "../../db/client/port.ts";
import { type Company, insert, type Worker } from "../api/attendance-company.ts";
import { owners, sendPunch } from "../api/attendance-messages.ts";
import type { ApiWorld } from "../support/api-world.ts";
import type { Absence, Correction, Story } from "./story.ts";
import { lands, type Country, type Shift } from "./work-plan.ts";

const day = 1440;
/** So many messages reach the product at once. */
const together = 48;

/** The rows of a shift that people can be given. */
export const shiftRows = (orgId: string, shiftId: string, shift: Shift): Statement[] => [
  insert("shifts", { org_id: orgId, id: shiftId, name: shift.name, created_at: 0 }),
  insert("shift_versions", {
    org_id: orgId,
    id: uuidv7(),
    shift_id: shiftId,
    valid_from: "2020-01-01",
    pattern: JSON.stringify(shift.pattern),
    rules: JSON.stringify(shift.rules),
    created_at: 0,
  }),
];

/** Somebody with the role of an employee of the company, and a shift of their own. */
export const personRows = (company: Company, worker: Worker, shiftId: string): Statement[] => [
  insert("persons", {
    id: worker.personId,
    telegram_user_id: worker.telegramUserId,
    name: worker.name,
    current_org_id: company.orgId,
    created_at: 0,
  }),
  {
    sql: `insert into employees (org_id, id, person_id, role_id, group_id, name, state, started_on, created_at)
      select org_id, ?, ?, role_id, group_id, ?, 'active', started_on, 0 from employees where id = ?`,
    params: [worker.employeeId, worker.personId, worker.name, company.employee.employeeId],
  },
  insert("shift_assignments", {
    org_id: company.orgId,
    id: uuidv7(),
    shift_id: shiftId,
    employee_id: worker.employeeId,
    valid_from: "2020-01-01",
    created_at: 0,
  }),
];

/** Approved leave and overtime, as requests leave them. */
export function absenceRow(
  company: Company,
  country: Country,
  worker: Worker,
  { kind, date, span }: Absence,
): Statement {
  return insert("requests", {
    org_id: company.orgId,
    id: uuidv7(),
    employee_id: worker.employeeId,
    kind,
    type_code: kind === "leave" ? "annual" : "overtime",
    unit: span === null ? "day" : "hour",
    starts_on: date,
    ends_on: date,
    start_minute: span?.from ?? null,
    end_minute: span?.to ?? null,
    time_zone: country === "ir" ? "Asia/Tehran" : "Europe/Moscow",
    minutes_charged: 0,
    card: "{}",
    payload: "{}",
    state: "approved",
    decided_by: company.manager.employeeId,
    decided_at: 0,
    created_at: 0,
  });
}

interface Actor {
  readonly worker: Worker;
  readonly story: Story;
}
interface Step {
  readonly at: number;
  readonly run: () => Promise<unknown>;
}

/**
 * Three months as the product lives them: what people sent in the order it arrives, many at once and some of it more than once,
 * and what a manager enters two days after somebody forgot.
 * @returns how many messages were delivered
 */
export async function play(
  world: ApiWorld,
  company: Company,
  actors: readonly Actor[],
): Promise<number> {
  const messages = actors.flatMap((actor) => messagesOf(world, actor));
  const corrections = actors.flatMap(({ worker, story }) =>
    story.corrections.map((correction): Step => ({
      at: Date.parse(correction.date) + 2 * day * 60_000,
      run: () => correct(world, company, worker, correction),
    })),
  );
  const steps = [...messages, ...corrections].toSorted((a, b) => a.at - b.at);
  for (let first = 0; first < steps.length; first += together) {
    const batch = steps.slice(first, first + together);
    world.now = Math.max(world.now, ...batch.map(({ at }) => at));
    await Promise.all(batch.map(({ run }) => run()));
  }
  return messages.length;
}

const messagesOf = (world: ApiWorld, { worker, story }: Actor): Step[] =>
  story.punches.flatMap(({ at, arrivesAt, label, times }, index) =>
    Array.from({ length: times }, () => ({
      at: arrivesAt,
      run: () => sendPunch(world, worker, { messageId: index + 1, at, label }),
    })),
  );

async function correct(
  world: ApiWorld,
  company: Company,
  worker: Worker,
  { date, minute }: Correction,
): Promise<void> {
  const on = minute < day ? date : nextDate(date);
  await ask(
    owners(world, company.manager).attendance.punches.manual.$post(
      {
        json: {
          employeeId: worker.employeeId,
          date: on,
          direction: "out",
          minute: minute % day,
          reason: "forgot to clock out",
        },
      },
      named(world.key()),
    ),
  );
}

const nextDate = (date: string): string =>
  new Date(Date.parse(date) + day * 60_000).toISOString().slice(0, 10);

/** When the last of the three months is over everywhere. */
export const afterwards = (country: Country): number =>
  Date.parse(lands[country].last) + 3 * day * 60_000;
