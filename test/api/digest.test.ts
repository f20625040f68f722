import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { type Company, foundCompany, north, shop, type Worker } from "./attendance-company.ts";
import { owners, refusalOf, sendPunch } from "./attendance-messages.ts";

const tehran = (time: string) => Date.parse(`2026-11-21T${time}+03:30`);
const day = 24 * 60 * 60_000;

describe("doubtful punches", () => {
  let world: ApiWorld;
  let company: Company;
  let messageId = 0;

  beforeEach(async () => {
    world = await createApiWorld(tehran("08:00:05"));
    company = await foundCompany(world.db, { locationPolicy: "required" });
  });
  afterEach(() => world.close());

  const punch = (metres: number, facts: { accuracyM?: number } = {}, who = company.employee) =>
    sendPunch(world, who, {
      messageId: ++messageId,
      label: null,
      at: world.now,
      location: { ...north(shop, metres), ...facts },
    });
  const list = async (by: Worker = company.manager, query = {}) =>
    (await ask(owners(world, by).trust.doubtful.$get({ query }))).items;
  const review = (punchIds: string[], verdict: "trusted" | "refused", by = company.manager) =>
    ask(owners(world, by).trust.reviews.$post({ json: { punchIds, verdict } }, named(world.key())));
  const digests = () => world.delivered.filter(({ kind }) => kind === "doubtful-digest");

  test("are listed with why, how far and what was said, sure ones are not", async () => {
    await punch(20, { accuracyM: 10 }, company.owner);
    await punch(900, { accuracyM: 20 });
    world.now = tehran("15:20:00");
    await punch(20);
    expect(await list()).toMatchObject([
      { doubts: ["field"], distanceM: 900, level: "low", direction: "in", own: false },
      { doubts: ["accuracy_missing"], direction: "out", trust: 30 },
    ]);
    expect(await list(company.manager, { employeeId: company.owner.employeeId })).toEqual([]);
    expect(await list(company.manager, { since: String(world.now) })).toHaveLength(1);
    expect(await refusalOf(list(company.employee))).toBe("forbidden");
  });

  test("go away when a manager trusts them, once; nobody trusts an own one", async () => {
    const { punchId } = await punch(900, { accuracyM: 20 });
    const own = await punch(900, { accuracyM: 20 }, company.manager);
    expect(await review([punchId], "trusted")).toEqual({ reviewed: 1 });
    expect(await refusalOf(review([punchId], "refused"))).toBe("already_reviewed");
    expect(await refusalOf(review([own.punchId], "trusted"))).toBe("own_request");
    expect(await refusalOf(review(["nothing"], "trusted"))).toBe("not_found");
    expect(await refusalOf(review([own.punchId], "trusted", company.employee))).toBe("forbidden");
    expect((await list()).map((item) => item.punchId)).toEqual([own.punchId]);
    expect(await review([own.punchId], "trusted", company.owner)).toEqual({ reviewed: 1 });
    const other = await foundCompany(world.db, { firstUser: 2001 });
    expect(await refusalOf(review([punchId], "trusted", other.owner))).toBe("not_found");
  });

  test("that are refused are told to their person; the hours stay", async () => {
    const { punchId } = await punch(900, { accuracyM: 20 });
    await review([punchId], "refused");
    await world.settle();
    expect(world.delivered.find(({ kind }) => kind === "punch-refused")).toMatchObject({
      chatId: company.employee.telegramUserId,
      payload: { reviewedByName: company.manager.name },
    });
    const today = await ask(
      world.as("staff", company.employee.telegramUserId).attendance.days[":date"].$get({
        param: { date: "today" },
        query: {},
      }),
    );
    expect(today.punches).toMatchObject([{ state: "counted", trust: 10 }]);
  });

  test("reach managers once a day at the chosen hour, in one message each", async () => {
    await punch(900, { accuracyM: 20 });
    world.now = tehran("18:59:00");
    await world.settle();
    expect(digests()).toEqual([]);
    world.now = tehran("19:00:00");
    await world.settle();
    await world.settle();
    expect(new Set(digests().map(({ chatId }) => chatId))).toEqual(
      new Set([company.owner.telegramUserId, company.manager.telegramUserId]),
    );
    expect(digests()).toHaveLength(2);
    world.now += day;
    await world.settle();
    expect(digests()).toHaveLength(2);
  });

  test("make no message when there are none, when it is off, or at another hour", async () => {
    await punch(20, { accuracyM: 10 });
    world.now = tehran("19:00:00");
    await world.settle();
    expect(digests()).toEqual([]);
    await punch(900, { accuracyM: 20 });
    const choose = (json: object) =>
      ask(owners(world, company.owner).attendance.settings.$patch({ json }, named(world.key())));
    await choose({ digest: false });
    world.now = tehran("19:00:00") + day;
    await world.settle();
    expect(digests()).toEqual([]);
    await choose({ digest: true, digestMinute: 21 * 60 });
    await punch(900, { accuracyM: 20 });
    world.now = tehran("21:00:00") + day;
    await world.settle();
    expect(digests()).toHaveLength(2);
  });

  test("of a night on which nothing ran are not made up for the next evening but one", async () => {
    await punch(900, { accuracyM: 20 });
    world.now = tehran("19:00:00") + 7 * 60 * 60_000;
    await world.settle();
    expect(digests()).toEqual([]);
  });
});
