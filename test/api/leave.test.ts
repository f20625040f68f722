import { afterEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld } from "../support/api-world.ts";
import {
  balanceOf,
  create,
  createRequestsHouse,
  decide,
  refusal,
  type RequestsHouse,
  type Staff,
} from "./requests-house.ts";

const day = 440;
let house: RequestsHouse;
afterEach(() => house.world.close());

const at = (date: string) => Date.parse(`${date}T06:00:00Z`);
const days = (from: string, to: string) => ({ unit: "day" as const, from, to });

async function open(profile: "ir" | "ru", today: string) {
  house = await createRequestsHouse(profile, today, await createApiWorld());
  const [owner, manager] = [await house.hire("owner"), await house.hire("manager")];
  const staff = await house.hire("employee", { startedOn: "2026-03-21" });
  const opening = (by: Staff, minutes: number, on: string) =>
    ask(
      by.api.leave.opening.$post(
        { json: { employeeId: staff.employeeId, minutes, on, note: "old books" } },
        named(house.world.key()),
      ),
    );
  const adjust = (by: Staff, minutes: number, note: string) =>
    ask(
      by.api.leave.adjustments.$post(
        { json: { employeeId: staff.employeeId, minutes, note } },
        named(house.world.key()),
      ),
    );
  const statement = async () =>
    (await ask(staff.api.leave.statement.$get({ query: {} }))).rows.map(
      ({ reason, minutes, balance }) => [reason, minutes, balance],
    );
  const end = (on: string) =>
    ask(
      owner.api.people.employees[":id"].end.$post(
        { param: { id: staff.employeeId }, json: { on } },
        named(house.world.key()),
      ),
    );
  const exit = (on: string) =>
    ask(owner.api.leave.exit.$get({ query: { employeeId: staff.employeeId, on } }));
  return { owner, manager, staff, opening, adjust, statement, end, exit };
}

describe("the end of a leave year", () => {
  test("carries nine days over and lets the rest expire (IR art. 66, ATT F16)", async () => {
    const { staff, opening, owner, statement } = await open("ir", "2027-03-10");
    await opening(owner, 12 * day, "2027-03-10");
    expect((await balanceOf(staff)).expiring).toEqual({
      after: "2027-03-20",
      minutes: 3 * day + 954,
    });
    house.world.now = at("2027-03-22");
    const before = await balanceOf(staff);
    expect(before.minutes).toBe(9 * day);
    await house.world.settle();
    await house.world.settle();
    expect(await balanceOf(staff)).toEqual(before);
    expect((await statement()).slice(0, 3)).toEqual([
      ["expiry", -(3 * day + 954), 9 * day],
      ["carry_over", 0, 12 * day + 954],
      ["accrual", 954, 12 * day + 954],
    ]);
  });

  test("takes nothing in Russia, and nothing of years before the books were kept here", async () => {
    const { staff } = await open("ru", "2026-12-30");
    house.world.now = at("2027-01-02");
    await house.world.settle();
    expect((await balanceOf(staff)).minutes).toBe(9 * 1120);
    expect((await balanceOf(staff)).expiring).toBeNull();
    const old = await open("ir", "2026-11-22");
    const veteran = await house.hire("employee", { startedOn: "2020-03-20" });
    expect((await balanceOf(veteran)).minutes).toBeGreaterThan(6 * 26 * day);
    expect((await balanceOf(old.staff)).expiring?.minutes).toBe(26 * day - 9 * day);
  });

  test("is known to a request for a day after it", async () => {
    const { staff, opening, owner } = await open("ir", "2027-03-10");
    await opening(owner, 12 * day, "2027-03-10");
    const projected = await ask(staff.api.leave.projection.$get({ query: { on: "2027-04-10" } }));
    expect(projected).toMatchObject({
      balanceNow: 12 * day,
      expiresBefore: 3 * day + 954,
      balanceAfter: 9 * day,
    });
    expect(
      await refusal(ask(staff.api.leave.projection.$get({ query: { on: "2027-03-09" } }))),
    ).toMatchObject({ code: "date_out_of_range" });
  });
});

describe("a balance entered by hand", () => {
  test("is the balance of that day, whatever was earned before it; the last word holds", async () => {
    const { owner, staff, opening, statement } = await open("ir", "2026-11-22");
    expect(await opening(owner, 5 * day + 90, "2026-11-22")).toMatchObject({
      minutes: 5 * day + 90,
    });
    expect((await balanceOf(staff)).minutes).toBe(5 * day + 90);
    await opening(owner, 3 * day, "2026-11-22");
    expect((await balanceOf(staff)).minutes).toBe(3 * day);
    expect((await statement())[0]).toEqual(["opening", -(2 * day + 90), 3 * day]);
  });

  test("of an earlier day keeps what was earned since", async () => {
    const { owner, staff, opening } = await open("ir", "2026-11-22");
    await opening(owner, day, "2026-10-22");
    expect((await balanceOf(staff)).minutes).toBe(day + 953);
  });

  test("can be raised and lowered with a reason, once for each key", async () => {
    const { owner, staff, opening, adjust } = await open("ru", "2026-11-22");
    await opening(owner, 480, "2026-11-22");
    const json = { employeeId: staff.employeeId, minutes: -120, note: "by agreement" };
    const key = house.world.key();
    await ask(owner.api.leave.adjustments.$post({ json }, named(key)));
    await ask(owner.api.leave.adjustments.$post({ json }, named(key)));
    expect((await balanceOf(staff)).minutes).toBe(360);
    await adjust(owner, 60, "mistake");
    expect((await balanceOf(staff)).minutes).toBe(420);
    const { rows } = await ask(
      owner.api.leave.statement.$get({ query: { employeeId: staff.employeeId } }),
    );
    expect(
      rows
        .slice(0, 2)
        .map(({ note }) => note ?? "")
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(["by agreement", "mistake"]);
  });

  test("is for those who manage people; others see at most what they may", async () => {
    const { manager, owner, staff, opening, adjust } = await open("ir", "2026-11-22");
    const stranger = await house.hire("employee");
    for (const by of [manager, staff, stranger]) {
      expect((await refusal(opening(by, 0, "2026-11-22"))).code).toBe("forbidden");
      expect((await refusal(adjust(by, 60, "more"))).code).toBe("forbidden");
    }
    const query = { employeeId: staff.employeeId };
    expect((await ask(manager.api.leave.balance.$get({ query }))).dayMinutes).toBe(day);
    expect((await refusal(ask(stranger.api.leave.balance.$get({ query })))).code).toBe("not_found");
    expect((await refusal(ask(stranger.api.leave.exit.$get({ query })))).code).toBe("forbidden");
    expect((await refusal(opening(owner, 0, "2026-11-23"))).code).toBe("in_the_future");
    expect((await refusal(opening(owner, 0, "2026-03-20"))).code).toBe("outside_employment");
  });
});

describe("somebody who leaves", () => {
  test("is owed what is left, the last part of a month too, and the ledger ends at nothing (IR art. 71)", async () => {
    const { opening, owner, exit, end } = await open("ir", "2026-11-06");
    await opening(owner, 4 * day, "2026-10-22");
    const figure = await exit("2026-11-06");
    // Fifteen of the thirty days of Aban.
    expect(figure).toMatchObject({ minutes: 4 * day + 476, lastMonth: 476, cancelled: [] });
    await end("2026-11-06");
    expect(await sumOfLedger()).toBe(0);
  });

  test("gets leave back that was booked for after the last day", async () => {
    const { manager, staff, exit, end } = await open("ru", "2026-11-20");
    const before = await create(house.world, staff, days("2026-11-19", "2026-11-25"));
    await decide(house.world, manager, before, "approve");
    const later = await create(house.world, staff, days("2026-12-07", "2026-12-08"));
    await decide(house.world, manager, later, "approve");
    const waiting = await create(house.world, staff, days("2026-12-21", "2026-12-21"));
    const balance = (await balanceOf(staff)).minutes;
    const figure = await exit("2026-11-20");
    expect(figure.returned).toBe(5 * 480 + 2 * 480);
    expect(figure.minutes).toBe(balance + 7 * 480);
    expect(figure.cancelled.map(({ id }) => id).toSorted()).toEqual(
      [later.id, waiting.id].toSorted(),
    );
    await end("2026-11-20");
    expect(await sumOfLedger()).toBe(0);
    expect(await states()).toEqual([
      [before.id, "approved"],
      [later.id, "cancelled"],
      [waiting.id, "withdrawn"],
    ]);
  });

  test("who took leave in advance owes it", async () => {
    const { manager, staff, exit } = await open("ir", "2026-04-04");
    const ahead = await create(house.world, staff, days("2026-04-05", "2026-04-07"));
    await decide(house.world, manager, ahead, "approve");
    const figure = await exit("2026-04-08");
    expect(figure.minutes).toBe(figure.lastMonth - 3 * day);
    expect(figure.minutes).toBeLessThan(0);
  });
});

async function sumOfLedger(): Promise<number> {
  const [found] = await house.world.db.read([
    {
      sql: "select sum(minutes) from leave_ledger l join employees e on e.id = l.employee_id where e.state = 'ended'",
      params: [],
    },
  ]);
  return Number(found?.rows[0]?.[0]);
}

async function states() {
  const [found] = await house.world.db.read([
    { sql: "select id, state from requests order by starts_on", params: [] },
  ]);
  return found?.rows;
}
