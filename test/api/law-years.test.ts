import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { tick } from "../../api/operations/tick.ts";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld } from "../support/api-world.ts";
import { iranian1407, russian2026, russian2028 } from "../unit/law/years.ts";
import { codeOf } from "./people-company.ts";
import { createRequestsHouse, type RequestsHouse, type Staff } from "./requests-house.ts";

const operator = 900_000_001;
let house: RequestsHouse;
let owner: Staff;
beforeEach(async () => {
  house = await createRequestsHouse("ru", "2026-11-16", await createApiWorld());
  owner = await house.hire("owner");
});
afterEach(() => house.world.close());

const desk = () => house.world.as("owner", operator).operator.years;
type Year = Parameters<ReturnType<typeof desk>["preview"]["$post"]>[0]["json"]["year"];
/** The shape of the source: what tests share is the same without the names of a type. */
const given = (year: unknown) => year as Year;
const preview = (year: unknown) =>
  ask(desk().preview.$post({ json: { year: given(year) } }, named(house.world.key())));
const bring = (year: unknown, checksum: string) =>
  ask(
    desk().$post(
      { json: { year: given(year), source: "Decree of 2027, test", checksum } },
      named(house.world.key()),
    ),
  );
const kindOf = async (date: string) => {
  const { days } = await ask(owner.api.law.calendar.$get({ query: { period: date.slice(0, 7) } }));
  return days.find((day) => day.date === date);
};

/** Each message once: a mark «sent» that is still on its way when the clock jumps a day lets it go again. */
const told = () => {
  const all = house.world.delivered
    .filter(({ kind }) => kind === "calendar-missing")
    .map(({ chatId, payload }) => ({ chatId, payload }));
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
};
const onDay = async (date: string) => {
  house.world.now = Date.parse(`${date}T08:00:00Z`);
  await house.world.settle();
  await house.world.settle();
};

describe("an official year", () => {
  test("is looked at, brought in, and is the calendar of everybody from then on", async () => {
    expect(await kindOf("2028-01-10")).toMatchObject({ kind: "work", known: false });
    const seen = await preview(russian2028);
    expect(seen).toMatchObject({
      problems: [],
      replaces: null,
      totals: { workDays: 247, normMinutes: 1972 * 60 },
    });
    expect(seen.differences.map(({ date }) => date)).toContain("2028-12-29");
    expect(await bring(russian2028, seen.checksum)).toEqual({
      profile: "ru",
      year: 2028,
      revision: 1,
    });
    expect(await kindOf("2028-01-10")).toMatchObject({ kind: "moved_off", known: true });
    const { items } = await ask(desk().$get({ query: { profile: "ru" } }));
    expect(items.map(({ year, revision }) => [year, revision])).toEqual([
      [2025, 0],
      [2026, 0],
      [2027, 0],
      [2028, 1],
    ]);
    expect(items.every(({ totals }) => totals.normMinutes === 1972 * 60)).toBe(true);
  });

  test("is brought in anew as the next revision, which holds", async () => {
    const first = await preview(russian2028);
    await bring(russian2028, first.checksum);
    const moved = {
      ...russian2028,
      movedDaysOff: [
        { date: "2028-01-11", movedFrom: "2028-01-01" },
        ...russian2028.movedDaysOff.slice(1),
      ],
    };
    const second = await preview(moved);
    expect(second.replaces).toBe(1);
    expect(second.differences.map(({ date }) => date)).toEqual(["2028-01-10", "2028-01-11"]);
    expect(await bring(moved, second.checksum)).toMatchObject({ revision: 2 });
    expect(await kindOf("2028-01-10")).toMatchObject({ kind: "work" });
    expect(await kindOf("2028-01-11")).toMatchObject({ kind: "moved_off" });
  });

  test("that came with the release is replaced too, and equal to it changes nothing", async () => {
    const seen = await preview(russian2026);
    expect(seen).toMatchObject({ replaces: 0, differences: [], problems: [] });
    expect(await bring(russian2026, seen.checksum)).toMatchObject({ revision: 1 });
    expect(await kindOf("2026-01-09")).toMatchObject({ kind: "moved_off" });
  });

  test("of Iran is one, too", async () => {
    const seen = await preview(iranian1407);
    expect(seen).toMatchObject({ profile: "ir", year: 1407, problems: [], replaces: null });
    expect(await bring(iranian1407, seen.checksum)).toMatchObject({ profile: "ir", revision: 1 });
    // Another country's calendar is nobody else's.
    expect(await kindOf("2028-05-06")).toMatchObject({ known: false });
  });

  test("is refused when its days do not add up, or when it is not what was looked at", async () => {
    const wrong = { ...russian2028, totals: { ...russian2028.totals, workDays: 248 } };
    const seen = await preview(wrong);
    expect(seen.problems).toEqual([
      { code: "total_differs", at: "workDays", given: 248, counted: 247 },
    ]);
    expect(await codeOf(bring(wrong, seen.checksum))).toBe("calendar_invalid");
    expect(await codeOf(bring(russian2028, "0".repeat(28)))).toBe("stale");
    expect(await codeOf(preview({ ...russian2028, year: "2028" }))).toBe("invalid_input");
  });

  test("is the operator's alone: to owners this room is not there", async () => {
    const years = owner.api.operator.years;
    expect(await codeOf(ask(years.$get({ query: { profile: "ru" } })))).toBe("not_found");
    const json = { year: given(russian2028) };
    expect(await codeOf(ask(years.preview.$post({ json }, named(house.world.key()))))).toBe(
      "not_found",
    );
    const whole = { ...json, source: "me", checksum: "0".repeat(28) };
    const call = years.$post({ json: { ...whole, source: "my own" } }, named(house.world.key()));
    expect(await codeOf(ask(call))).toBe("not_found");
  });
});

describe("a year that is not there", () => {
  test("is told to Russian owners from 1 December on, once a year", async () => {
    await onDay("2027-11-30");
    expect(told()).toEqual([]);
    await onDay("2027-12-01");
    expect(told()).toEqual([
      {
        chatId: owner.telegramUserId,
        payload: { year: 2028, profile: "ru", state: "missing" },
      },
    ]);
    await onDay("2027-12-02");
    expect(told()).toHaveLength(1);
    await onDay("2028-12-01");
    expect(told()).toHaveLength(2);
  });

  test("is nothing to tell when it is there, with the release or after it", async () => {
    await onDay("2026-12-05");
    expect(told()).toEqual([]);
    house.world.now = Date.parse("2027-11-20T08:00:00Z");
    const { checksum } = await preview(russian2028);
    await bring(russian2028, checksum);
    await onDay("2027-12-01");
    expect(told()).toEqual([]);
  });

  test("is told to Iranian owners from 1 Esfand on, when it is only computed", async () => {
    const iran = await createRequestsHouse("ir", "2026-11-21", house.world);
    const boss = await iran.hire("owner");
    await iran.hire("manager");
    await onDay("2027-02-19");
    expect(told()).toEqual([]);
    await onDay("2027-02-20");
    expect(told()).toEqual([
      {
        chatId: boss.telegramUserId,
        payload: { year: 1406, profile: "ir", state: "predicted" },
      },
    ]);
    await tick(house.world.deps);
    expect(told()).toHaveLength(1);
  });
});
