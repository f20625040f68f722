import { describe, expect, test } from "vitest";
import { tick } from "../../api/operations/tick.ts";
import {
  clockIn,
  clockOut,
  heard,
  minute,
  myDay,
  receipts,
  survive,
} from "../bot/survival-company.ts";
import { createFaultyDatabase } from "../support/faulty-database.ts";

async function survivor() {
  const faulty = createFaultyDatabase();
  const parts = await survive({ wrapDatabase: (db) => faulty.wrap(db) });
  const staff = parts.chat(parts.company.employee, "staff");
  await staff.start();
  await parts.world.settle();
  return { ...parts, faulty, staff };
}

describe.each(["unavailable", "busy"] as const)("a database that is %s", (kind) => {
  test("makes Telegram come back; nothing is said and nothing half done until it is there again (TG 8.48)", async () => {
    const { world, staff, faulty, punches, cell } = await survivor();
    const before = heard(staff).length;
    faulty.fail({ kind, when: "before", on: "both" });
    world.sim.hold();
    void staff.tapReply(clockIn);
    void staff.send(myDay);
    const [punch, screen] = world.sim.updates("staff").slice(-2);
    expect(await world.sim.redeliver("staff", punch?.update_id)).toEqual([503]);
    expect(await world.sim.redeliver("staff", screen?.update_id)).toEqual([503]);
    expect(heard(staff)).toHaveLength(before);
    faulty.heal();
    expect(await punches()).toEqual([]);
    expect(await cell("select count(*) from idempotency_keys")).toBe(0);

    world.sim.release();
    await world.settle();
    expect(await punches()).toEqual(["in 05:00:00"]);
    expect(heard(staff)).toHaveLength(before + 2);
  });

  test("while it is written leaves no half of a punch", async () => {
    const { world, staff, faulty, punches, cell } = await survivor();
    faulty.fail({ kind, when: "before", on: "write", sql: "insert into punches", times: 3 });
    await staff.tapReply(clockIn);
    await world.settle();
    expect(faulty.hits()).toBe(3);
    expect(await punches()).toEqual(["in 05:00:00"]);
    expect(receipts(heard(staff), "in")).toBe(1);
    expect(await cell("select count(*) from audit where action = 'punch.recorded'")).toBe(1);
  });
});

test("a write whose answer is lost is done once: the retry finds it, the tick sends its receipt", async () => {
  const { world, staff, faulty, punches } = await survivor();
  for (let round = 0; round < 3; round += 1) {
    world.now += 10 * minute;
    faulty.fail({
      kind: "unavailable",
      when: "after",
      on: "write",
      sql: "insert into punches",
      times: 1,
    });
    await staff.tapReply(round % 2 === 0 ? clockIn : clockOut);
    world.now += minute;
    await world.settle();
  }
  expect(faulty.hits()).toBe(3);
  expect(await punches()).toHaveLength(3);
  expect([receipts(heard(staff), "in"), receipts(heard(staff), "out")]).toEqual([2, 1]);
});

test("a claim whose answer is lost frees itself when its lease ends", async () => {
  const { world, staff, faulty } = await survivor();
  const before = heard(staff).length;
  world.sim.hold();
  void staff.send(myDay);
  faulty.fail({
    kind: "unavailable",
    when: "after",
    on: "write",
    sql: "telegram_updates",
    times: 1,
  });
  expect(await world.sim.redeliver("staff")).toEqual([503]);
  expect(await world.sim.redeliver("staff")).toEqual([503]);
  world.now += 16_000;
  world.sim.release();
  await world.settle();
  expect(heard(staff)).toHaveLength(before + 1);
});

test("a mark that could not be written is written later, and the receipt goes out once", async () => {
  const { world, staff, faulty, cell } = await survivor();
  faulty.fail({
    kind: "unavailable",
    when: "before",
    on: "write",
    sql: "update outbox set message_id",
    times: 2,
  });
  await staff.tapReply(clockIn);
  await world.settle();
  world.now += minute;
  await world.settle();
  expect(faulty.hits()).toBe(2);
  expect(receipts(heard(staff), "in")).toBe(1);
  expect(await cell("select state from outbox where kind = 'punch-receipt'")).toBe("sent");
});

test("a tick without a database fails quietly and the next one works", async () => {
  const { world, staff, faulty } = await survivor();
  world.sim.failNext({ method: "sendMessage", code: 429, retryAfter: 40 });
  await staff.tapReply(clockIn);
  await world.settle();
  world.now += minute;
  faulty.fail({ kind: "unavailable", when: "before", on: "both" });
  await tick(world.house.deps);
  expect(receipts(heard(staff), "in")).toBe(0);
  faulty.heal();
  await world.settle();
  expect(receipts(heard(staff), "in")).toBe(1);
});

test("a database that takes two seconds for everything is waited for, and nothing is doubled", async () => {
  const { world, staff, faulty, punches } = await survivor();
  faulty.slow(2000);
  world.sim.hold();
  void staff.tapReply(clockIn);
  expect(await world.sim.redeliver("staff", undefined, { together: 3 })).toEqual([200, 200, 200]);
  world.sim.release();
  faulty.heal();
  await world.settle();
  expect(await punches()).toEqual(["in 05:00:00"]);
  expect(receipts(heard(staff), "in")).toBe(1);
}, 60_000);

test("the health of the house says when its database is away", async () => {
  const { world, faulty } = await survivor();
  expect((await fetch(`${world.url}/readyz`)).status).toBe(200);
  faulty.fail({ kind: "unavailable", when: "before", on: "both" });
  const away = await fetch(`${world.url}/readyz`);
  expect(away.status).toBe(503);
  expect(await away.json()).toMatchObject({ code: "unavailable" });
  expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
  faulty.heal();
});
