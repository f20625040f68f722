import { describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { createFaultyDatabase } from "../support/faulty-database.ts";
import {
  clockIn,
  clockOut,
  heard,
  hour,
  minute,
  survive,
  type Survival,
  t,
} from "./survival-company.ts";

const approve = t.tp("requests.decide.keys.approve");
const reject = t.tp("requests.decide.keys.reject");
const busy = t.tp("requests.decide.keys.busy");
const refresh = t.tp("attendance.board.keys.refresh");

async function opened(options: Parameters<typeof survive>[0] = {}) {
  const parts = await survive(options);
  const { company, chat } = parts;
  const [owner, manager, staff] = [
    chat(company.owner, "owner"),
    chat(company.manager, "owner"),
    chat(company.employee, "staff"),
  ];
  for (const one of [owner, manager, staff]) await one.start();
  return { ...parts, owner, manager, staff };
}

/** The employee asks for an hour off, the n-th. @returns the request's id */
async function askForLeave({ api, company, world }: Survival, n: number): Promise<string> {
  const [from, key] = [`2026-12-0${1 + Math.floor(n / 6)}`, `leave-number-${n}`];
  const fromMinute = 480 + (n % 6) * 60;
  const { id } = await ask(
    api("staff", company.employee.telegramUserId).requests.leave.$post(
      { json: { unit: "hour", from, to: from, fromMinute, toMinute: fromMinute + 60 } },
      named(key),
    ),
  );
  await world.settle();
  return id;
}

const openKeys = (chat: ActorChat): string[] =>
  chat
    .messages()
    .flatMap(({ buttons }) => buttons.flat())
    .map(({ text }) => text)
    .filter((text) => text.includes(approve) || text.includes(busy));

describe("two managers at once", () => {
  test("make one decision, book it once, and both cards end alike, in every round (TG 8.5, ATT F14)", async () => {
    const parts = await opened();
    const { world, owner, manager, cell } = parts;
    for (let round = 0; round < 18; round += 1) {
      const id = await askForLeave(parts, round);
      const [first, second] = round % 2 === 0 ? [owner, manager] : [manager, owner];
      const rejects = round % 3 === 0;
      if (rejects) await second.tap(reject);
      void first.tap(approve);
      void second.tap(rejects ? busy : approve);
      await world.settle();

      const state = await cell("select state from requests where id = ?", id);
      expect(state).toMatch(rejects ? /^(approved|rejected)$/ : /^approved$/);
      expect(
        await cell("select count(*) from leave_ledger where reason = 'use' and reference = ?", id),
      ).toBe(state === "approved" ? 1 : 0);
      expect(
        await cell(
          "select count(*) from audit where subject = ? and action in ('request.approved', 'request.rejected')",
          `request:${id}`,
        ),
      ).toBe(1);
      expect([openKeys(owner), openKeys(manager)]).toEqual([[], []]);
      expect(owner.last().text).toBe(manager.last().text);
    }
    expect(world.sim.callbacks().every(({ answer }) => answer !== undefined)).toBe(true);
    expect(world.complaints).toEqual([]);
  }, 120_000);

  test("and a double tap of one still make one (TG 8.4)", async () => {
    const parts = await opened();
    const { world, owner, manager, cell } = parts;
    const id = await askForLeave(parts, 0);
    for (const chat of [owner, manager, owner, manager]) void chat.tap(approve);
    await world.settle();
    expect(await cell("select count(*) from leave_ledger where reference = ?", id)).toBe(1);
    const told = [...owner.toasts(), ...manager.toasts()].map(({ text }) => text);
    expect(told.filter((text) => text.includes(t.tp("requests.decide.approved")))).toHaveLength(1);
    expect(told).toHaveLength(4);
  });
});

test("a decision whose answer the database lost is found, not made again", async () => {
  const faulty = createFaultyDatabase();
  const parts = await opened({ wrapDatabase: (db) => faulty.wrap(db) });
  const { world, owner, manager, cell } = parts;
  const id = await askForLeave(parts, 0);
  faulty.fail({
    kind: "unavailable",
    when: "after",
    on: "write",
    sql: "update requests",
    times: 1,
  });
  void owner.tap(approve);
  await world.sim.until(() => faulty.hits() === 1);
  world.now += 40_000;
  await world.settle();
  world.now += minute;
  await world.settle();
  expect(await cell("select state from requests where id = ?", id)).toBe("approved");
  expect(await cell("select count(*) from leave_ledger where reference = ?", id)).toBe(1);
  expect([openKeys(owner), openKeys(manager)]).toEqual([[], []]);
  expect(owner.toasts().at(-1)?.text).toContain(t.tp("requests.decide.approved"));
});

test("who is demoted while the menu is open is refused, sees no team and loses the commands (TG 8.49, ATT L5)", async () => {
  const parts = await opened();
  const { world, api, company, manager, cell } = parts;
  const id = await askForLeave(parts, 0);
  await manager.send("/team");
  const [menu, said] = [manager.last(), heard(manager).length];
  expect(menu.text).toContain(company.employee.name);

  await ask(
    api("owner", company.owner.telegramUserId).people.employees[":id"].$patch(
      { param: { id: company.manager.employeeId }, json: { rolePreset: "employee" } },
      named("demotion-1"),
    ),
  );
  await world.settle();
  await manager.tap(refresh);
  expect(manager.toasts().at(-1)).toMatchObject({ alert: true });
  expect(manager.toasts().at(-1)?.text).toContain(t.tp("common.router.not_allowed"));
  expect(manager.messages().find(({ id: at }) => at === menu.id)?.text).not.toContain(
    company.employee.name,
  );
  await manager.tap(approve);
  await manager.send("/team");
  await manager.send("/approvals");
  await world.settle();
  expect(await cell("select state from requests where id = ?", id)).toBe("pending");
  expect(
    heard(manager)
      .slice(said)
      .some((text) => text.includes(company.employee.name)),
  ).toBe(false);
  expect(manager.commands().map(({ command }) => command)).not.toContain("team");
  expect(world.complaints).toEqual([]);
});

test("who is dismissed during a shift cannot go on by the old keyboard, is told why, and the open shift stays visible (TG 8.50)", async () => {
  const parts = await opened();
  const { world, api, company, staff, punches, owner } = parts;
  const { employeeId: id } = company.employee;
  const owners = api("owner", company.owner.telegramUserId);
  await staff.tapReply(clockIn);
  await world.settle();
  world.now += hour;
  const ending = { param: { id }, json: {} };
  await ask(owners.people.employees[":id"].end.$post(ending, named("dismissal")));
  await world.settle();

  const before = heard(staff).length;
  await staff.send(clockOut);
  await staff.send(t.tp("common.dock.my_day"));
  await staff.send(t.tp("common.dock.leave"));
  await staff.send("/month");
  await staff.start();
  await staff.shareLocation({ latitude: 35.7, longitude: 51.4 });
  await world.settle();
  expect(await punches()).toEqual(["in 05:00:00"]);
  const told = heard(staff).slice(before);
  expect(told.filter((text) => text.includes("Company 1001"))).toHaveLength(6);
  expect(told).toHaveLength(6);
  expect(staff.keyboard()).toEqual([]);

  const day = await ask(
    owners.attendance.days[":date"].$get({
      param: { date: "2026-11-21" },
      query: { employeeId: id },
    }),
  );
  expect(day.sessions).toMatchObject([{ outAt: null }]);
  await owner.send("/team");
  expect(owner.last().text).toContain(company.manager.name);

  await ask(owners.people.employees[":id"].return.$post(ending, named("second-thoughts")));
  await staff.start();
  await staff.tapReply(clockOut);
  await world.settle();
  expect(await punches()).toEqual(["in 05:00:00", "out 06:00:00"]);
  expect(world.complaints).toEqual([]);
});

test("a menu of yesterday shows the fresh one and does nothing (TG 8.6)", async () => {
  const parts = await opened();
  const { world, api, company, owner, cell } = parts;
  await owner.send("/people");
  await owner.tap(new RegExp(company.employee.name));
  const card = owner.last();
  world.now += 24 * hour;
  await ask(
    api("owner", company.owner.telegramUserId).people.employees[":id"].$patch(
      { param: { id: company.employee.employeeId }, json: { name: "Renamed meanwhile" } },
      named("renaming"),
    ),
  );
  const keys = card.buttons.flat().flatMap(({ callback_data: data }) => data ?? []);
  const own = keys.filter((data) => data.startsWith("1pe"));
  expect(own.length).toBeGreaterThan(0);
  for (const data of own) {
    await owner.tapData(data, card.id);
    expect(owner.last().text).toContain("Renamed meanwhile");
  }
  expect(await cell("select count(*) from audit where action like 'employee.%'")).toBe(1);
});
