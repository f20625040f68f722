import { v7 as uuidv7 } from "uuid";
import { afterEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import type { RequestView } from "../../api/requests/schemas.ts";
import { createApiWorld } from "../support/api-world.ts";
import { createRequestsHouse, decide, type RequestsHouse, type Staff } from "./requests-house.ts";

let house: RequestsHouse;
afterEach(() => house.world.close());

interface Cast {
  readonly owner: Staff;
  readonly manager: Staff;
  readonly staff: Staff;
}

async function open(profile: "ir" | "ru", today: string): Promise<Cast> {
  house = await createRequestsHouse(profile, today, await createApiWorld());
  return {
    owner: await house.hire("owner"),
    manager: await house.hire("manager"),
    staff: await house.hire("employee"),
  };
}

type Wish = Parameters<Staff["api"]["requests"]["index"]["$post"]>[0]["json"];
const wish = (staff: Staff, json: Wish): Promise<RequestView> =>
  ask(staff.api.requests.index.$post({ json }, named(house.world.key())));
const overtime = (staff: Staff, from: string, minutes: number) =>
  wish(staff, { kind: "overtime", from, minutes });
const warnings = async (by: Staff, { id }: RequestView) => {
  const { items } = await ask(by.api.law.warnings.$get({ query: { requestId: id } }));
  return items.map(({ code, article, amount, limit, from, to }) =>
    [code, article, `${amount}/${limit}`, from, to].join(" "),
  );
};
const statusOf = async (call: Promise<unknown>) =>
  call.then(
    () => "ok",
    (error: unknown) => (error as { code?: string }).code,
  );

describe("warnings before an approval", () => {
  test("tell that the second day of overtime makes five hours on two days (ATT H2)", async () => {
    const { manager, staff } = await open("ru", "2026-11-16");
    const first = await overtime(staff, "2026-11-17", 180);
    expect(await warnings(manager, first)).toEqual([]);
    await decide(house.world, manager, first, "approve");
    const second = await overtime(staff, "2026-11-18", 120);
    expect(await warnings(manager, second)).toEqual([
      "overtime_two_days 99 300/240 2026-11-17 2026-11-18",
    ]);
    // It is a warning: the approval is the manager's to give, and the warning stays on the card.
    const approved = await decide(house.world, manager, second, "approve");
    expect(approved.state).toBe("approved");
    expect(await warnings(manager, second)).toHaveLength(1);
    expect(await warnings(manager, first)).toHaveLength(1);
  });

  test("tell of the fifth hour of a day and of the span in Iran (ATT H6)", async () => {
    const { manager, staff } = await open("ir", "2026-11-21");
    const long = await overtime(staff, "2026-11-22", 300);
    expect(await warnings(manager, long)).toEqual([
      "overtime_day 59 300/240 2026-11-22 2026-11-22",
    ]);
    const short = await overtime(staff, "2026-11-23", 240);
    expect(await warnings(manager, short)).toEqual([]);
  });

  test("count the overtime that was worked since January (ATT H3)", async () => {
    const { manager, staff } = await open("ru", "2026-11-16");
    // 59 approved evenings of two hours and one of one: 119 hours, punched and counted.
    const evenings = await workEvenings(staff, manager);
    expect(evenings).toBe(119 * 60);
    const more = await overtime(staff, "2026-11-20", 180);
    expect(await warnings(manager, more)).toEqual([
      `overtime_year 99 ${122 * 60}/${120 * 60} 2026-11-20 2026-11-20`,
    ]);
    const one = await overtime(staff, "2026-11-24", 60);
    expect(await warnings(manager, one)).toEqual([]);
  });

  test("tell of nights and overtime of people under eighteen", async () => {
    const { manager, staff } = await open("ir", "2026-11-21");
    await house.world.db.write([
      {
        sql: "update employees set birth_date = '2010-01-01' where id = ?",
        params: [staff.employeeId],
      },
    ]);
    const request = await overtime(staff, "2026-11-22", 60);
    expect(await warnings(manager, request)).toEqual([
      "minor_overtime 83 60/0 2026-11-22 2026-11-22",
    ]);
  });

  test("tell of a Friday without another day of rest (art. 62)", async () => {
    const { manager, staff } = await open("ir", "2026-11-21");
    const friday = await wish(staff, {
      kind: "overtime",
      unit: "hour",
      from: "2026-11-27",
      fromMinute: 480,
      toMinute: 720,
    });
    expect((await warnings(manager, friday)).map((one) => one.split(" ")[0])).toEqual([
      "days_in_row",
      "friday_without_rest",
    ]);
  });

  test("tell of a vacation that is short, early and asked for late (RU art. 122–137)", async () => {
    const { manager } = await open("ru", "2026-11-16");
    const young = await house.hire("employee", { startedOn: "2026-09-01" });
    const request = await wish(young, {
      kind: "leave",
      unit: "day",
      from: "2026-11-18",
      to: "2026-11-19",
    });
    const codes = (await warnings(manager, request)).map((one) =>
      one.split(" ").slice(0, 2).join(" "),
    );
    expect(codes).toEqual(["vacation_paid_late 136", "vacation_too_early 122"]);
  });

  test("are nothing for requests that are no work and no vacation", async () => {
    const { manager, staff } = await open("ir", "2026-11-21");
    const leave = await wish(staff, {
      kind: "leave",
      unit: "day",
      from: "2026-11-23",
      to: "2026-11-23",
    });
    expect(await warnings(manager, leave)).toEqual([]);
    expect(await warnings(staff, leave)).toEqual([]);
  });

  test("are told to nobody who may not see the request", async () => {
    const { staff } = await open("ir", "2026-11-21");
    const colleague = await house.hire("employee");
    const request = await overtime(staff, "2026-11-22", 300);
    const query = { requestId: request.id };
    expect(await statusOf(ask(colleague.api.law.warnings.$get({ query })))).toBe("not_found");
    const other = await createRequestsHouse("ir", "2026-11-21", house.world);
    const stranger = await other.hire("manager");
    expect(await statusOf(ask(stranger.api.law.warnings.$get({ query })))).toBe("not_found");
  });
});

describe("warnings of a month", () => {
  test("are what the plan itself breaks, for the person and for who sees the team", async () => {
    const { manager, staff } = await open("ir", "2026-11-21");
    const long = await overtime(staff, "2026-11-22", 300);
    await decide(house.world, manager, long, "approve");
    const query = { period: "1405-09", employeeId: staff.employeeId };
    const month = await ask(manager.api.law.warnings.month.$get({ query }));
    expect(month.period).toBe("1405-09");
    expect(month.items.map(({ code }) => code)).toEqual(["overtime_day"]);
    const own = await ask(staff.api.law.warnings.month.$get({ query: { period: "1405-09" } }));
    expect(own.items).toEqual(month.items);
    const next = await ask(staff.api.law.warnings.month.$get({ query: { period: "1405-10" } }));
    expect(next.items).toEqual([]);
    const foreign = ask(
      staff.api.law.warnings.month.$get({ query: { employeeId: manager.employeeId } }),
    );
    expect(await statusOf(foreign)).toBe("not_found");
  });
});

/** Approved overtime on sixty working days of 2026, with its punches, straight into the tables. @returns minutes */
async function workEvenings(staff: Staff, by: Staff): Promise<number> {
  let total = 0;
  const statements = [];
  for (let index = 0; index < 250 && total < 119 * 60; index += 2) {
    const day = new Date(Date.UTC(2026, 0, 12 + index));
    const weekday = day.getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    const date = day.toISOString().slice(0, 10);
    if (
      ["2026-02-23", "2026-03-09", "2026-05-01", "2026-05-11", "2026-04-30", "2026-05-08"].includes(
        date,
      )
    )
      continue;
    const minutes = Math.min(120, 119 * 60 - total);
    total += minutes;
    const at = (minute: number) => day.getTime() + (minute - 180) * 60_000;
    statements.push(
      ...[
        ["in", at(540)],
        ["out", at(1080 + minutes)],
      ].map(([kind, instant]) => punchInsert(staff, String(kind), Number(instant))),
      overtimeInsert(staff, by, date, minutes),
    );
  }
  await house.world.db.write(statements);
  return total;
}

const punchInsert = (staff: Staff, kind: string, at: number) => ({
  sql: `insert into punches (org_id, id, employee_id, kind, at, received_at, time_zone, source, source_key, verdict, trust, flags)
    values (?, ?, ?, ?, ?, ?, 'Europe/Moscow', 'telegram_text', ?, 'not_asked', 50, '[]')`,
  params: [house.orgId, uuidv7(), staff.employeeId, kind, at, at, uuidv7()],
});

const overtimeInsert = (staff: Staff, by: Staff, date: string, minutes: number) => ({
  sql: `insert into requests (org_id, id, employee_id, kind, type_code, unit, starts_on, ends_on, start_minute, end_minute,
      minutes_charged, time_zone, card, state, decided_by, decided_at, created_at)
    values (?, ?, ?, 'overtime', 'overtime', 'hour', ?, ?, 1080, ?, ?, 'Europe/Moscow', '{}', 'approved', ?, 0, 0)`,
  params: [
    house.orgId,
    uuidv7(),
    staff.employeeId,
    date,
    date,
    1080 + minutes,
    minutes,
    by.employeeId,
  ],
});
