import * as fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { ask } from "../../bot/core/api.ts";
import { createApiWorld } from "../support/api-world.ts";
import {
  balanceOf,
  create,
  createRequestsHouse,
  decide,
  type RequestsHouse,
  withdraw,
} from "./requests-house.ts";

let house: RequestsHouse;
afterEach(() => house.world.close());

const two = (value: number) => String(value).padStart(2, "0");
const at = (date: string) => Date.parse(`${date}T06:00:00Z`);

describe("accrual", () => {
  test("who joined on 1 Mehr has 13 days by the end of the year (ATT F17)", async () => {
    house = await createRequestsHouse("ir", "2026-09-23", await createApiWorld());
    const staff = await house.hire("employee", { startedOn: "2026-09-23" });
    expect((await balanceOf(staff)).minutes).toBe(0);
    house.world.now = at("2027-03-20");
    await house.world.settle();
    expect(await house.ledger(staff)).toHaveLength(6);
    expect((await balanceOf(staff)).minutes).toBe(95 * 60 + 20);
  });

  test("the balance is right before the job has run, and the same after it", async () => {
    house = await createRequestsHouse("ru", "2026-11-21", await createApiWorld());
    const staff = await house.hire("employee", { startedOn: "2025-06-10" });
    const before = await balanceOf(staff);
    expect(await house.ledger(staff)).toEqual([]);
    await house.world.settle();
    expect((await house.ledger(staff)).length).toBeGreaterThan(0);
    expect(await balanceOf(staff)).toEqual(before);
    expect(before.next).toEqual({ on: "2026-11-24", minutes: 1120 });
  });

  test("the job repeats without harm and makes up for days it missed", async () => {
    house = await createRequestsHouse("ir", "2026-09-23", await createApiWorld());
    const staff = await house.hire("employee", { startedOn: "2026-06-22" });
    await house.world.settle();
    const first = (await house.ledger(staff)).length;
    house.world.now = at("2026-12-25");
    await house.world.settle();
    await house.world.settle();
    house.world.now = at("2026-12-26");
    await house.world.settle();
    expect(await house.ledger(staff)).toHaveLength(first + 3);
  });

  test("who cannot be reckoned stops nobody else, and the operator hears of it once a day", async () => {
    house = await createRequestsHouse(
      "ir",
      "2026-11-21",
      await createApiWorld(undefined, { isQuiet: true }),
    );
    const { world } = house;
    const operator = await house.hire("owner");
    await world.db.write([
      {
        sql: "update persons set telegram_user_id = 900000001 where telegram_user_id = ?",
        params: [operator.telegramUserId],
      },
    ]);
    const elsewhere = await createRequestsHouse("ir", "2026-11-21", world);
    const broken = await elsewhere.hire("employee", { startedOn: "2026-08-23" });
    await world.db.write([
      {
        sql: "update organisations set time_zone = 'Nowhere/At_All' where id = ?",
        params: [elsewhere.orgId],
      },
    ]);
    const refused = await house.hire("employee", { startedOn: "2026-08-23" });
    await world.db.write([
      {
        sql: `create trigger refuse before insert on leave_ledger when new.employee_id = '${refused.employeeId}'
          begin select raise(abort, 'leave_ledger is append-only'); end`,
        params: [],
      },
    ]);
    const staff = await house.hire("employee", { startedOn: "2026-08-23" });
    await world.settle();
    expect(await house.ledger(staff)).toHaveLength(3);
    expect(await house.ledger(broken)).toEqual([]);
    expect(await house.ledger(refused)).toEqual([]);
    const alerts = () => world.delivered.filter(({ kind }) => kind === "operator-alert");
    expect(alerts()).toHaveLength(1);
    expect(alerts()[0]?.payload).toMatchObject({ about: "accrual_failed" });
    expect(JSON.stringify(alerts()[0]?.payload)).toContain(broken.employeeId);
    await world.settle();
    expect(alerts()).toHaveLength(1);
    world.now += 86_400_000;
    await world.settle();
    expect(alerts()).toHaveLength(2);
  });

  test("thousands of people are booked in one run", async () => {
    house = await createRequestsHouse("ir", "2026-11-21", await createApiWorld());
    const model = await house.hire("employee", { startedOn: "2026-08-23" });
    await house.world.db.write([
      {
        sql: `insert into persons (id, telegram_user_id, name, created_at)
          select 'p' || value, 900000 + value, 'Person', 0 from generate_series(1, 1500)`,
        params: [],
      },
      {
        sql: `insert into employees (org_id, id, person_id, role_id, name, state, started_on, created_at)
          select e.org_id, 'e' || value, 'p' || value, e.role_id, 'Person', 'active', e.started_on, 0
          from generate_series(1, 1500), employees e where e.id = ?`,
        params: [model.employeeId],
      },
    ]);
    await house.world.settle();
    const [counted] = await house.world.db.read([
      { sql: "select count(*), count(distinct employee_id) from leave_ledger", params: [] },
    ]);
    expect(counted?.rows[0]).toEqual([1501 * 3, 1501]);
  });
});

describe("the statement", () => {
  test("reads like a bank's: each row with what was left, the last is the balance", async () => {
    house = await createRequestsHouse("ir", "2026-11-21", await createApiWorld());
    const manager = await house.hire("manager");
    const staff = await house.hire("employee", { startedOn: "2026-01-21" });
    const request = await create(house.world, staff, {
      unit: "half_day",
      from: "2026-11-25",
      part: "second",
    });
    await decide(house.world, manager, request, "approve");
    const rows = [];
    let cursor: number | null = 0;
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof read>> = await read(cursor);
      rows.push(...page.rows);
      cursor = page.next;
    }
    expect(rows[0]).toMatchObject({ reason: "use", minutes: -220, on: "2026-11-25" });
    expect(rows[0]?.balance).toBe((await balanceOf(staff)).minutes);
    rows.toReversed().reduce((left, row) => {
      expect(row.balance).toBe(left + row.minutes);
      return row.balance;
    }, 0);

    function read(from: number) {
      return ask(staff.api.leave.statement.$get({ query: { cursor: String(from) } }));
    }
  });
});

describe("conservation", () => {
  test("the balance is the sum of the ledger, whatever is asked, decided and withdrawn", async () => {
    const action = fc.record({
      what: fc.constantFrom("ask", "approve", "reject", "withdraw", "again"),
      pick: fc.nat(5),
      day: fc.integer({ min: 1, max: 28 }),
      length: fc.integer({ min: 0, max: 3 }),
    });
    house = await createRequestsHouse("ir", "2026-11-21", await createApiWorld());
    const manager = await house.hire("manager");
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 14 }), async (actions) => {
        const { world } = house;
        const staff = await house.hire("employee", { startedOn: "2026-03-21" });
        const earned = (await balanceOf(staff)).minutes;
        const made: { id: string; version: number; state: string; minutes: number }[] = [];
        for (const { what, pick, day, length } of actions) {
          const chosen = made[pick % Math.max(1, made.length)];
          if (what === "ask") {
            const request = await create(world, staff, {
              unit: "day",
              from: `2026-12-${two(day)}`,
              to: `2026-12-${two(day + length)}`,
            }).catch(() => null);
            if (request !== null) made.push({ ...request, minutes: request.card.minutesCharged });
          } else if (chosen !== undefined) {
            const call =
              what === "withdraw" || what === "again"
                ? withdraw(world, staff, chosen)
                : decide(world, manager, chosen, what);
            const changed = await call.catch(() => null);
            if (changed !== null) Object.assign(chosen, changed);
          }
          const approved = made.filter(({ state }) => state === "approved");
          const pending = made.filter(({ state }) => state === "pending");
          const sum = (list: typeof made) => list.reduce((all, { minutes }) => all + minutes, 0);
          const balance = await balanceOf(staff);
          expect(balance.minutes).toBe(earned - sum(approved));
          expect(balance.used).toBe(sum(approved));
          expect(balance.pending).toBe(sum(pending));
          expect(balance.minutes - balance.pending).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe("what attendance takes", () => {
  test("approved leave counts on its days, as days, halves and hours; a pending one does not", async () => {
    house = await createRequestsHouse("ir", "2026-11-21", await createApiWorld());
    const { world } = house;
    const manager = await house.hire("manager");
    const staff = await house.hire("employee");
    const asked = [
      { unit: "day", from: "2026-11-28", to: "2026-11-29" },
      { unit: "half_day", from: "2026-11-30", part: "second" },
      { unit: "hour", from: "2026-12-01", fromMinute: 600, toMinute: 690 },
    ] as const;
    for (const one of asked)
      await decide(world, manager, await create(world, staff, one), "approve");
    await create(world, staff, { unit: "day", from: "2026-12-02" });
    world.now = at("2026-12-05");
    const leave: number[] = [];
    for (const date of ["2026-11-29", "2026-11-30", "2026-12-01", "2026-12-02"]) {
      const day = await ask(
        staff.api.attendance.days[":date"].$get({ param: { date }, query: {} }),
      );
      leave.push(day.totals.leave);
    }
    expect(leave).toEqual([440, 220, 90, 0]);
  });
});
