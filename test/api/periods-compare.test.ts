import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { v7 as uuidv7 } from "uuid";
import { ask, named } from "../../bot/core/api.ts";
import { ApiProblem } from "../../bot/core/front-desk.ts";
import type { Statement } from "../../db/client/port.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { type Company, foundCompany, insert, type Worker } from "./attendance-company.ts";

/** Local time in Tehran. Tir 1405 begins on 22 June, Azar on 22 November 2026. */
const at = (date: string, time = "12:00") => Date.parse(`${date}T${time}:00+03:30`);
const closedMonths = ["1405-04", "1405-05", "1405-06", "1405-07", "1405-08"];
const [tir, aban, azar] = ["1405-04", "1405-08", "1405-09"] as const;

let world: ApiWorld;
let company: Company;

beforeEach(async () => {
  world = await createApiWorld(at("2026-11-22", "10:00"), { isQuiet: true });
  company = await foundCompany(world.db);
  await world.db.write([
    { sql: "update employees set started_on = '2026-06-22'", params: [] },
    ...closedMonths.map((period) => month(period)),
  ]);
});
afterEach(() => world.close());

const month = (period: string, orgId = company.orgId) =>
  insert("periods", { org_id: orgId, period, state: "owner", started_at: 0 });
const owner = () => world.as("owner", company.owner.telegramUserId);
const command = () => named(world.key());
const refusalOf = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error === null || error instanceof ApiProblem) return error?.code ?? null;
  throw error;
};
const rows = async (sql: string, ...params: string[]) =>
  (await world.db.read([{ sql, params }]))[0]?.rows ?? [];
const of = (period: string) => ({ param: { period } });
const previewed = async (period: string) =>
  (await ask(owner().periods[":period"].close.$get(of(period)))).hash;
const close = async (period: string, hash?: string) =>
  ask(
    owner().periods[":period"].close.$post(
      { ...of(period), json: { hash: hash ?? (await previewed(period)) } },
      command(),
    ),
  );
const reopen = (period: string) =>
  ask(
    owner().periods[":period"].reopen.$post(
      { ...of(period), json: { reason: "wrong shift" } },
      command(),
    ),
  );
const closeAll = async () => {
  for (const period of closedMonths) await close(period);
};
const nextHour = async () => {
  world.now += 60 * 60_000;
  await world.settle();
};

async function punched(worker: Worker, date: string) {
  await world.db.write(
    (["in", "out"] as const).map((kind, index) =>
      insert("punches", {
        org_id: company.orgId,
        id: uuidv7(),
        employee_id: worker.employeeId,
        at: at(date, index === 0 ? "08:00" : "15:20"),
        received_at: world.now,
        kind,
        source: "telegram",
        source_key: `test:${uuidv7()}`,
        time_zone: "Asia/Tehran",
        verdict: "not_asked",
        trust: 80,
        flags: "[]",
      }),
    ),
  );
}

/** Does something right before the first write that names a table. */
function before(table: string, act: () => Promise<unknown>): void {
  const { write } = world.db;
  let isDone = false;
  Object.assign(world.db, {
    write: async (statements: readonly Statement[]) => {
      if (!isDone && statements.some(({ sql }) => sql.includes(`into ${table}`))) {
        isDone = true;
        await act();
      }
      return write(statements);
    },
  });
}

const adjusted = () => rows("select closed_period, date from period_adjustments order by id");

describe("what comes after a close", () => {
  it("is carried from a month long ago also when everybody may have changed in the same hour", async () => {
    await closeAll();
    await punched(company.employee, "2026-06-24");
    await ask(owner().schedule.groups.$post({ json: { name: "Night" } }, command()));
    await nextHour();
    expect(await adjusted()).toEqual([[tir, "2026-06-24"]]);
    await nextHour();
    expect(await adjusted()).toHaveLength(1);
  });

  it("is carried by the next comparison when the open month was just being closed", async () => {
    await closeAll();
    await punched(company.employee, "2026-11-18");
    let isBusy = false;
    before("period_adjustments", async () => {
      isBusy = true;
      await world.db.write([
        insert("periods", { org_id: company.orgId, period: azar, state: "closed", started_at: 0 }),
      ]);
    });
    await nextHour();
    expect(isBusy).toBe(true);
    expect(await adjusted()).toEqual([]);
    await world.db.write([{ sql: "delete from periods where period = ?", params: [azar] }]);
    await nextHour();
    expect(await adjusted()).toEqual([[aban, "2026-11-18"]]);
  });

  it("is carried when leave of a closed month is moved into an open one", async () => {
    const staff = world.as("staff", company.employee.telegramUserId);
    const leave = async (from: string, parentId?: string) => {
      const json = {
        kind: "leave",
        unit: "day",
        type: "unpaid",
        from,
        to: from,
        parentId,
      } as const;
      const asked = await ask(staff.requests.index.$post({ json }, command()));
      const decision = { decision: "approve", version: asked.version } as const;
      return ask(
        owner().requests[":id"].decide.$post(
          { param: { id: asked.id }, json: decision },
          command(),
        ),
      );
    };
    const first = await leave("2026-11-16");
    await closeAll();
    await nextHour();
    await leave("2026-12-06", first.id);
    await nextHour();
    expect(await adjusted()).toEqual([[aban, "2026-11-16"]]);
  });

  it("of one company does not wait for another whose comparison fails", async () => {
    await closeAll();
    await punched(company.employee, "2026-11-18");
    const broken = "00000000-0000-7000-8000-000000000000";
    await world.db.write([
      insert("organisations", {
        id: broken,
        name: "Broken",
        profile: "ir",
        language: "fa",
        calendar: "jalali",
        time_zone: "Nowhere/Land",
        weekend: "[5]",
        location_policy: "off",
        created_at: 0,
      }),
      insert("periods", { org_id: broken, period: aban, state: "closed", started_at: 0 }),
    ]);
    await nextHour();
    expect(await adjusted()).toEqual([[aban, "2026-11-18"]]);
  });
});

describe("while a month is being closed", () => {
  it("the month before can't be opened again behind its back", async () => {
    await closeAll();
    world.now = at("2026-12-22", "10:00");
    await world.db.write([month(azar)]);
    const hash = await previewed(azar);
    before("period_lines", () => reopen(aban));
    expect(await refusalOf(close(azar, hash))).not.toBeNull();
    expect(await rows("select state from periods where period = ?", azar)).toEqual([["owner"]]);
    expect(await rows("select state from periods where period = ?", aban)).toEqual([["owner"]]);
  });

  it("an answer that comes in between is not lost: the owner looks again", async () => {
    for (const period of closedMonths.slice(0, -1)) await close(period);
    const hash = await previewed(aban);
    const staff = world.as("staff", company.employee.telegramUserId);
    const { items } = await ask(staff.periods[":period"].mine.$get(of(aban)));
    const [item] = items;
    const json = { item: item?.key ?? "", answer: "accepted" } as const;
    before("period_closes", () =>
      ask(staff.periods[":period"].mine.answer.$post({ ...of(aban), json }, command())),
    );
    expect(await refusalOf(close(aban, hash))).toBe("snapshot_changed");
    expect(await close(aban)).toMatchObject({ number: 1 });
  });
});

it("a reminder that is redelivered says what it said the first time", async () => {
  const key = command();
  const remind = () => ask(owner().periods[":period"].nudge.$post({ ...of(aban), json: {} }, key));
  expect(await remind()).toEqual(await remind());
});
