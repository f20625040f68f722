import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import { foundCompany, north, shop, type Company } from "./attendance-company.ts";
import { refusalOf, sendPunch, staff } from "./attendance-messages.ts";

const tehran = (time: string) => Date.parse(`2026-11-21T${time}+03:30`);

describe("what becomes known about a punch later", () => {
  let world: ApiWorld;
  let company: Company;

  beforeEach(async () => {
    world = await createApiWorld(tehran("08:00:05"));
    company = await foundCompany(world.db, { locationPolicy: "required" });
  });
  afterEach(() => world.close());

  const today = () =>
    ask(
      staff(world, company.employee).attendance.days[":date"].$get({
        param: { date: "today" },
        query: {},
      }),
    );
  const arrive = (metres: number, facts: { livePeriodS?: number } = {}) =>
    sendPunch(world, company.employee, {
      messageId: 1,
      label: null,
      at: world.now,
      location: { ...north(shop, metres), accuracyM: 15, ...facts },
    });
  const move = (seconds: number, metres = 20) =>
    ask(
      staff(world, company.employee).attendance.punches.live.$post(
        {
          json: {
            chatId: company.employee.telegramUserId,
            messageId: 1,
            at: tehran("08:00:05") + seconds * 1000,
            location: { ...north(shop, metres), accuracyM: 15, livePeriodS: 900, venue: false },
          },
        },
        named(world.key()),
      ),
    );
  const explain = (punchId: string, text: string, worker = company.employee, messageId = 2) =>
    ask(
      staff(world, worker).attendance.punches.reason.$post(
        {
          json: { chatId: worker.telegramUserId, messageId, at: world.now, punchId, text },
        },
        named(world.key()),
      ),
    );

  const waitingStep = async () => {
    const opened = await staff(world, company.employee).telegram.updates.$post({
      json: { updateId: 900 + world.delivered.length },
    });
    return (await opened.json()).dialog?.step ?? null;
  };

  test("a live location that stays makes the punch sure, without a word (ATT K6, TG 8.27)", async () => {
    await arrive(20, { livePeriodS: 900 });
    expect((await today()).punches[0]?.trust).toBe(85);
    expect((await move(61)).recorded).toBe(true);
    expect((await move(130)).recorded).toBe(true);
    await world.settle();
    expect((await today()).punches).toMatchObject([{ trust: 95, verdict: "inside" }]);
    expect(world.delivered).toHaveLength(1);
  });

  test("moves are kept once a minute at most", async () => {
    await arrive(20, { livePeriodS: 900 });
    const answers = [];
    for (const seconds of [5, 59, 61, 62, 119, 121]) answers.push((await move(seconds)).recorded);
    expect(answers).toEqual([false, false, true, false, false, true]);
  });

  test("a live location nobody punched with is nothing", async () => {
    expect(await move(120)).toEqual({ recorded: false });
  });

  test("the reason of a field punch is added to it", async () => {
    const { punchId, verdict } = await arrive(900);
    expect(verdict).toBe("field");
    await explain(punchId, "Visiting a customer");
    expect((await today()).punches).toMatchObject([
      { verdict: "field", distanceM: 900, reason: "Visiting a customer" },
    ]);
    expect((await today()).anomalies.map(({ code }) => code)).toContain("field_punch");
  });

  test("the question goes away with the answer, and with the next punch", async () => {
    const { punchId } = await arrive(900);
    expect(await waitingStep()).toBe("punch-reason");
    await explain(punchId, "Customer");
    expect(await waitingStep()).toBeNull();
  });

  test("nobody explains another's punch", async () => {
    const { punchId } = await arrive(900);
    expect(await refusalOf(explain(punchId, "Me too", company.manager))).toBe("not_found");
  });

  test("the same words delivered twice are kept once", async () => {
    const { punchId } = await arrive(900);
    await explain(punchId, "Customer");
    await explain(punchId, "Customer");
    const [rows] = await world.db.read([
      { sql: "select count(*) from punch_evidence", params: [] },
    ]);
    expect(rows?.rows[0]?.[0]).toBe(1);
  });
});
