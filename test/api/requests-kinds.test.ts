import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld } from "../support/api-world.ts";
import { asking, cancel, inboxOf, punch, shown } from "./requests-asked.ts";
import {
  balanceOf,
  create,
  createRequestsHouse,
  decide,
  refusal,
  type RequestsHouse,
  type Staff,
  withdraw,
} from "./requests-house.ts";

const leave = { unit: "day", from: "2026-12-05", to: "2026-12-05" } as const;

let house: RequestsHouse;
let owner: Staff;
let manager: Staff;
let staff: Staff;

async function furnish(profile: "ir" | "ru" = "ir"): Promise<void> {
  house = await createRequestsHouse(profile, "2026-11-21", await createApiWorld());
  owner = await house.hire("owner", { name: "Omid" });
  manager = await house.hire("manager", { name: "Maryam" });
  staff = await house.hire("employee", { name: "Sara" });
}
afterEach(() => house.world.close());

const moves = async (of: Staff) =>
  (await house.ledger(of)).filter(({ reason }) => reason === "use" || reason === "reversal");
const ledgerOf = async (of: Staff, type: string): Promise<number> => {
  const [found] = await house.world.db.read([
    {
      sql: "select coalesce(sum(minutes), 0) from leave_ledger where employee_id = ? and leave_type = ?",
      params: [of.employeeId, type],
    },
  ]);
  return Number(found?.rows[0]?.[0]);
};
const approve = async (request: { readonly id: string; readonly version: number }) =>
  decide(house.world, manager, request, "approve");

const workedDay = async () => {
  const request = await approve(await create(house.world, staff, leave));
  const start = Date.parse("2026-12-05T04:30:00Z");
  await punch(house, staff, "in", start);
  await punch(house, staff, "out", start + 190 * 60_000);
  house.world.now = Date.parse("2026-12-06T02:00:00Z");
  return request;
};
const giveBack = (request: { readonly id: string }) =>
  ask(
    manager.api.requests[":id"].return.$post(
      { param: { id: request.id }, json: { date: "2026-12-05" } },
      named(house.world.key()),
    ),
  );
const askSick = (from = "2026-11-21") =>
  asking(house.world, staff, { kind: "leave", type: "sick", unit: "day", from });

describe("leave of other kinds in Iran", () => {
  beforeEach(() => furnish());

  test("a wedding is three days of a ledger of their own, not of the year's leave (ATT F20)", async () => {
    const before = (await balanceOf(staff)).minutes;
    const wedding = { kind: "leave", type: "marriage", unit: "day", from: "2026-12-05" } as const;
    const long = asking(house.world, staff, { ...wedding, to: "2026-12-08" });
    expect(await refusal(long)).toMatchObject({ code: "range_too_long", details: { limit: 3 } });
    const request = await asking(house.world, staff, { ...wedding, to: "2026-12-07" });
    expect(request.card).toMatchObject({
      usesBalance: true,
      chargedDays: 3,
      balanceAfter: 0,
      paper: true,
    });
    await approve(request);
    expect((await balanceOf(staff)).minutes).toBe(before);
    expect(await ledgerOf(staff, "marriage")).toBe(0);
    const cancelled = await cancel(house.world, manager, await shown(manager, request.id));
    expect(cancelled.state).toBe("cancelled");
    expect(await ledgerOf(staff, "marriage")).toBe(0);
  });

  test("a wedding that was partly worked leaves nothing behind, cancelled or not", async () => {
    const wedding = { kind: "leave", type: "marriage", unit: "day", from: "2026-12-05" } as const;
    const request = await approve(await asking(house.world, staff, wedding));
    const start = Date.parse("2026-12-05T04:30:00Z");
    await punch(house, staff, "in", start);
    await punch(house, staff, "out", start + 190 * 60_000);
    house.world.now = Date.parse("2026-12-06T02:00:00Z");
    expect(await giveBack(request)).toMatchObject({ returned: 190 });
    expect(await ledgerOf(staff, "marriage")).toBe(0);
    await cancel(house.world, manager, await shown(manager, request.id));
    expect(await ledgerOf(staff, "marriage")).toBe(0);
  });

  test("one wish to cancel waits at a time, and none outlives what it would cancel", async () => {
    const request = await approve(await create(house.world, staff, leave));
    const wish = { kind: "cancel", parentId: request.id } as const;
    const first = await asking(house.world, staff, wish);
    expect(await refusal(asking(house.world, staff, wish))).toMatchObject({
      code: "overlapping_request",
      details: { request: first.id, kind: "cancel" },
    });
    const both = await Promise.all([
      refusal(approve(first)),
      refusal(asking(house.world, staff, wish)),
    ]);
    expect(both[1].code).toMatch(/overlapping_request|already_decided/);
    const other = await approve(
      await create(house.world, staff, { unit: "day", from: "2026-12-07", to: "2026-12-07" }),
    );
    const left = await asking(house.world, staff, { kind: "cancel", parentId: other.id });
    await cancel(house.world, manager, await shown(manager, other.id));
    expect((await shown(staff, left.id)).state).toBe("withdrawn");
    expect(await inboxOf(manager)).toEqual([]);
  });

  test("illness inside a vacation gives its days back, and takes them again when it is cancelled (ATT F10)", async () => {
    const vacation = await approve(
      await create(house.world, staff, { unit: "day", from: "2026-12-05", to: "2026-12-12" }),
    );
    expect(vacation.card.minutesCharged).toBe(7 * 440);
    const ill = await asking(house.world, staff, {
      kind: "leave",
      type: "sick",
      unit: "day",
      from: "2026-12-08",
      to: "2026-12-11",
    });
    // Friday in between was never charged.
    expect(ill.card).toMatchObject({
      usesBalance: false,
      returns: [{ minutes: 3 * 440, days: 3 }],
    });
    await approve(ill);
    expect((await shown(staff, vacation.id)).returned).toBe(3 * 440);
    expect(await moves(staff)).toEqual([
      { minutes: -7 * 440, reason: "use" },
      { minutes: 3 * 440, reason: "reversal" },
    ]);
    await cancel(house.world, manager, await shown(manager, ill.id));
    expect((await shown(staff, vacation.id)).returned).toBe(0);
    expect(await ledgerOf(staff, "annual")).toBe(-7 * 440);
    await cancel(house.world, manager, await shown(manager, vacation.id));
    expect(await ledgerOf(staff, "annual")).toBe(0);
  });

  test("a vacation cancelled after illness gives back only what it still costs (ATT F10, F12)", async () => {
    const vacation = await approve(
      await create(house.world, staff, { unit: "day", from: "2026-12-05", to: "2026-12-07" }),
    );
    await approve(
      await asking(house.world, staff, {
        kind: "leave",
        type: "sick",
        unit: "day",
        from: "2026-12-06",
      }),
    );
    await cancel(house.world, manager, await shown(manager, vacation.id));
    expect(await ledgerOf(staff, "annual")).toBe(0);
  });

  test("unpaid leave costs no balance, holidays inside it are part of it", async () => {
    const request = await asking(house.world, staff, {
      kind: "leave",
      type: "unpaid",
      unit: "day",
      from: "2026-12-05",
      to: "2026-12-12",
    });
    expect(request.card).toMatchObject({
      paid: false,
      usesBalance: false,
      chargedDays: 8,
      skipped: [],
    });
    await approve(request);
    expect(await moves(staff)).toEqual([]);
  });

  test("a guard's day of a 24/48 roster costs 24:00 (ATT F19)", async () => {
    await house.world.db.write([
      {
        sql: `insert into shift_versions (org_id, id, shift_id, valid_from, pattern, rules, created_at)
          select org_id, 'guards', shift_id, '2026-12-01', ?, rules, 0 from shift_versions where org_id = ?`,
        params: [
          JSON.stringify({
            kind: "rotating",
            anchor: "2026-12-05",
            cycle: [[{ startMinute: 480, endMinute: 1920 }], [], []],
          }),
          house.orgId,
        ],
      },
    ]);
    const request = await create(house.world, staff, {
      unit: "day",
      from: "2026-12-05",
      to: "2026-12-07",
    });
    expect(request.card).toMatchObject({ minutesCharged: 1440, chargedDays: 1 });
  });

  test("leave and a mission on one day: the second is refused and names the first (ATT F11)", async () => {
    const first = await create(house.world, staff, leave);
    const mission = asking(house.world, staff, { kind: "mission", ...leave, place: "Shiraz" });
    expect(await refusal(mission)).toMatchObject({
      code: "overlapping_request",
      details: { request: first.id, kind: "leave" },
    });
  });

  test("kinds and units that are not offered are refused", async () => {
    const wish = { kind: "leave", unit: "day", from: "2026-12-05" } as const;
    expect((await refusal(asking(house.world, staff, { ...wish, type: "study" }))).code).toBe(
      "invalid_input",
    );
    const hours = {
      kind: "leave",
      type: "sick",
      unit: "hour",
      from: "2026-12-05",
      fromMinute: 600,
      toMinute: 660,
    } as const;
    expect((await refusal(asking(house.world, staff, hours))).code).toBe("invalid_input");
  });
});

describe("what is no leave", () => {
  beforeEach(() => furnish());

  test("a mission says where, costs nothing and counts as a day's work", async () => {
    const request = await asking(house.world, staff, {
      kind: "mission",
      ...leave,
      place: "Shiraz",
    });
    expect(request.card).toMatchObject({ kind: "mission", place: "Shiraz", usesBalance: false });
    await approve(request);
    house.world.now = Date.parse("2026-12-06T06:00:00Z");
    const day = await ask(
      staff.api.attendance.days[":date"].$get({ param: { date: "2026-12-05" }, query: {} }),
    );
    expect(day.totals).toMatchObject({ mission: 440, absence: 0, deficit: 0 });
  });

  test("overtime of a length begins where the shift ends; without a shift its hours are asked", async () => {
    const wish = { kind: "overtime", from: "2026-12-05", minutes: 90 } as const;
    const request = await asking(house.world, staff, wish);
    expect(request.card).toMatchObject({ fromMinute: 920, toMinute: 1010, minutesCharged: 90 });
    const friday = asking(house.world, staff, { ...wish, from: "2026-12-11" });
    expect((await refusal(friday)).code).toBe("no_shift");
    const twice = asking(house.world, staff, { ...wish, minutes: 30 });
    expect((await refusal(twice)).code).toBe("overlapping_request");
  });

  test("approved overtime counts as overtime, not as surplus (ATT D4, H11)", async () => {
    await approve(
      await asking(house.world, staff, { kind: "overtime", from: "2026-11-21", minutes: 60 }),
    );
    const start = Date.parse("2026-11-21T04:30:00Z");
    await punch(house, staff, "in", start);
    await punch(house, staff, "out", start + (440 + 60) * 60_000);
    house.world.now = Date.parse("2026-11-21T18:00:00Z");
    const day = await ask(
      staff.api.attendance.days[":date"].$get({ param: { date: "2026-11-21" }, query: {} }),
    );
    expect(day.totals).toMatchObject({ normal: 440, overtime: 60, surplus: 0 });
  });

  test("a correction adds the punch once it is approved, what was recorded stays (ATT J1)", async () => {
    const start = Date.parse("2026-11-21T04:30:00Z");
    await punch(house, staff, "in", start);
    house.world.now = Date.parse("2026-11-22T06:00:00Z");
    const change = { action: "add", kind: "out", at: start + 440 * 60_000 } as const;
    const request = await asking(house.world, staff, {
      kind: "correction",
      from: "2026-11-21",
      changes: [change],
    });
    expect(request.card).toMatchObject({
      kind: "correction",
      changes: [change],
      from: "2026-11-21",
    });
    await approve(request);
    const day = await ask(
      staff.api.attendance.days[":date"].$get({ param: { date: "2026-11-21" }, query: {} }),
    );
    expect(day.totals.worked).toBe(440);
    expect((await shown(staff, request.id)).mayWithdraw).toBe(false);
  });

  test("a correction for time to come is refused (ATT J11)", async () => {
    const at = house.world.now + 3_600_000;
    const request = asking(house.world, staff, {
      kind: "correction",
      changes: [{ action: "add", kind: "in", at }],
    });
    expect((await refusal(request)).code).toBe("in_the_future");
  });
});

describe("work on a day of leave (ATT F22)", () => {
  beforeEach(() => furnish());

  test("leaves the leave alone and asks those who decide, once", async () => {
    const request = await workedDay();
    await house.world.settle();
    house.world.now += 24 * 3_600_000;
    await house.world.settle();
    house.world.now += 60_000;
    await house.world.settle();
    const asked = house.world.delivered.filter(({ kind }) => kind === "worked-on-leave");
    expect(asked).toHaveLength(2);
    expect(new Set(asked.map(({ chatId }) => chatId))).toEqual(
      new Set([owner.telegramUserId, manager.telegramUserId]),
    );
    expect(asked[0]?.payload).toMatchObject({ requestId: request.id, minutes: 190 });
    expect((await shown(staff, request.id)).state).toBe("approved");
  });

  test("gives back what was worked when asked to, once, and counts it as work", async () => {
    const request = await workedDay();
    const returned = await giveBack(request);
    expect(returned).toMatchObject({ returned: 190, workedReturned: ["2026-12-05"] });
    expect(await moves(staff)).toEqual([
      { minutes: -440, reason: "use" },
      { minutes: 190, reason: "reversal" },
    ]);
    expect((await refusal(giveBack(request))).code).toBe("nothing_to_return");
    const day = await ask(
      staff.api.attendance.days[":date"].$get({ param: { date: "2026-12-05" }, query: {} }),
    );
    expect(day.totals).toMatchObject({ normal: 190, leave: 250, surplus: 0, deficit: 0 });
  });
});

describe("papers", () => {
  beforeEach(() => furnish());

  const pdf = Buffer.from("%PDF-1.4 sick note").toString("base64");
  const add = (by: Staff, id: string, base64 = pdf, name = "note.pdf") =>
    ask(
      by.api.requests[":id"].files.$post(
        { param: { id }, json: { name, base64 } },
        named(house.world.key()),
      ),
    );

  test("are kept with the request and given to those who may see it", async () => {
    const request = await askSick();
    const { items } = await add(staff, request.id, pdf, "../../my note.exe");
    expect(items).toMatchObject([{ name: "my note.pdf", mime: "application/pdf", size: 18 }]);
    expect((await shown(manager, request.id)).files).toBe(1);
    const file = await manager.api.requests[":id"].files[":file"].$get({
      param: { id: request.id, file: items[0]?.id ?? "" },
    });
    expect(file.headers.get("content-type")).toBe("application/pdf");
    expect(Buffer.from(await file.arrayBuffer()).toString()).toBe("%PDF-1.4 sick note");
    const colleague = await house.hire("employee");
    expect((await refusal(add(colleague, request.id))).code).toBe("not_found");
    const peek = await colleague.api.requests[":id"].files[":file"].$get({
      param: { id: request.id, file: items[0]?.id ?? "" },
    });
    expect(peek.status).toBe(404);
  });

  test("that do not come are asked for once, the next day at a decent hour", async () => {
    const ill = await askSick();
    const other = await askSick("2026-11-25");
    await add(staff, other.id);
    const reminded = async () => {
      await house.world.settle();
      return house.world.delivered
        .filter(({ kind }) => kind === "paper-wanted")
        .map(({ chatId, payload }) => ({ chatId, payload }));
    };
    expect(await reminded()).toEqual([]);
    house.world.now = Date.parse("2026-11-22T09:30:00+03:30");
    expect(await reminded()).toEqual([]);
    house.world.now = Date.parse("2026-11-22T10:30:00+03:30");
    const once = [{ chatId: staff.telegramUserId, payload: { requestId: ill.id } }];
    expect(await reminded()).toEqual(once);
    house.world.now = Date.parse("2026-11-23T11:30:00+03:30");
    expect(await reminded()).toEqual(once);
    await add(staff, ill.id);
  });

  test("of another kind, too large or too many are refused", async () => {
    const request = await askSick();
    const script = Buffer.from("#!/bin/sh").toString("base64");
    expect((await refusal(add(staff, request.id, script))).code).toBe("file_unknown");
    const big = Buffer.concat([Buffer.from("%PDF-"), Buffer.alloc(5 * 1024 * 1024)]).toString(
      "base64",
    );
    expect((await refusal(add(staff, request.id, big))).code).toBe("file_too_big");
    for (let paper = 0; paper < 5; paper++) await add(staff, request.id);
    expect((await refusal(add(staff, request.id))).code).toBe("too_many_files");
    await withdraw(house.world, staff, request);
    expect((await refusal(add(staff, request.id))).code).toBe("already_decided");
  });
});

describe("own kinds of absence", () => {
  beforeEach(() => furnish("ru"));

  const bonus = {
    name: "Day for volunteers",
    paid: true,
    daysAYear: 2,
    units: ["day" as const],
    paper: false,
  };
  const add = (
    by: Staff,
    type: Omit<typeof bonus, "daysAYear"> & {
      readonly daysAYear: number | null;
      readonly breaksVacation?: boolean;
    },
  ) => ask(by.api.requests.types.$post({ json: type }, named(house.world.key())));

  test("have a balance of their own every year", async () => {
    const { items } = await add(owner, bonus);
    const type = items.at(-1);
    expect(type).toMatchObject({ name: bonus.name, usesBalance: true, code13: "ОД" });
    const wish = {
      kind: "leave",
      type: type?.code ?? "",
      unit: "day",
      from: "2026-12-07",
    } as const;
    const request = await asking(house.world, staff, { ...wish, to: "2026-12-08" });
    expect(request.card).toMatchObject({ typeName: bonus.name, chargedDays: 2, balanceAfter: 0 });
    await approve(request);
    const more = asking(house.world, staff, { ...wish, from: "2026-12-09" });
    expect((await refusal(more)).code).toBe("insufficient_balance");
  });

  test("begin every year anew: what is left of the last one expires, and the books say so", async () => {
    const { items } = await add(owner, bonus);
    const wish = { kind: "leave", type: items.at(-1)?.code ?? "", unit: "day" } as const;
    await approve(await asking(house.world, staff, { ...wish, from: "2026-12-07" }));
    house.world.now = Date.parse("2027-01-11T06:00:00Z");
    await house.world.settle();
    const next = await asking(house.world, staff, { ...wish, from: "2027-01-18" });
    expect(next.card).toMatchObject({ balanceNow: 2 * 480, balanceAfter: 480 });
    const more = asking(house.world, staff, { ...wish, from: "2027-01-19", to: "2027-01-20" });
    expect((await refusal(more)).code).toBe("insufficient_balance");
  });

  test("may take days out of a vacation as sickness does (ATT F10)", async () => {
    const child = { ...bonus, name: "Child is ill", daysAYear: null, breaksVacation: true };
    const { items } = await add(owner, child);
    expect(items.at(-1)).toMatchObject({ breaksVacation: true });
    const vacation = await approve(
      await create(house.world, staff, { unit: "day", from: "2026-12-07", to: "2026-12-09" }),
    );
    const ill = await asking(house.world, staff, {
      kind: "leave",
      type: items.at(-1)?.code ?? "",
      unit: "day",
      from: "2026-12-08",
    });
    expect(ill.card.returns).toMatchObject([{ minutes: 480, days: 1 }]);
    await approve(ill);
    expect((await shown(staff, vacation.id)).returned).toBe(480);
    house.world.now = Date.parse("2026-12-09T06:00:00Z");
    const day = await ask(
      staff.api.attendance.days[":date"].$get({ param: { date: "2026-12-08" }, query: {} }),
    );
    expect(JSON.stringify(day)).toContain(ill.id);
    expect(JSON.stringify(day)).not.toContain(vacation.id);
  });

  test("are the owner's to make, each by one name, and go without taking requests along", async () => {
    expect((await refusal(add(manager, bonus))).code).toBe("forbidden");
    const { items } = await add(owner, bonus);
    expect((await refusal(add(owner, { ...bonus, name: bonus.name.toUpperCase() }))).code).toBe(
      "name_taken",
    );
    const type = items.at(-1);
    const request = await asking(house.world, staff, {
      kind: "leave",
      type: type?.code ?? "",
      unit: "day",
      from: "2026-12-07",
    });
    await ask(
      owner.api.requests.types[":id"].archive.$post(
        { param: { id: type?.id ?? "" }, json: {} },
        named(house.world.key()),
      ),
    );
    expect((await approve(request)).state).toBe("approved");
  });
});

describe("who is away", () => {
  beforeEach(() => furnish());

  test("colleagues see names and days, never the kind; who decides sees it (ATT L2)", async () => {
    await approve(
      await asking(house.world, staff, {
        kind: "leave",
        type: "sick",
        unit: "day",
        from: "2026-12-05",
      }),
    );
    const colleague = await house.hire("employee");
    const stranger = await house.hire("employee", { group: "other" });
    const query = { from: "2026-12-01", to: "2026-12-14" };
    const seen = async (by: Staff) => (await ask(by.api.requests.absences.$get({ query }))).items;
    expect(await seen(colleague)).toMatchObject([
      { name: "Sara", from: "2026-12-05", kind: null, typeCode: null },
    ]);
    expect(await seen(stranger)).toEqual([]);
    expect(await seen(manager)).toMatchObject([{ name: "Sara", typeCode: "sick" }]);
    const asked = await create(house.world, colleague, {
      unit: "day",
      from: "2026-12-05",
      to: "2026-12-07",
    });
    expect(asked.card.absent).toEqual([{ name: "Sara", from: "2026-12-05", to: "2026-12-05" }]);
    expect(asked.card.crowded).toMatchObject({ date: "2026-12-05", away: 2 });
  });

  test("lists are narrowed by kind and state, and hold what was decided", async () => {
    const first = await create(house.world, staff, leave);
    const second = await asking(house.world, staff, {
      kind: "overtime",
      from: "2026-12-06",
      minutes: 60,
    });
    await approve(first);
    const own = async (query: Parameters<typeof staff.api.requests.index.$get>[0]["query"]) =>
      (await ask(staff.api.requests.index.$get({ query }))).items.map(({ id }) => id);
    expect(await own({ kind: "overtime" })).toEqual([second.id]);
    expect(await own({ state: "approved" })).toEqual([first.id]);
    const { items } = await ask(manager.api.requests.history.$get({ query: { kind: "leave" } }));
    expect(items.map(({ id }) => id)).toEqual([first.id]);
    expect(await inboxOf(manager)).toEqual([second.id]);
  });
});
