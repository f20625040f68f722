import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  board as boardSchema,
  day as daySchema,
  month as monthSchema,
} from "../../api/attendance/day-schema.ts";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import { foundCompany, hireLike, insert, type Company, type Worker } from "./attendance-company.ts";
import { owners, refusalOf, sendPunch, sendUndo, staff } from "./attendance-messages.ts";

const tehran = (time: string, date = "2026-11-21") => Date.parse(`${date}T${time}+03:30`);

describe("days and months", () => {
  let world: ApiWorld;
  let company: Company;

  beforeEach(async () => {
    world = await createApiWorld(tehran("16:00:00"));
    company = await foundCompany(world.db);
  });
  afterEach(() => world.close());

  let messageId = 0;
  const say = (label: "in" | "out", at: number, worker: Worker = company.employee) => {
    world.now = Math.max(world.now, at + 1000);
    return sendPunch(world, worker, { messageId: ++messageId, label, at });
  };
  const day = (date: string, worker = company.employee, employeeId?: string) =>
    ask(
      staff(world, worker).attendance.days[":date"].$get({
        param: { date },
        query: employeeId === undefined ? {} : { employeeId },
      }),
    );
  const month = (period: string, worker = company.employee) =>
    ask(staff(world, worker).attendance.months[":period"].$get({ param: { period }, query: {} }));

  const enter = (
    worker: Worker,
    change: {
      employeeId?: string;
      date?: string;
      minute?: number;
      direction?: "in" | "out";
    } = {},
    key = world.key(),
  ) =>
    ask(
      owners(world, worker).attendance.punches.manual.$post(
        {
          json: {
            employeeId: company.employee.employeeId,
            date: "2026-11-21",
            minute: 480,
            direction: "in",
            reason: "Forgot the phone",
            ...change,
          },
        },
        named(key),
      ),
    );

  test("a full day is its lines, with a reason on each", async () => {
    await say("in", tehran("08:02:00"));
    await say("out", tehran("15:25:00"));
    const today = await day("today");
    expect(daySchema.strict().parse(today)).toEqual(today);
    expect(today).toMatchObject({
      date: "2026-11-21",
      status: "complete",
      totals: { expected: 440, late: 0, deficit: 0 },
    });
    expect(today.lines.every(({ why }) => why.formula !== "")).toBe(true);
    expect(today.punches.map(({ direction, state }) => `${direction} ${state}`)).toEqual([
      "in counted",
      "out counted",
    ]);
  });

  test("reading a day costs two round trips: who asks, and everything else", async () => {
    const before = world.db.roundTrips;
    await day("today");
    expect(world.db.roundTrips - before).toBe(2);
  });

  test("the second of two taps and what was taken back are shown and not counted (ATT A3)", async () => {
    world.now = tehran("08:00:00");
    await say("in", tehran("08:00:10"));
    await say("in", tehran("08:00:40"));
    world.now = tehran("15:20:00");
    await say("out", tehran("15:20:00"));
    await sendUndo(world, company.employee, { messageId: ++messageId, at: tehran("15:20:30") });
    const today = await day("today");
    expect(today.punches.map(({ direction, state }) => `${direction} ${state}`)).toEqual([
      "in counted",
      "in repeated",
      "out withdrawn",
    ]);
    expect(today.anomalies).toEqual([]);
  });

  test("thirty seconds of work are nothing and said to be nothing (ATT A4)", async () => {
    await say("in", tehran("08:00:00"));
    await say("out", tehran("08:00:30"));
    const today = await day("today");
    expect(today.totals.worked).toBe(0);
    expect(today.anomalies.map(({ code }) => code)).toContain("short_session");
  });

  test("an entry without an exit stays open and uncounted; the next day starts anew (ATT B1)", async () => {
    world.now = tehran("08:00:00", "2026-11-21");
    await say("in", tehran("08:00:00", "2026-11-21"));
    const second = await say("in", tehran("08:05:00", "2026-11-22"));
    expect(second).toMatchObject({ direction: "in", nextDirection: "out" });
    const first = await day("2026-11-21");
    expect(first).toMatchObject({ status: "unresolved", totals: { worked: 0 } });
    expect(first.anomalies.map(({ code }) => code)).toEqual(["out_missing"]);
    expect(await day("2026-11-22")).toMatchObject({ status: "open", totals: { late: 0 } });
  });

  test("an exit without an entry counts nothing (ATT B4)", async () => {
    await say("out", tehran("15:20:00"));
    const today = await day("today");
    expect(today).toMatchObject({ status: "unresolved", totals: { worked: 0 } });
    expect(today.anomalies.map(({ code }) => code)).toEqual(["in_missing"]);
  });

  test.each([
    ["08:10:59", 0],
    ["08:11:00", 11],
  ])("in at %s is %i minutes late (ATT D1)", async (time, late) => {
    await say("in", tehran(time));
    await say("out", tehran("15:20:00"));
    expect((await day("today")).totals.late).toBe(late);
  });

  test("a message that comes late changes the day it belongs to (ATT A5)", async () => {
    await say("out", tehran("15:20:00"));
    await say("in", tehran("07:58:00"));
    const today = await day("today");
    expect(today).toMatchObject({ status: "complete", totals: { late: 0, deficit: 0 } });
    expect(today.punches[0]?.flags).toContain("delayed_delivery");
  });

  test("the month turns at Tehran's midnight (ATT C6)", async () => {
    world.now = Date.parse("2026-09-22T20:31:00Z");
    await say("in", Date.parse("2026-09-22T20:29:59Z"));
    await say("out", Date.parse("2026-09-22T20:30:00Z"));
    const shahrivar = await month("1405-06");
    expect(shahrivar).toMatchObject({ from: "2026-08-23", to: "2026-09-22", next: "1405-07" });
    expect(shahrivar.days.at(-1)).toMatchObject({ firstIn: Date.parse("2026-09-22T20:29:59Z") });
    const mehr = await month("current");
    expect(mehr).toMatchObject({ period: "1405-07", from: "2026-09-23", previous: "1405-06" });
  });

  test("a month is the sum of its days", async () => {
    await say("in", tehran("08:20:00"));
    await say("out", tehran("15:20:00"));
    const aban = await month("current");
    expect(monthSchema.strict().parse(aban)).toEqual(aban);
    expect(aban).toMatchObject({ period: "1405-08", totals: { late: 20 } });
    expect(aban.days).toHaveLength(30);
    const worked = aban.days.reduce((sum, { totals }) => sum + totals.worked, 0);
    expect(aban.totals.worked).toBe(worked);
  });

  test("days before the first day of work are nobody's", async () => {
    await world.db.write([
      {
        sql: "update employees set started_on = '2026-11-20' where id = ?",
        params: [company.employee.employeeId],
      },
    ]);
    expect(await refusalOf(day("2026-11-19"))).toBe("outside_employment");
    expect(await month("current")).toMatchObject({ previous: null, totals: { absence: 440 } });
    expect((await month("1405-08")).days[0]?.date).toBe("2026-11-20");
  });

  test("days and months far from any calendar are refused in words", async () => {
    for (const date of ["1000-01-01", "9998-12-31", "9999-12-31"])
      expect(await refusalOf(day(date))).toBe("outside_employment");
    for (const period of ["0000-01", "0999-12", "3000-01", "9999-12"])
      expect(await refusalOf(month(period))).toBe("invalid_input");
    expect((await month("1000-01")).days).toEqual([]);
    expect((await month("2999-12")).days).toEqual([]);
  });

  test("another's day is seen by those who see the team, and by nobody else", async () => {
    const { employeeId } = company.employee;
    expect((await day("today", company.manager, employeeId)).employee.id).toBe(employeeId);
    const peeking = day("today", company.employee, company.manager.employeeId);
    expect(await refusalOf(peeking)).toBe("not_found");
    const other = await foundCompany(world.db, { firstUser: 2001 });
    expect(await refusalOf(day("today", other.owner, employeeId))).toBe("not_found");
  });

  test("approved leave is in the day", async () => {
    await world.db.write([
      insert("requests", {
        org_id: company.orgId,
        id: "request-1",
        employee_id: company.employee.employeeId,
        kind: "leave",
        type_code: "annual",
        unit: "day",
        starts_on: "2026-11-21",
        ends_on: "2026-11-21",
        time_zone: "Asia/Tehran",
        minutes_charged: 440,
        card: "{}",
        state: "approved",
        decided_by: company.manager.employeeId,
        decided_at: 0,
        created_at: 0,
      }),
    ]);
    const today = await day("today");
    expect(today).toMatchObject({ status: "leave", totals: { leave: 440, absence: 0 } });
    expect(today.requestIds).toEqual(["request-1"]);
  });

  describe("a punch entered for somebody", () => {
    test("is a new row, shown before and after, and both are told", async () => {
      await say("out", tehran("15:20:00"));
      const preview = await ask(
        owners(world, company.manager).attendance.punches.manual.$get({
          query: {
            employeeId: company.employee.employeeId,
            date: "2026-11-21",
            minute: "480",
            direction: "in",
          },
        }),
      );
      const entered = await enter(company.manager);
      expect(entered.before).toMatchObject({ status: "unresolved", totals: { worked: 0 } });
      expect(entered.after).toMatchObject({ status: "complete", totals: { worked: 440 } });
      expect(preview.after.totals).toEqual(entered.after.totals);
      const today = await day("today");
      expect(today.totals).toEqual(entered.after.totals);
      expect(today.punches[0]).toMatchObject({
        source: "manual",
        reason: "Forgot the phone",
        recordedByName: company.manager.name,
      });
      await world.settle();
      const told = world.delivered.filter(({ kind }) => kind === "change-card");
      expect(told.map(({ bot, chatId }) => ({ bot, chatId }))).toEqual([
        { bot: "staff", chatId: company.employee.telegramUserId },
        { bot: "owner", chatId: company.manager.telegramUserId },
      ]);
    });

    test("twice with one key is one row", async () => {
      const first = await enter(company.manager, {}, "entry-key-1");
      expect((await enter(company.manager, {}, "entry-key-1")).punchId).toBe(first.punchId);
      expect((await day("today")).punches).toHaveLength(1);
    });

    test("by a manager for themselves is refused, by the owner allowed (ATT J6)", async () => {
      const own = enter(company.manager, { employeeId: company.manager.employeeId });
      expect(await refusalOf(own)).toBe("own_request");
      const owned = await enter(company.owner, { employeeId: company.owner.employeeId });
      expect(owned.before.employee.id).toBe(company.owner.employeeId);
    });

    test("for the future, for long ago, by an employee, for another tenant is refused (ATT J11)", async () => {
      const { manager, employee } = company;
      expect(await refusalOf(enter(manager, { minute: 961 }))).toBe("in_the_future");
      expect(await refusalOf(enter(manager, { date: "2026-09-01" }))).toBe("too_old");
      expect(await refusalOf(enter(manager, { date: "2026-02-30" }))).toBe("invalid_input");
      expect(await refusalOf(enter(employee))).toBe("forbidden");
      const other = await foundCompany(world.db, { firstUser: 3001 });
      expect(await refusalOf(enter(other.owner))).toBe("not_found");
    });
  });
});

describe("the board", () => {
  let world: ApiWorld;
  let company: Company;

  beforeEach(async () => {
    world = await createApiWorld(tehran("09:00:00"));
    company = await foundCompany(world.db);
  });
  afterEach(() => world.close());

  const board = (worker = company.manager) =>
    ask(owners(world, worker).attendance.board.$get({ query: {} }));
  test("says who is in, late, gone and not there", async () => {
    world.now = tehran("07:59:00");
    await sendPunch(world, company.employee, { messageId: 1, label: "in", at: world.now });
    await sendPunch(world, company.owner, { messageId: 2, label: "in", at: world.now });
    world.now = tehran("09:00:00");
    await sendPunch(world, company.owner, { messageId: 3, label: "out", at: world.now });
    const shown = await board();
    expect(boardSchema.strict().parse(shown)).toEqual(shown);
    expect(
      Object.fromEntries(shown.people.map(({ name, status }) => [name.split(" ")[0], status])),
    ).toEqual({ employee: "in", owner: "out", manager: "late" });
  });

  test("of two hundred people costs two round trips", async () => {
    await world.db.write(
      Array.from({ length: 200 }, (_, index) =>
        hireLike(company.employee, index, `Person ${index}`),
      ).flat(),
    );
    const before = world.db.roundTrips;
    expect((await board()).people).toHaveLength(203);
    expect(world.db.roundTrips - before).toBe(2);
  });

  test("is not for everybody", async () => {
    expect(await refusalOf(board(company.employee))).toBe("forbidden");
  });
});
