import { describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import {
  clockIn,
  clockOut,
  heard,
  minute,
  myDay,
  receipts,
  survive,
  type Survival,
  t,
} from "../bot/survival-company.ts";

async function survivor() {
  const parts = await survive();
  const staff = parts.chat(parts.company.employee, "staff");
  await staff.start();
  await parts.world.settle();
  return { ...parts, sim: parts.world.sim, staff };
}

/** The owner enters a punch for the employee, who is told. @param minute of the day, local */
const enterFor = ({ company, api }: Survival, at: number) =>
  ask(
    api("owner", company.owner.telegramUserId).attendance.punches.manual.$post(
      {
        json: {
          employeeId: company.employee.employeeId,
          direction: "in",
          date: "2026-11-21",
          minute: at,
          reason: "phone was off",
        },
      },
      named(`entered-${at}`),
    ),
  );

describe("flood control", () => {
  test("of a second is waited for: one message (TG 8.15)", async () => {
    const { world, staff, sim } = await survivor();
    const before = heard(staff).length;
    sim.failNext({ method: "sendMessage", code: 429, retryAfter: 1 });
    await staff.send(myDay);
    await world.settle();
    expect(heard(staff)).toHaveLength(before + 1);
  });

  test("of forty seconds does not hold the webhook; the message comes later, once (TG 8.16)", async () => {
    const { world, staff, sim } = await survivor();
    const before = heard(staff).length;
    sim.failNext({ method: "sendMessage", code: 429, retryAfter: 40, times: 2 });
    sim.hold();
    void staff.send(myDay);
    void staff.tapReply(clockIn);
    for (const { update_id: id } of sim.updates("staff").slice(-2))
      expect(await sim.redeliver("staff", id)).toEqual([200]);
    sim.release();
    await world.settle();
    expect(heard(staff)).toHaveLength(before);
    world.now += 39_000;
    await world.settle();
    expect(heard(staff)).toHaveLength(before);
    world.now += 2000;
    await world.settle();
    expect(heard(staff)).toHaveLength(before + 2);
    world.now += 10 * minute;
    await world.settle();
    expect(heard(staff)).toHaveLength(before + 2);
    expect(receipts(heard(staff), "in")).toBe(1);
  });

  test("of one chat stops that chat's other messages without asking, and keeps their order", async () => {
    const parts = await survivor();
    const { world, sim, staff, company } = parts;
    sim.failNext({
      method: "sendMessage",
      chatId: company.employee.telegramUserId,
      code: 429,
      retryAfter: 40,
      times: 3,
    });
    const told = heard(staff).length;
    for (const at of [210, 330, 450]) {
      await enterFor(parts, at);
      await sim.idle();
    }
    await world.settle();
    expect(heard(staff)).toHaveLength(told);
    sim.failNext({
      method: "sendMessage",
      chatId: company.employee.telegramUserId,
      code: 429,
      retryAfter: 40,
    });
    const calls = sim.calls({
      method: "sendMessage",
      chatId: company.employee.telegramUserId,
    }).length;
    world.now += 41_000;
    await world.settle();
    expect(
      sim.calls({ method: "sendMessage", chatId: company.employee.telegramUserId }).length,
    ).toBe(calls + 1);
    world.now += 41_000;
    await world.settle();
    const times = heard(staff)
      .slice(told)
      .flatMap((text) => /۰[۳۵۷]:۳۰/.exec(text)?.[0] ?? []);
    expect(times).toEqual(["۰۳:۳۰", "۰۵:۳۰", "۰۷:۳۰"]);
  });
});

describe("a receipt", () => {
  test.each([
    ["an answer of 500", { code: 500 }],
    ["a broken connection", { how: "reset" as const }],
    ["a proxy's page", { code: 502, rawBody: "<html>Bad Gateway</html>" }],
  ])("that meets %s comes later, once", async (_, fault) => {
    const { world, staff, sim, punches } = await survivor();
    sim.failNext({ method: "sendMessage", ...fault });
    await staff.tapReply(clockIn);
    await world.settle();
    expect(receipts(heard(staff), "in")).toBe(0);
    world.now += 5000;
    await world.settle();
    world.now += 10 * minute;
    await world.settle();
    expect(receipts(heard(staff), "in")).toBe(1);
    expect(await punches()).toEqual(["in 05:00:00"]);
  });

  test("that arrived while Telegram said 500 may be said twice; the punch is made once", async () => {
    const { world, staff, sim, punches } = await survivor();
    sim.failNext({ method: "sendMessage", code: 500, apply: true });
    await staff.tapReply(clockIn);
    await world.settle();
    world.now += 10 * minute;
    await world.settle();
    expect(receipts(heard(staff), "in")).toBe(2);
    expect(await punches()).toEqual(["in 05:00:00"]);
    await staff.tapReply(clockOut);
    await world.settle();
    expect(await punches()).toEqual(
      ["in 05:00:00", "out 05:11:05"].slice(0, 1).concat("out 05:10:00"),
    );
  });

  test("that Telegram never answers does not hold the webhook, and comes again", async () => {
    const { world, staff, sim, punches } = await survivor();
    sim.failNext({ method: "sendMessage", how: "hang" });
    sim.hold();
    void staff.tapReply(clockIn);
    expect(await sim.redeliver("staff")).toEqual([200]);
    expect(await punches()).toEqual(["in 05:00:00"]);
    sim.release();
    await world.settle();
    world.now += 5000;
    await world.settle();
    expect(receipts(heard(staff), "in")).toBe(1);
  }, 60_000);

  test("survives hours without Telegram", async () => {
    const { world, staff, sim } = await survivor();
    sim.failNext({ method: "sendMessage", code: 502, times: 1000 });
    await staff.tapReply(clockIn);
    for (let round = 0; round < 16; round += 1) {
      world.now += 10 * minute;
      await world.settle();
    }
    expect(receipts(heard(staff), "in")).toBe(0);
    sim.clearFaults();
    world.now += 10 * minute;
    await world.settle();
    expect(receipts(heard(staff), "in")).toBe(1);
  }, 60_000);
});

describe("a person who blocked the bot", () => {
  const unreachable =
    "select staff_unreachable_at is not null from persons where telegram_user_id = ?";

  test("is remembered, is written to no more, and gets what waited when they return (TG 8.13, 8.14, ATT L6)", async () => {
    const parts = await survivor();
    const { world, sim, staff, company, api, cell } = parts;
    const { telegramUserId: user, employeeId: id } = company.employee;
    const told = heard(staff).length;
    await staff.block();
    expect(await cell(unreachable, user)).toBe(1);
    await enterFor(parts, 450);
    await world.settle();
    const calls = sim.calls({ method: "sendMessage", chatId: user }).length;
    world.now += 10 * minute;
    await world.settle();
    expect(sim.calls({ method: "sendMessage", chatId: user })).toHaveLength(calls);
    const shown = await ask(
      api("owner", company.owner.telegramUserId).people.employees[":id"].$get({ param: { id } }),
    );
    expect(shown.reachable).toBe(false);
    expect(heard(staff)).toHaveLength(told);

    await staff.unblock();
    await world.settle();
    expect(await cell(unreachable, user)).toBe(0);
    // The card of the change, and the keyboard that goes with it.
    expect(heard(staff)).toHaveLength(told + 2);
    await staff.start();
    expect(
      staff
        .keyboard()
        .flat()
        .map(({ text }) => text),
    ).toContain(clockOut);
  });

  test("while nobody told us is noticed at the next message", async () => {
    const parts = await survivor();
    const { world, sim, staff, company, cell } = parts;
    sim.dropNext(1);
    await staff.block();
    expect(await cell(unreachable, company.employee.telegramUserId)).toBe(0);
    await enterFor(parts, 450);
    await world.settle();
    expect(await cell(unreachable, company.employee.telegramUserId)).toBe(1);
    expect(world.complaints).toEqual([]);
  });

  test("is no different from one whose account is gone", async () => {
    const parts = await survivor();
    const { world, company, person, cell } = parts;
    person(company.employee).deactivate();
    await enterFor(parts, 450);
    await world.settle();
    expect(await cell(unreachable, company.employee.telegramUserId)).toBe(1);
    expect(await cell("select error from outbox where state = 'dead'")).toBe("unreachable");
    expect(world.complaints).toEqual([]);
  });
});

/** The owner looks at the board. */
async function board() {
  const parts = await survivor();
  const owner = parts.chat(parts.company.owner, "owner");
  await owner.start();
  await owner.send("/team");
  return { ...parts, owner };
}
describe("a screen", () => {
  const refresh = t.tp("attendance.board.keys.refresh");

  test("that did not change is left as it is (TG 8.9)", async () => {
    const { owner, world } = await board();
    const before = owner.messages().length;
    const tapped = await owner.tap(refresh);
    expect(tapped?.answer).toBeDefined();
    expect(owner.messages()).toHaveLength(before);
    expect(world.complaints).toEqual([]);
  });

  test.each(["Bad Request: message can't be edited", "Bad Request: message to edit not found"])(
    "is sent anew when Telegram says «%s» (TG 8.10)",
    async (description) => {
      const { owner, sim, world } = await board();
      const before = owner.messages().length;
      sim.failNext({ method: "editMessageText", code: 400, description });
      world.now += minute;
      await owner.tap(refresh);
      expect(owner.messages()).toHaveLength(before + 1);
      await owner.tap(refresh);
      expect(owner.messages()).toHaveLength(before + 1);
    },
  );

  test("is shown although its tap is too old to be answered (TG 8.12)", async () => {
    const { owner, sim, world } = await board();
    sim.failNext({
      method: "answerCallbackQuery",
      code: 400,
      description:
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    });
    world.now += minute;
    await owner.tap(refresh);
    expect(owner.last().edits).toBe(1);
    expect(world.complaints).toEqual([]);
  });

  test("is edited at last when Telegram stumbles on the way", async () => {
    const { owner, sim, world } = await board();
    sim.failNext({ method: "editMessageText", code: 500 });
    sim.failNext({ method: "editMessageText", how: "reset" });
    sim.failNext({ method: "answerCallbackQuery", code: 502 });
    world.now += minute;
    const tapped = await owner.tap(refresh);
    expect(owner.last().edits).toBe(1);
    expect(tapped?.answer).toBeDefined();
  });
});
