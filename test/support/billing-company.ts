import { v7 as uuidv7 } from "uuid";
import { openAccount, plansOf, plansStatement } from "../../api/billing/open-account.ts";
import { calendarOf, type Profile } from "../../api/core/words.ts";
import { localDateOf } from "../../api/core/calendar/zone.ts";
import { profileDefaults } from "../../api/schedule/rules/profile-defaults.ts";
import type { Cell } from "../../db/client/port.ts";
import { type Company, foundCompany, insert, type Worker } from "../api/attendance-company.ts";
import { sendPunch, sendUndo } from "../api/attendance-messages.ts";
import type { ApiWorld } from "./api-world.ts";
import { booksOf, giveCredit } from "./billing.ts";

export interface PayingCompany extends Company {
  /** Employees who may clock in, beside the owner and the manager. */
  readonly workers: readonly Worker[];
}

interface Wishes {
  readonly profile?: Profile;
  readonly workers?: number;
  /** Person-months on the account; a new one has the three of the free month. */
  readonly credit?: number;
  readonly firstUser?: number;
}

let nextUser = 100_000;

/** A company with an account, opened at `world.now`, and people hired straight into the tables. */
export async function payingCompany(world: ApiWorld, wishes: Wishes = {}): Promise<PayingCompany> {
  const { profile = "ir", workers: count = 1 } = wishes;
  nextUser += 1000;
  const firstUser = wishes.firstUser ?? nextUser;
  const company = await foundCompany(world.db, { profile, firstUser });
  const { orgId } = company;
  const { timeZone, language } = profileDefaults[profile];
  const [plans] = await world.db.read([plansStatement(profile)]);
  const account = openAccount(
    world.deps,
    {
      orgId,
      organisationName: "Company",
      profile,
      calendar: calendarOf[language],
      timeZone,
      primaryOwnerId: company.owner.employeeId,
      now: world.now,
      today: localDateOf(world.now, timeZone),
    },
    plansOf(plans),
  );
  const workers = Array.from({ length: count }, (_, index) => ({
    telegramUserId: firstUser + 10 + index,
    employeeId: uuidv7(),
    personId: uuidv7(),
    name: `worker ${firstUser + 10 + index}`,
  }));
  await world.db.write([
    ...account.statements,
    ...account.audit.map(({ action, subject }) =>
      insert("audit", {
        id: uuidv7(),
        org_id: orgId,
        at: world.now,
        actor: "test",
        action,
        subject,
        request_id: "test",
      }),
    ),
    ...workers.flatMap((worker) => [
      insert("persons", {
        id: worker.personId,
        telegram_user_id: worker.telegramUserId,
        name: worker.name,
        current_org_id: orgId,
        created_at: 0,
      }),
      {
        sql: `insert into employees (org_id, id, person_id, role_id, group_id, name, state, started_on, created_at)
          select org_id, ?, ?, role_id, group_id, ?, 'active', started_on, 0 from employees where org_id = ? and id = ?`,
        params: [
          worker.employeeId,
          worker.personId,
          worker.name,
          orgId,
          company.employee.employeeId,
        ],
      },
    ]),
  ]);
  if (wishes.credit !== undefined) {
    const { credit } = await booksOf(world.deps, orgId);
    if (wishes.credit !== credit) await giveCredit(world.deps, orgId, wishes.credit - credit);
  }
  return { ...company, workers };
}

let nextMessage = 1;

/** A punch through the staff bot's API; it arrives now, however old it is. */
export const punch = (world: ApiWorld, worker: Worker, at: number = world.now) =>
  sendPunch(world, worker, { messageId: nextMessage++, at, label: "in" });

export const undo = (world: ApiWorld, worker: Worker, at: number = world.now) =>
  sendUndo(world, worker, { messageId: nextMessage++, at });

export interface Close {
  readonly period: string;
  readonly charged: number;
  readonly late: number;
  readonly creditAfter: number;
}

/** Closed months, oldest first. */
export async function closesOf(world: Pick<ApiWorld, "db">, orgId: string): Promise<Close[]> {
  const found = await rows(
    world,
    "select period, charged, late, credit_after from month_closes where org_id = ? order by period",
    orgId,
  );
  return found.map(([period, charged, late, creditAfter]) => ({
    period: String(period),
    charged: Number(charged),
    late: Number(late),
    creditAfter: Number(creditAfter),
  }));
}

/** Notices of a kind for an organisation: whom, and what. */
export async function noticesOf(
  world: Pick<ApiWorld, "db">,
  orgId: string,
  kind: string,
): Promise<{ chatId: number; payload: Record<string, unknown> }[]> {
  const found = await rows(
    world,
    `select chat_id, payload from outbox where org_id = ? and kind = '${kind}' order by id`,
    orgId,
  );
  return found.map(([chatId, payload]) => ({
    chatId: Number(chatId),
    payload: JSON.parse(String(payload)) as Record<string, unknown>,
  }));
}

/** Months somebody was active in, as `period kind`. */
export const usageOf = async (world: Pick<ApiWorld, "db">, { employeeId }: Worker) =>
  (
    await rows(
      world,
      "select period || ' ' || kind from usage_months where employee_id = ? order by 1",
      employeeId,
    )
  ).flat();

export async function rows(
  { db }: Pick<ApiWorld, "db">,
  sql: string,
  ...params: readonly (string | number)[]
): Promise<readonly (readonly Cell[])[]> {
  const [found] = await db.read([{ sql, params }]);
  return found?.rows ?? [];
}
