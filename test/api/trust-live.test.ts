import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { type Company, foundCompany, north, shop, type Worker } from "./attendance-company.ts";
import { owners, refusalOf, sendPunch, staff, storedPunches } from "./attendance-messages.ts";

const tehran = (time: string) => Date.parse(`2026-11-21T${time}+03:30`);
const minute = 60_000;

describe("a live location on demand (ATT K6, idea 16)", () => {
  let world: ApiWorld;
  let company: Company;

  beforeEach(async () => {
    world = await createApiWorld(tehran("08:00:05"));
    company = await foundCompany(world.db, { locationPolicy: "required" });
  });
  afterEach(() => world.close());

  const arrive = (metres = 20, facts: { accuracyM?: number } = {}, messageId = 1) =>
    sendPunch(world, company.employee, {
      messageId,
      label: null,
      at: world.now,
      location: { ...north(shop, metres), ...facts },
    });
  const share = (messageId = 50, forwarded = false) =>
    sendPunch(world, company.employee, {
      messageId,
      label: null,
      at: world.now,
      location: { ...north(shop, 20), accuracyM: 15, livePeriodS: 900 },
      forwarded,
    });
  const move = (metres = 20, livePeriodS: number | null = 900) =>
    ask(
      staff(world, company.employee).attendance.punches.live.$post(
        {
          json: {
            chatId: company.employee.telegramUserId,
            messageId: 50,
            at: world.now,
            location: {
              ...north(shop, metres),
              accuracyM: 15,
              venue: false,
              ...(livePeriodS === null ? {} : { livePeriodS }),
            },
          },
        },
        named(world.key()),
      ),
    );
  const askFor = (by: Worker = company.manager, punchId?: string) =>
    ask(
      owners(world, by).trust.handshakes.$post(
        {
          json: {
            employeeId: company.employee.employeeId,
            ...(punchId === undefined ? {} : { punchId }),
          },
        },
        named(world.key()),
      ),
    );
  const state = async () => {
    const [rows] = await world.db.read([
      { sql: "select state from handshakes order by asked_at desc limit 1", params: [] },
    ]);
    return rows?.rows[0]?.[0];
  };
  const told = () => world.delivered.map(({ kind, payload }) => ({ kind, ...(payload as object) }));
  const trustNow = async () =>
    (
      await ask(
        staff(world, company.employee).attendance.days[":date"].$get({
          param: { date: "today" },
          query: {},
        }),
      )
    ).punches[0]?.trust;
  const choose = (json: object) =>
    ask(owners(world, company.owner).attendance.settings.$patch({ json }, named(world.key())));

  test("is no punch, confirms the one it is about, and both sides hear of it", async () => {
    const { punchId } = await arrive();
    expect(await trustNow()).toBe(30);
    await askFor(company.manager, punchId);
    await world.settle();
    expect(told()).toContainEqual(
      expect.objectContaining({ kind: "live-asked", askedByName: company.manager.name }),
    );
    world.now += 3 * minute;
    await share();
    expect(await state()).toBe("sharing");
    expect(await storedPunches(world, company.employee)).toHaveLength(1);
    for (let round = 0; round < 2; round++) {
      world.now += 61_000;
      await move();
    }
    expect(await state()).toBe("confirmed");
    expect(await trustNow()).toBe(95);
    await world.settle();
    expect(told().filter(({ kind }) => kind === "live-told")).toEqual([
      expect.objectContaining({ stage: "sharing" }),
      expect.objectContaining({ stage: "confirmed" }),
    ]);
    expect(told()).toContainEqual(
      expect.objectContaining({ kind: "live-result", result: "confirmed" }),
    );
    world.now += 61_000;
    expect(await move()).toEqual({ recorded: false });
  });

  test("needs two moves in two minutes, inside", async () => {
    await arrive();
    await askFor();
    world.now += minute;
    await share();
    world.now += 1000;
    await move();
    await move();
    expect(await state()).toBe("sharing");
    world.now += 61_000;
    await move(900);
    expect(await state()).toBe("sharing");
    world.now += 61_000;
    await move();
    expect(await state()).toBe("confirmed");
  });

  test("forwarded is refused, and a plain point is the next punch as ever (ATT K15)", async () => {
    await arrive(20, { accuracyM: 15 });
    await askFor();
    world.now += 5 * minute;
    expect(await refusalOf(share(51, true))).toBe("forwarded");
    expect(await state()).toBe("asked");
    expect(await arrive(20, { accuracyM: 15 }, 52)).toMatchObject({ direction: "out" });
  });

  test("that stopped proves nothing more", async () => {
    await arrive();
    await askFor();
    await share();
    world.now += 61_000;
    expect(await move(20, null)).toEqual({ recorded: false });
    expect(await state()).toBe("sharing");
  });

  test("that never comes expires, and one that shows another place fails", async () => {
    await arrive();
    await askFor();
    world.now += 61 * minute;
    await world.settle();
    expect(await state()).toBe("expired");
    expect(told()).toContainEqual(
      expect.objectContaining({ kind: "live-result", result: "expired" }),
    );
    await askFor();
    await share(60);
    world.now += 18 * minute;
    await world.settle();
    expect(await state()).toBe("failed");
    expect(told()).toContainEqual(
      expect.objectContaining({ kind: "live-result", result: "failed" }),
    );
  });

  test("is asked of who is at work, once at a time, by a manager, never of oneself", async () => {
    expect(await refusalOf(askFor())).toBe("not_at_work");
    await arrive();
    await askFor();
    expect(await refusalOf(askFor(company.owner))).toBe("already_asked");
    expect(await refusalOf(askFor(company.employee))).toBe("forbidden");
    const self = owners(world, company.manager).trust.handshakes.$post(
      { json: { employeeId: company.manager.employeeId } },
      named(world.key()),
    );
    expect(await refusalOf(ask(self))).toBe("own_request");
    const other = await foundCompany(world.db, { firstUser: 2001 });
    expect(await refusalOf(askFor(other.manager))).toBe("not_found");
  });

  test("is asked by itself for a doubtful punch where the organisation wants it", async () => {
    await arrive();
    expect(await state()).toBeUndefined();
    await choose({ liveForDoubtful: true });
    world.now = tehran("15:20:00");
    await arrive(20, {}, 2);
    expect(await state()).toBe("asked");
    await world.settle();
    expect(told()).toContainEqual(
      expect.objectContaining({ kind: "live-asked", askedByName: null }),
    );
  });

  test("is not asked by itself for a sure punch, nor outside", async () => {
    await choose({ liveForDoubtful: true });
    await arrive(20, { accuracyM: 10 });
    world.now = tehran("15:20:00");
    await arrive(900, { accuracyM: 10 }, 2);
    expect(await state()).toBeUndefined();
  });
});

describe("points of punches (P 3.4)", () => {
  let world: ApiWorld;
  let company: Company;

  beforeEach(async () => {
    world = await createApiWorld(tehran("08:00:05"));
    company = await foundCompany(world.db, { locationPolicy: "required" });
  });
  afterEach(() => world.close());

  const choose = (json: object, by = company.owner) =>
    ask(owners(world, by).attendance.settings.$patch({ json }, named(world.key())));
  const punch = (messageId: number) => {
    world.now += 10 * minute;
    return sendPunch(world, company.employee, {
      messageId,
      label: null,
      at: world.now,
      location: { ...north(shop, 900), accuracyM: 20 },
    });
  };
  const doubtful = async () =>
    (await ask(owners(world, company.manager).trust.doubtful.$get({ query: {} }))).items;
  const kept = async () => {
    const [rows] = await world.db.read([{ sql: "select count(*) from punch_points", params: [] }]);
    return rows?.rows[0]?.[0];
  };

  test("are kept while the organisation wants it, and gone the moment it does not", async () => {
    await punch(1);
    expect((await doubtful()).map(({ point }) => point)).toEqual([null]);
    expect(await refusalOf(choose({ keepPoints: true }, company.manager))).toBe("forbidden");
    await choose({ keepPoints: true });
    await punch(2);
    expect(await kept()).toBe(1);
    expect((await doubtful()).map(({ point }) => point)).toEqual([null, north(shop, 900)]);
    await choose({ keepPoints: false });
    expect(await kept()).toBe(0);
    expect((await doubtful()).map(({ point }) => point)).toEqual([null, null]);
  });

  test("of another organisation stay when this one forgets", async () => {
    const other = await foundCompany(world.db, { firstUser: 2001, locationPolicy: "required" });
    await choose({ keepPoints: true }, other.owner);
    await sendPunch(world, other.employee, {
      messageId: 1,
      label: null,
      at: world.now,
      location: { ...north(shop, 5), accuracyM: 20 },
    });
    await choose({ keepPoints: true });
    await choose({ keepPoints: false });
    expect(await kept()).toBe(1);
  });
});
