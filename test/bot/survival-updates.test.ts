import { expect, test } from "vitest";
import { callOf } from "../support/fetch-to.ts";
import { tick } from "../../api/operations/tick.ts";
import { ask } from "../../bot/core/api.ts";
import {
  clockIn,
  clockOut,
  heard,
  hour,
  minute,
  myDay,
  receipts,
  survive,
  t,
} from "./survival-company.ts";

const shortLease = 16_000;

test("a punch delivered again, twice at once and with its message in another update is one punch with one receipt (ATT A1, A2, TG 8.1, 8.2)", async () => {
  const { world, company, chat, punches } = await survive();
  const { sim } = world;
  const staff = chat(company.employee, "staff");
  await staff.start();
  sim.duplicateNext(1);
  const said = await staff.tapReply(clockIn);
  await world.settle();
  expect(await sim.redeliver("staff")).toEqual([200]);
  expect(await sim.redeliver("staff", undefined, { together: 5 })).toEqual(Array(5).fill(200));
  const { message } = sim.updates("staff").at(-1) ?? {};
  sim.inject("staff", { message });
  await sim.idle();
  await world.settle();

  expect(said.from).toBe("me");
  expect(await punches()).toEqual(["in 05:00:00"]);
  expect(receipts(heard(staff), "in")).toBe(1);
  expect(world.complaints).toEqual([]);
});

test("a punch that comes twice at once for the first time is one punch with one receipt (TG 8.2)", async () => {
  const { world, company, chat, punches } = await survive();
  const { sim } = world;
  const staff = chat(company.employee, "staff");
  await staff.start();
  for (let round = 0; round < 10; round += 1) {
    world.now += 30 * minute;
    sim.dropNext(1);
    await staff.tapReply(round % 2 === 0 ? clockIn : clockOut);
    expect(await sim.redeliver("staff", undefined, { together: 4 })).toEqual(Array(4).fill(200));
    await world.settle();
  }
  expect(await punches()).toHaveLength(10);
  expect([receipts(heard(staff), "in"), receipts(heard(staff), "out")]).toEqual([5, 5]);
});

test("a screen's update is answered once, however often and together it comes (TG 8.1, 8.2)", async () => {
  const { world, company, chat } = await survive();
  const { sim } = world;
  const staff = chat(company.employee, "staff");
  await staff.start();
  sim.dropNext(1);
  await staff.send(myDay);
  const before = heard(staff).length;
  const statuses = await sim.redeliver("staff", undefined, { together: 5 });
  await world.settle();
  expect(await sim.redeliver("staff")).toEqual([200]);
  await world.settle();
  expect(heard(staff).length).toBe(before + 1);
  // The losers are told to come back, not that all is well: the winner may die yet.
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(1);
  expect(statuses.every((status) => status === 200 || status === 503)).toBe(true);
});

test("a punch that Telegram brings 24 hours late counts when it was sent and says so (ATT A5)", async () => {
  const { world, company, chat, punches, cell } = await survive();
  const staff = chat(company.employee, "staff");
  await staff.start();
  world.sim.hold();
  void staff.tapReply(clockIn);
  world.now += 24 * hour - minute;
  world.sim.release();
  await world.settle();

  expect(await punches()).toEqual(["in 05:00:00"]);
  expect(await cell("select flags from punches")).toContain("delayed_delivery");
  expect(receipts(heard(staff), "in")).toBe(1);
  expect(staff.last().text).toContain("۰۸:۳۰");
});

test("punches and screens that come in the wrong order make the same day", async () => {
  const { world, company, chat, punches, api } = await survive();
  const staff = chat(company.employee, "staff");
  await staff.start();
  world.sim.hold();
  const start = world.now;
  for (const [after, label] of [
    [0, clockIn],
    [2 * hour, clockOut],
    [3 * hour, clockIn],
    [6 * hour, clockOut],
  ] as const) {
    world.now = start + after;
    void staff.send(label);
    void staff.send(myDay);
  }
  world.sim.release("reverse");
  await world.settle();

  expect(await punches()).toEqual(["in 05:00:00", "out 07:00:00", "in 08:00:00", "out 11:00:00"]);
  const day = await ask(
    api("staff", company.employee.telegramUserId).attendance.days[":date"].$get({
      param: { date: "2026-11-21" },
      query: {},
    }),
  );
  expect(day.totals.presence).toBe(5 * 60);
  expect(day.punches.map(({ state }) => state)).toEqual(Array(4).fill("counted"));
});

test("a server that dies between commit and reply leaves a receipt that the next tick sends, once (TG 8.3)", async () => {
  let dead = false;
  const buried: ((reason: Error) => void)[] = [];
  const { world, company, chat, punches, cell } = await survive({
    fetch: (url, init) =>
      dead && callOf(url, init).url.endsWith("/sendMessage")
        ? new Promise((_, reject) => void buried.push(reject))
        : fetch(url, init),
  });
  const staff = chat(company.employee, "staff");
  await staff.start();

  dead = true;
  void staff.tapReply(clockIn);
  await world.sim.until(() => buried.length > 0);
  expect(await punches()).toEqual(["in 05:00:00"]);
  expect(receipts(heard(staff), "in")).toBe(0);
  expect(buried).toHaveLength(1);
  dead = false;

  // Telegram did get its 200, but a repeated delivery changes nothing either.
  expect(await world.sim.redeliver("staff")).toEqual([200]);
  await tick(world.house.deps);
  expect(receipts(heard(staff), "in")).toBe(0);
  world.now += 31_000;
  await tick(world.house.deps);
  await tick(world.house.deps);
  expect(receipts(heard(staff), "in")).toBe(1);

  for (const bury of buried) bury(new Error("the process is gone"));
  await world.settle();
  expect(receipts(heard(staff), "in")).toBe(1);
  expect(await cell("select state from outbox where kind = 'punch-receipt'")).toBe("sent");
});

test("an update whose worker died in the middle is taken over when the lease ends (TG 7.5)", async () => {
  const { world, company, chat, api } = await survive();
  const { sim } = world;
  const staff = chat(company.employee, "staff");
  await staff.start();
  sim.hold();
  void staff.send(myDay);
  const { update_id: updateId } = sim.updates("staff").at(-1) ?? { update_id: 0 };
  const dying = api("staff", company.employee.telegramUserId).telegram.updates;
  expect((await ask(dying.$post({ json: { updateId } }))).claim).toBe("mine");

  const before = heard(staff).length;
  expect(await sim.redeliver("staff", updateId)).toEqual([503]);
  expect(heard(staff).length).toBe(before);
  world.now += shortLease;
  sim.release();
  await world.settle();
  expect(heard(staff).length).toBe(before + 1);
  expect(await sim.redeliver("staff", updateId)).toEqual([200]);
  expect(heard(staff).length).toBe(before + 1);
});

test("an update that kills three workers ends with an apology, and the chat goes on (TG 7.5)", async () => {
  const { world, company, chat, api } = await survive();
  const { sim } = world;
  const staff = chat(company.employee, "staff");
  await staff.start();
  sim.hold();
  void staff.send(myDay);
  const { update_id: updateId } = sim.updates("staff").at(-1) ?? { update_id: 0 };
  const dying = api("staff", company.employee.telegramUserId).telegram.updates;
  for (let worker = 0; worker < 3; worker += 1) {
    expect((await ask(dying.$post({ json: { updateId } }))).claim).toBe("mine");
    world.now += shortLease;
  }
  const before = heard(staff).length;
  sim.release();
  await world.settle();
  const apology = t.th("common.router.failed", { code: updateId.toString(36).toUpperCase() }).text;
  expect(heard(staff).slice(before)).toHaveLength(1);
  expect(staff.last().html).toContain(apology.slice(0, 12));
  expect(world.complaints.some((line) => line.includes("update_poisoned"))).toBe(true);
  expect(await sim.redeliver("staff", updateId)).toEqual([200]);
  expect(heard(staff)).toHaveLength(before + 1);

  await staff.send(myDay);
  expect(heard(staff)).toHaveLength(before + 2);
});
