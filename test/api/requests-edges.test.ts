import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import type { Statement } from "../../db/client/port.ts";
import { createApiWorld } from "../support/api-world.ts";
import { asking, cancel, chain, punch } from "./requests-asked.ts";
import {
  balanceOf,
  create,
  createRequestsHouse,
  decide,
  refusal,
  type RequestsHouse,
  type Staff,
} from "./requests-house.ts";

const hour = 3_600_000;
const dayMinutes = 440;

let house: RequestsHouse;
let owner: Staff;
let manager: Staff;
let second: Staff;
let staff: Staff;
beforeEach(async () => {
  house = await createRequestsHouse("ir", "2026-11-21", await createApiWorld());
  owner = await house.hire("owner", { name: "Omid", group: null });
  manager = await house.hire("manager", { name: "Maryam" });
  second = await house.hire("manager", { name: "Reza", group: "other" });
  staff = await house.hire("employee", { name: "Sara", startedOn: "2026-03-21" });
});
afterEach(() => house.world.close());

const command = () => named(house.world.key());
const end = (on: string) =>
  ask(
    owner.api.people.employees[":id"].end.$post(
      { param: { id: staff.employeeId }, json: { on } },
      command(),
    ),
  );
const rows = async (sql: string, ...params: string[]) =>
  (await house.world.db.read([{ sql, params }]))[0]?.rows ?? [];
const local = (date: string, time: string) => Date.parse(`${date}T${time}:00+03:30`);

/** Does something right before the first write that says so. */
function before(part: string, act: () => Promise<unknown>): void {
  const { db } = house.world;
  const { write } = db;
  let isDone = false;
  Object.assign(db, {
    write: async (statements: readonly Statement[]) => {
      if (!isDone && statements.some(({ sql }) => sql.includes(part))) {
        isDone = true;
        await act();
      }
      return write(statements);
    },
  });
}

describe("somebody who has left", () => {
  test("has nothing that goes on to the next in rank", async () => {
    await chain(house.world, owner, {
      conditions: {},
      levels: [
        { by: "employees", ids: [manager.employeeId], escalateHours: 4 },
        { by: "employees", ids: [second.employeeId], escalateHours: null },
      ],
    });
    await create(house.world, staff, { unit: "day", from: "2026-12-05", to: "2026-12-05" });
    await end("2026-11-21");
    await house.world.settle();
    const told = house.world.delivered.length;
    house.world.now += 5 * hour;
    await house.world.settle();
    const after = house.world.delivered.slice(told).map(({ kind }) => kind);
    expect(after.filter((kind) => kind.startsWith("request-"))).toEqual([]);
  });

  test("may have their last leave cancelled: only what was not given back yet comes back", async () => {
    const asked = await create(house.world, staff, {
      unit: "day",
      from: "2026-11-21",
      to: "2026-11-25",
    });
    const leave = await decide(house.world, manager, asked, "approve");
    house.world.now += 48 * hour;
    await end("2026-11-23");
    const [version] = (await rows("select version from requests where id = ?", leave.id))[0] ?? [];
    await cancel(house.world, manager, { id: leave.id, version: Number(version) });
    const sums = await rows(
      "select sum(minutes) from leave_ledger where employee_id = ? and reason in ('use', 'reversal')",
      staff.employeeId,
    );
    expect(sums).toEqual([[0]]);
  });
});

describe("at the same moment", () => {
  test("two openings of one balance are one after the other, and the last word holds", async () => {
    const opening = (minutes: number) =>
      ask(
        owner.api.leave.opening.$post(
          { json: { employeeId: staff.employeeId, minutes, on: "2026-11-20", note: "old books" } },
          command(),
        ),
      );
    await house.world.settle();
    before("into leave_ledger", () => opening(12 * dayMinutes));
    const { minutes } = await opening(10 * dayMinutes);
    expect((await balanceOf(staff)).minutes).toBe(minutes);
  });

  test("a punch is corrected by its request or by a manager, and the other hears that it has changed", async () => {
    const id = await punch(house, staff, "in", local("2026-11-21", "08:00"));
    const later = { kind: "in", at: local("2026-11-21", "08:10") } as const;
    const asked = await asking(house.world, staff, {
      kind: "correction",
      from: "2026-11-21",
      changes: [{ action: "replace", punchId: id, ...later }],
    });
    before("update requests set state", () =>
      ask(
        second.api.corrections.edits.$post(
          {
            json: {
              employeeId: staff.employeeId,
              date: "2026-11-21",
              changes: [{ action: "void", punchId: id }],
              reason: "wrong person",
            },
          },
          command(),
        ),
      ),
    );
    expect(await refusal(decide(house.world, manager, asked, "approve"))).toMatchObject({
      code: "stale",
    });
    expect(await rows("select state from requests where id = ?", asked.id)).toEqual([["pending"]]);
  });
});

test("an approved correction that takes a month's only punch away takes its activity back, too", async () => {
  const id = await punch(house, staff, "in", local("2026-11-01", "08:00"));
  await house.world.db.write([
    {
      sql: "insert into usage_months (org_id, period, employee_id, kind, first_at) values (?, '1405-08', ?, 'punch', 0)",
      params: [house.orgId, staff.employeeId],
    },
  ]);
  const asked = await asking(house.world, staff, {
    kind: "correction",
    from: "2026-11-01",
    changes: [{ action: "void", punchId: id }],
  });
  await decide(house.world, manager, asked, "approve");
  expect(await rows("select 1 from usage_months where kind = 'punch'")).toEqual([]);
});

async function askWithout(date: string) {
  const id = await punch(house, staff, "in", local(date, "08:00"));
  const changes = [{ action: "void" as const, punchId: id }];
  return asking(house.world, staff, { kind: "correction", from: date, changes });
}

test("a correction may reach back as far as the organisation wants, further than an absence (ATT J1)", async () => {
  expect((await askWithout("2026-10-10")).state).toBe("pending");
  expect(await refusal(askWithout("2026-10-01"))).toMatchObject({ code: "too_old" });
});
