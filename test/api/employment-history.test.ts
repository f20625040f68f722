import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import { codeOf, type Company, foundCompany, hire, invite, join } from "./people-company.ts";
import { giveTerm } from "../support/billing.ts";

const tehran = (date: string, time: string) => Date.parse(`${date}T${time}:00+03:30`);
const anna = 20;

let world: ApiWorld;
let company: Company;
let messageId = 0;
beforeEach(async () => {
  world = await createApiWorld(tehran("2026-11-21", "07:30"));
  company = await foundCompany(world, 1);
  await ask(
    owners().people.organisation.$patch({ json: { locationPolicy: "off" } }, named(world.key())),
  );
});
afterEach(() => world.close());

const owners = () => world.as("owner", company.owner);
const punch = (label: "in" | "out", at: number) => {
  world.now = Math.max(world.now, at + 1000);
  messageId += 1;
  const flags = { forwarded: false, viaBot: false, fromOffline: false };
  const json = { chatId: anna, messageId, at, label, ...flags };
  return ask(
    world.as("staff", anna).attendance.punches.$post({ json }, named(`tg:staff:${messageId}00`)),
  );
};
const day = (employeeId: string, date: string) =>
  ask(owners().attendance.days[":date"].$get({ param: { date }, query: { employeeId } }));
const month = (employeeId: string, period: string) =>
  ask(owners().attendance.months[":period"].$get({ param: { period }, query: { employeeId } }));
const end = (id: string, json: object = {}) =>
  ask(owners().people.employees[":id"].end.$post({ param: { id }, json }, named(world.key())));
const moveTo = (id: string, groupId: string | null) =>
  ask(
    owners().people.employees[":id"].$patch(
      { param: { id }, json: { groupId } },
      named(world.key()),
    ),
  );
const plannedStart = async (employeeId: string, date: string) =>
  (await day(employeeId, date)).plan.segments[0]?.start ?? null;

async function eveningGroup(): Promise<string> {
  const { schedule } = owners();
  const { id } = await ask(
    schedule.groups.$post({ json: { name: "Evening" } }, named(world.key())),
  );
  const hours = { name: "Evening", startMinute: 840, endMinute: 1280, validFrom: "2026-01-01" };
  await ask(schedule.shifts.$post({ json: { ...hours, groupId: id } }, named(world.key())));
  return id;
}

describe("another group", () => {
  test("leaves the days that have passed to the shift they were worked in (ATT D8)", async () => {
    const evening = await eveningGroup();
    const id = await hire(world, company, anna);
    await punch("in", tehran("2026-11-21", "08:00"));
    await punch("out", tehran("2026-11-21", "15:20"));
    world.now = tehran("2026-11-22", "07:00");
    const before = await day(id, "2026-11-21");
    expect(before).toMatchObject({ status: "complete", totals: { normal: 440, late: 0 } });
    await moveTo(id, evening);
    expect(await day(id, "2026-11-21")).toEqual(before);
    expect(await plannedStart(id, "2026-11-22")).toBe(tehran("2026-11-22", "14:00"));
    world.now = tehran("2026-11-23", "07:00");
    await moveTo(id, company.groupId);
    expect(await plannedStart(id, "2026-11-21")).toBe(tehran("2026-11-21", "08:00"));
    expect(await plannedStart(id, "2026-11-22")).toBe(tehran("2026-11-22", "14:00"));
    expect(await plannedStart(id, "2026-11-23")).toBe(tehran("2026-11-23", "08:00"));
  });

  test("twice on one day: the last one holds from that day on", async () => {
    const evening = await eveningGroup();
    const id = await hire(world, company, anna);
    world.now = tehran("2026-11-22", "07:00");
    await moveTo(id, evening);
    await moveTo(id, null);
    expect(await plannedStart(id, "2026-11-21")).toBe(tehran("2026-11-21", "08:00"));
    expect(await plannedStart(id, "2026-11-22")).toBeNull();
  });
});

/** Somebody who worked on 21 November, left that evening and was employed anew. */
async function backOn(date: string, groupId = company.groupId): Promise<string> {
  const id = await hire(world, company, anna);
  await punch("in", tehran("2026-11-21", "08:00"));
  await punch("out", tehran("2026-11-21", "15:20"));
  await end(id);
  world.now = tehran(date, "07:00");
  expect(await join(world, await invite(world, 1, "employee", groupId), anna)).toBe(id);
  return id;
}

describe("somebody who comes back after leaving", () => {
  test("keeps the days of the employment before, and none of those in between", async () => {
    const id = await backOn("2026-11-24", await eveningGroup());
    await punch("in", tehran("2026-11-24", "14:00"));
    const aban = await month(id, "1405-08");
    expect(aban.days.map(({ date }) => date)).toEqual(["2026-11-21"]);
    expect(aban).toMatchObject({ next: "1405-09", totals: { normal: 440, absence: 0 } });
    const azar = await month(id, "1405-09");
    expect(azar).toMatchObject({ from: "2026-11-22", previous: "1405-08" });
    expect(azar.days[0]?.date).toBe("2026-11-24");
    expect(await codeOf(day(id, "2026-11-22"))).toBe("outside_employment");
    expect(await day(id, "2026-11-21")).toMatchObject({
      previous: null,
      next: "2026-11-24",
      status: "complete",
    });
    expect(await day(id, "2026-11-24")).toMatchObject({
      previous: "2026-11-21",
      next: "2026-11-25",
      totals: { late: 0 },
    });
  });

  test("on the day of leaving loses nothing of it", async () => {
    const id = await backOn("2026-11-21");
    expect((await month(id, "1405-08")).days.map(({ date }) => date)).toEqual(["2026-11-21"]);
    expect((await day(id, "2026-11-21")).totals.normal).toBe(440);
  });

  test("earns leave from nothing once more, in Russia too", async () => {
    company = await foundCompany(world, 9, "ru");
    await giveTerm(world.deps, company.organisationId, "ru-12", { quantity: 5 });
    const id = await hire(world, company, anna);
    world.now = tehran("2027-01-10", "12:00");
    await world.settle();
    const balance = async () =>
      (await ask(world.as("staff", anna).leave.balance.$get({ query: {} }))).minutes;
    expect(await balance()).toBe(2 * 1120);
    await end(id);
    world.now = tehran("2027-02-01", "12:00");
    await join(world, await invite(world, 9, "employee", company.groupId), anna);
    await world.settle();
    expect(await balance()).toBe(0);
    world.now = tehran("2027-02-15", "12:00");
    expect(await balance()).toBe(1120);
    await world.settle();
    expect(await balance()).toBe(1120);
    const [booked] = await world.db.read([
      {
        sql: `select reason, sum(minutes) from leave_ledger where employee_id = ?
          group by reason having sum(minutes) <> 0 order by reason`,
        params: [id],
      },
    ]);
    expect(booked?.rows).toEqual([
      ["accrual", 3 * 1120],
      ["payout", -2 * 1120],
    ]);
  });
});

describe("the end of an employment", () => {
  test("does not reach back: what was sent before counts, however late it comes", async () => {
    const id = await hire(world, company, anna);
    await punch("in", tehran("2026-11-21", "08:00"));
    world.now = tehran("2026-11-21", "16:00");
    await end(id);
    world.now = tehran("2026-11-21", "19:00");
    expect(await punch("out", tehran("2026-11-21", "15:20"))).toMatchObject({ direction: "out" });
    expect((await day(id, "2026-11-21")).totals.normal).toBe(440);
    expect(await codeOf(punch("in", tehran("2026-11-21", "16:00")))).toBe("employment_ended");
    await ask(
      owners().people.employees[":id"].return.$post(
        { param: { id }, json: {} },
        named(world.key()),
      ),
    );
    expect(await codeOf(punch("in", tehran("2026-11-21", "19:30")))).toBe("ok");
  });

  test("in the middle of a shift leaves the open shift on the board (TG 8.50)", async () => {
    const id = await hire(world, company, anna);
    const other = await hire(world, company, 21);
    await punch("in", tehran("2026-11-21", "08:00"));
    world.now = tehran("2026-11-21", "10:00");
    await end(id);
    await end(other);
    const shown = async () =>
      (await ask(owners().attendance.board.$get({ query: {} }))).people.filter(
        ({ state }) => state === "ended",
      );
    expect(await shown()).toMatchObject([{ employeeId: id, present: true, status: "in" }]);
    const missing = { employeeId: id, date: "2026-11-21", minute: 599, direction: "out" as const };
    await ask(
      owners().attendance.punches.manual.$post(
        { json: { ...missing, reason: "Let go at ten" } },
        named(world.key()),
      ),
    );
    expect(await shown()).toEqual([]);
  });
});
