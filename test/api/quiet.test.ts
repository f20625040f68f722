import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { type Company, foundCompany, type Worker } from "./attendance-company.ts";
import { owners, refusalOf, sendPunch, staff } from "./attendance-messages.ts";

const tehran = (time: string) => Date.parse(`2026-11-21T${time}+03:30`);
const night = { from: 22 * 60, to: 7 * 60 };

describe("quiet hours", () => {
  let world: ApiWorld;
  let company: Company;

  beforeEach(async () => {
    world = await createApiWorld(tehran("22:30:00"));
    company = await foundCompany(world.db);
  });
  afterEach(() => world.close());

  const choose = (json: object) =>
    ask(owners(world, company.owner).attendance.settings.$patch({ json }, named(world.key())));
  const chooseOwn = (who: Worker, json: object) =>
    ask(owners(world, who).notify.mine.$patch({ json }, named(world.key())));
  const askForLeave = () =>
    ask(
      staff(world, company.employee).requests.leave.$post(
        { json: { unit: "day", from: "2026-12-05", to: "2026-12-05" } },
        named(world.key()),
      ),
    );
  const cardsTo = (who: Worker) =>
    world.delivered.filter(
      ({ kind, chatId }) => kind === "request-card" && chatId === who.telegramUserId,
    ).length;

  test("of the organisation put off what can wait to the first minute after them", async () => {
    await choose({ quiet: true });
    await askForLeave();
    await world.settle();
    expect(cardsTo(company.owner)).toBe(0);
    world.now = tehran("06:59:59") + 24 * 60 * 60_000;
    await world.settle();
    expect(cardsTo(company.owner)).toBe(0);
    world.now += 1000;
    await world.settle();
    expect(cardsTo(company.owner)).toBe(1);
    expect(cardsTo(company.manager)).toBe(1);
  });

  test("do not touch receipts and answers to one's own acts", async () => {
    await choose({ quiet: true });
    await sendPunch(world, company.employee, { messageId: 1, label: "in", at: world.now });
    await world.settle();
    expect(world.delivered.map(({ kind }) => kind)).toContain("punch-receipt");
  });

  test("of one person stand before the organisation's, also when they are none", async () => {
    await choose({ quiet: true });
    await chooseOwn(company.owner, { quiet: { from: 0, to: 0 } });
    await askForLeave();
    await world.settle();
    expect([cardsTo(company.owner), cardsTo(company.manager)]).toEqual([1, 0]);
    await chooseOwn(company.owner, { quiet: null });
    expect(await ask(owners(world, company.owner).notify.mine.$get())).toMatchObject({
      own: null,
      organisation: night,
    });
  });

  test("of one person hold where the organisation has none", async () => {
    await chooseOwn(company.manager, { quiet: night });
    await askForLeave();
    await world.settle();
    expect([cardsTo(company.owner), cardsTo(company.manager)]).toEqual([1, 0]);
  });

  test("turned off in the night let what waits go at its hour, not before", async () => {
    await choose({ quiet: true });
    await askForLeave();
    await world.settle();
    await choose({ quiet: false });
    await world.settle();
    expect(cardsTo(company.owner)).toBe(0);
    world.now = tehran("07:00:00") + 24 * 60 * 60_000;
    await world.settle();
    expect(cardsTo(company.owner)).toBe(1);
  });

  test("are the organisation's own clock: Moscow is quiet when Tehran still is awake", async () => {
    const moscow = await foundCompany(world.db, { profile: "ru", firstUser: 2001 });
    await ask(
      owners(world, moscow.owner).attendance.settings.$patch(
        { json: { quiet: true, quietFrom: 22 * 60, quietTo: 23 * 60 } },
        named(world.key()),
      ),
    );
    await choose({ quiet: true, quietFrom: 23 * 60, quietTo: 7 * 60 });
    world.now = Date.parse("2026-11-21T22:30:00+03:00");
    await askForLeave();
    await world.settle();
    // 23:00 in Tehran: the first quiet minute.
    expect(cardsTo(company.owner)).toBe(0);
    expect(
      await refusalOf(
        ask(
          owners(world, company.manager).attendance.settings.$patch(
            { json: { quiet: false } },
            named(world.key()),
          ),
        ),
      ),
    ).toBe("forbidden");
  });

  test("do not hold back the change of a card that is already there", async () => {
    const asked = await askForLeave();
    await world.settle();
    expect(cardsTo(company.manager)).toBe(1);
    await choose({ quiet: true });
    await ask(
      staff(world, company.employee).requests[":id"].withdraw.$post(
        { param: { id: asked.id }, json: { version: asked.version } },
        named(world.key()),
      ),
    );
    await world.settle();
    expect(cardsTo(company.manager)).toBeGreaterThan(1);
  });
});
