import { sumOf } from "../../api/leave/project-balance.ts";
import { accrualEntries } from "../../api/leave/rules/accrual.ts";
import { afterEach, describe, expect, test } from "vitest";
import { ask } from "../../bot/core/api.ts";
import { createApiWorld } from "../support/api-world.ts";
import {
  balanceOf,
  create,
  createRequestsHouse,
  decide,
  preview,
  refusal,
  type RequestsHouse,
  withdraw,
} from "./requests-house.ts";

let house: RequestsHouse;
afterEach(() => house.world.close());

const open = async (profile: "ir" | "ru", today: string) => {
  house = await createRequestsHouse(profile, today, await createApiWorld());
  return house;
};
const hoursOn = (from: string, fromMinute: number, toMinute: number) =>
  ({ unit: "hour", from, fromMinute, toMinute }) as const;
const days = (from: string, to: string) => ({ unit: "day", from, to }) as const;

test("leave at the end of the calendar is refused in words", async () => {
  const staff = await (await open("ir", "2026-11-21")).hire("employee");
  for (const date of ["1000-01-01", "9998-12-31", "9999-12-31"])
    expect((await refusal(preview(staff, days(date, date)))).code).toBe("date_out_of_range");
});

describe("what a leave costs", () => {
  test("hours come off the yearly balance and show as days of 7:20 (ATT F1)", async () => {
    const { world, hire } = await open("ir", "2027-03-20");
    const manager = await hire("manager");
    const staff = await hire("employee", { startedOn: "2026-03-21" });
    expect((await balanceOf(staff)).minutes).toBe(11_440);
    const request = await create(world, staff, hoursOn("2027-03-18", 600, 750));
    expect(request.card).toMatchObject({ minutesCharged: 150, balanceAfter: 11_290 });
    await decide(world, manager, request, "approve");
    const { minutes, dayMinutes, used } = await balanceOf(staff);
    expect([minutes, used, dayMinutes]).toEqual([11_290, 150, 440]);
  });

  test.each([
    ["ir", 220],
    ["ru", 240],
  ] as const)("half a day costs the law pack's half: %s (ATT F4)", async (profile, minutes) => {
    const { hire } = await open(profile, "2026-11-21");
    const staff = await hire("employee");
    const card = await preview(staff, { unit: "half_day", from: "2026-11-25", part: "first" });
    expect(card).toMatchObject({ minutesCharged: minutes, chargedDays: 1, part: "first" });
  });

  test("Saturday to Saturday costs seven days in Iran: Friday is free and named (ATT F5)", async () => {
    const { hire } = await open("ir", "2026-11-21");
    const card = await preview(await hire("employee"), days("2026-11-28", "2026-12-05"));
    expect(card).toMatchObject({ chargedDays: 7, minutesCharged: 7 * 440, calendarKnown: true });
    expect(card.skipped).toEqual([{ date: "2026-12-04", reason: "weekend", names: [] }]);
  });

  test("Russia charges calendar days without public holidays (ATT F6)", async () => {
    const { hire } = await open("ru", "2016-04-20");
    const staff = await hire("employee", { startedOn: "2014-01-01" });
    const card = await preview(staff, days("2016-04-25", "2016-05-13"));
    expect(card.chargedDays).toBe(17);
    expect(card.skipped.map(({ date, reason }) => [date, reason])).toEqual([
      ["2016-05-01", "holiday"],
      ["2016-05-09", "holiday"],
    ]);
    expect(card.skipped.every(({ names }) => names.some((name) => name.ru !== undefined))).toBe(
      true,
    );
    expect(card.calendarKnown).toBe(false);
  });

  test("a range of free days is refused: nothing to charge", async () => {
    const { hire } = await open("ir", "2026-11-21");
    const staff = await hire("employee");
    const refused = await refusal(preview(staff, days("2026-11-27", "2026-11-27")));
    expect(refused.code).toBe("nothing_to_charge");
  });

  test.each([
    [days("2026-12-05", "2026-12-01"), "invalid_input"],
    [days("2026-02-30", "2026-02-30"), "invalid_input"],
    [days("2026-12-01", "2027-03-01"), "range_too_long"],
    [days("2025-01-01", "2025-01-02"), "date_out_of_range"],
    [days("2028-01-01", "2028-01-02"), "date_out_of_range"],
    [hoursOn("2026-12-01", 700, 600), "invalid_input"],
    [{ unit: "half_day", from: "2026-12-01" }, "invalid_input"],
  ] as const)("%j is refused as %s", async (leave, code) => {
    const { hire } = await open("ir", "2026-11-21");
    const staff = await hire("employee");
    expect((await refusal(preview(staff, leave))).code).toBe(code);
  });

  test("days before the first working day are refused", async () => {
    const { hire } = await open("ir", "2026-11-21");
    const staff = await hire("employee", { startedOn: "2026-11-15" });
    const refused = await refusal(preview(staff, days("2026-11-10", "2026-11-10")));
    expect(refused).toEqual({ code: "outside_employment", details: { from: "2026-11-15" } });
  });
});

describe("what stands against a leave", () => {
  test("an overlapping request is refused and the first is named (ATT F11)", async () => {
    const { world, hire } = await open("ir", "2026-11-21");
    await hire("manager");
    const staff = await hire("employee");
    const first = await create(world, staff, days("2026-12-05", "2026-12-08"));
    const refused = await refusal(create(world, staff, hoursOn("2026-12-08", 600, 700)));
    expect(refused.code).toBe("overlapping_request");
    expect(refused.details).toMatchObject({
      request: first.id,
      state: "pending",
      from: "2026-12-05",
      to: "2026-12-08",
    });
    expect((await refusal(preview(staff, hoursOn("2026-12-08", 600, 700)))).code).toBe(
      "overlapping_request",
    );
  });

  test("two halves of a day and hours apart do not overlap", async () => {
    const { world, hire } = await open("ir", "2026-11-21");
    await hire("manager");
    const staff = await hire("employee");
    await create(world, staff, { unit: "half_day", from: "2026-12-05", part: "first" });
    await create(world, staff, { unit: "half_day", from: "2026-12-05", part: "second" });
    await create(world, staff, hoursOn("2026-12-06", 480, 540));
    await create(world, staff, hoursOn("2026-12-06", 540, 600));
    const list = await ask(staff.api.requests.index.$get({ query: {} }));
    expect(list.total).toBe(4);
  });

  test("a withdrawn or a rejected request leaves its days free", async () => {
    const { world, hire } = await open("ir", "2026-11-21");
    const manager = await hire("manager");
    const staff = await hire("employee");
    const leave = days("2026-12-05", "2026-12-05");
    await withdraw(world, staff, await create(world, staff, leave));
    await decide(world, manager, await create(world, staff, leave), "reject");
    expect((await create(world, staff, leave)).state).toBe("pending");
  });

  test("what is earned until the first day counts; the rest of the year only in advance (ATT F13)", async () => {
    const { world, hire } = await open("ru", "2026-11-21");
    await hire("manager");
    const staff = await hire("employee", { startedOn: "2026-11-01" });
    // One month is earned on 15 November, the second on 15 December.
    expect((await balanceOf(staff)).minutes).toBe(1120);
    const leave = days("2026-12-21", "2026-12-24");
    const card = await preview(staff, leave);
    expect(card).toMatchObject({
      minutesCharged: 1920,
      balanceNow: 1120,
      accruesBefore: 1120,
      balanceAfter: 320,
    });
    expect(await preview(staff, days("2026-12-07", "2026-12-10"))).toMatchObject({
      balanceNow: 1120,
      accruesBefore: 0,
      balanceAfter: -800,
    });
    // 29 calendar days: the working year brings 28.
    const refused = await refusal(create(world, staff, days("2026-12-01", "2026-12-29")));
    expect(refused).toMatchObject({
      code: "insufficient_balance",
      details: { minutes: 13_920, available: 13_440, missing: 480 },
    });
    expect((await create(world, staff, leave)).state).toBe("pending");
  });

  test("a balance asked for twice is not there twice, also for later days", async () => {
    const { world, hire } = await open("ru", "2026-11-21");
    await hire("manager");
    const staff = await hire("employee", { startedOn: "2026-11-01" });
    await create(world, staff, days("2026-12-01", "2026-12-24"));
    // The year would do for five days, but then the 24 days in December are no longer covered.
    const refused = await refusal(create(world, staff, days("2026-11-24", "2026-11-28")));
    expect(refused).toMatchObject({ code: "insufficient_balance", details: { available: 1920 } });
  });

  test("colleagues of the same group who are away are named, never why", async () => {
    const { world, hire } = await open("ir", "2026-11-21");
    const manager = await hire("manager");
    const [away, elsewhere, asked, staff] = [
      await hire("employee", { name: "Sara" }),
      await hire("employee", { name: "Reza", group: "other" }),
      await hire("employee", { name: "Mina" }),
      await hire("employee"),
    ];
    const leave = days("2026-12-05", "2026-12-06");
    for (const colleague of [away, elsewhere])
      await decide(world, manager, await create(world, colleague, leave), "approve");
    await create(world, asked, leave);
    expect((await preview(staff, leave)).away).toEqual(["Sara"]);
    expect((await preview(staff, days("2026-12-07", "2026-12-07"))).away).toEqual([]);
  });

  test("a person nobody else decides for is told so (P 4.3)", async () => {
    const { world, hire } = await open("ir", "2026-11-21");
    const owner = await hire("owner");
    const refused = await refusal(create(world, owner, days("2026-12-05", "2026-12-05")));
    expect(refused.code).toBe("no_approver");
    await hire("manager");
    expect((await create(world, owner, days("2026-12-05", "2026-12-05"))).state).toBe("pending");
  });
});

describe("sending a request", () => {
  test("every approver but the person gets one card; a repetition gets the first answer", async () => {
    const { world, hire } = await open("ir", "2026-11-21");
    const [owner, manager, other] = [
      await hire("owner"),
      await hire("manager"),
      await hire("manager", { language: "ru" }),
    ];
    const key = world.key();
    const first = await create(world, manager, days("2026-12-05", "2026-12-05"), key);
    const again = await create(world, manager, days("2026-12-05", "2026-12-05"), key);
    expect(again).toEqual(first);
    await world.settle();
    const cards = world.delivered.filter(({ kind }) => kind === "request-card");
    expect(cards).toHaveLength(2);
    expect(new Set(cards.map(({ chatId }) => chatId))).toEqual(
      new Set([owner.telegramUserId, other.telegramUserId]),
    );
    expect(cards.every(({ bot }) => bot === "owner")).toBe(true);
    expect(cards.map(({ reader }) => reader.language).toSorted()).toEqual(["fa", "ru"]);
  });

  test("of concurrent requests for the same days exactly one wins, in every round", async () => {
    const { world, hire } = await open("ir", "2026-11-21");
    await hire("manager");
    for (let round = 0; round < 25; round++) {
      const staff = await hire("employee");
      const answers = await Promise.all(
        [600, 610, 620, 630].map((from) =>
          refusal(create(world, staff, hoursOn("2026-12-05", from, from + 90))),
        ),
      );
      const codes = answers.map(({ code }) => code).toSorted();
      expect(codes).toEqual([
        "none",
        "overlapping_request",
        "overlapping_request",
        "overlapping_request",
      ]);
    }
  });

  test("concurrent requests can't spend one balance twice", async () => {
    const { world, hire, adjust } = await open("ir", "2026-11-21");
    await hire("manager");
    const yearBrings = sumOf(
      accrualEntries({ profile: "ir", yearMinutes: 26 * 440 }, "2026-11-20", "2027-03-20"),
    );
    for (let round = 0; round < 15; round++) {
      const staff = await hire("employee", { startedOn: "2026-11-20" });
      await adjust(staff, 440 - yearBrings, "2026-11-20");
      const answers = await Promise.all(
        ["2026-12-05", "2026-12-06", "2026-12-07"].map((date) =>
          refusal(create(world, staff, days(date, date))),
        ),
      );
      const sent = answers.filter(({ code }) => code === "none").length;
      expect(sent).toBe(1);
    }
  });
});
