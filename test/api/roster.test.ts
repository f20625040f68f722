import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { owners, staff } from "./attendance-messages.ts";
import { codeOf } from "./people-company.ts";
import { createRosterHouse, type RosterHouse } from "./roster-house.ts";

const tehran = (date: string, time = "08:00") => Date.parse(`${date}T${time}:00+03:30`);
const hours = (from: number, to: number) => ({ startMinute: from * 60, endMinute: to * 60 });
const clock = (minute: number) =>
  `${Math.floor(minute / 60)}${minute % 60 === 0 ? "" : `:${minute % 60}`}`;
const texts = (
  days: readonly {
    readonly segments: readonly { readonly startMinute: number; readonly endMinute: number }[];
    readonly kind: string;
  }[],
) =>
  days.map(({ segments, kind }) =>
    segments.length === 0
      ? kind
      : segments
          .map(({ startMinute, endMinute }) => `${clock(startMinute)}-${clock(endMinute)}`)
          .join("+"),
  );

let world: ApiWorld;
let house: RosterHouse;
let me: string;
beforeEach(async () => {
  // Saturday, 30 Aban 1405.
  world = await createApiWorld(tehran("2026-11-21"));
  house = await createRosterHouse(world);
  me = house.company.employee.employeeId;
});
afterEach(() => world.close());

const assign = (shiftId: string, more: Record<string, unknown> = {}) =>
  house.change({ kind: "assignment", shiftId, employeeId: me, from: "2026-11-22", ...more });

const days = (list: readonly object[]) => house.change({ kind: "days", days: list });
const codeOfDay = (date: string, segments: readonly object[] | null) =>
  codeOf(days([{ employeeId: me, date, segments }]));

describe("shifts of every kind", () => {
  test("a night belongs to the evening it begins on (ATT C1)", async () => {
    const night = await house.addShift("Night", { startMinute: 1320, endMinute: 360 });
    await assign(night);
    expect(texts(await house.roster(me, "2026-11-22", "2026-11-24"))).toEqual([
      "22-30",
      "22-30",
      "22-30",
    ]);
  });

  test("two segments a day", async () => {
    const split = await house.addShift("Split", {
      pattern: { kind: "workdays", segments: [hours(8, 12), hours(16, 20)] },
    });
    await assign(split);
    const [day] = await house.roster(me, "2026-11-22", "2026-11-22");
    expect(day).toMatchObject({ expectedMinutes: 480, kind: "work", shiftName: "Split" });
  });

  test("hours of each weekday", async () => {
    const weekly = await house.addShift("Weekly", {
      pattern: { kind: "weekly", days: { 7: [hours(8, 16)], 1: [hours(10, 14)], 2: [] } },
    });
    await assign(weekly);
    expect(texts(await house.roster(me, "2026-11-22", "2026-11-25"))).toEqual([
      "8-16",
      "10-14",
      "off",
      "off",
    ]);
  });

  test("two days on, two off, over the turn of the year", async () => {
    const turns = await house.addShift("2/2", {
      pattern: {
        kind: "rotating",
        anchor: "2026-12-30",
        cycle: [[hours(8, 20)], [hours(8, 20)], [], []],
      },
    });
    await assign(turns);
    expect(texts(await house.roster(me, "2026-12-28", "2027-01-04"))).toEqual([
      "off",
      "off",
      "8-20",
      "8-20",
      "off",
      "off",
      "8-20",
      "8-20",
    ]);
  });

  test("24 hours on, 48 off, through Nowruz, which guards work", async () => {
    const guard = await house.addShift("Guard", {
      pattern: { kind: "rotating", anchor: "2027-03-18", cycle: [[hours(8, 32)], [], []] },
    });
    await assign(guard);
    expect(texts(await house.roster(me, "2027-03-18", "2027-03-24"))).toEqual([
      "8-32",
      "off",
      "off",
      "8-32",
      "off",
      "off",
      "8-32",
    ]);
    const [, , , nowruz] = await house.roster(me, "2027-03-18", "2027-03-24");
    expect(nowruz).toMatchObject({ holiday: true, expectedMinutes: 1440 });
  });

  test("a rota is what was entered by hand; a week of free hours is its share a day", async () => {
    const rota = await house.addShift("Rota", { pattern: { kind: "rota" } });
    await assign(rota);
    expect(texts(await house.roster(me, "2026-11-22", "2026-11-23"))).toEqual(["off", "off"]);
    await house.change({
      kind: "days",
      source: "rota",
      days: [{ employeeId: me, date: "2026-11-23", segments: [hours(9, 17)], shiftId: rota }],
    });
    expect(texts(await house.roster(me, "2026-11-22", "2026-11-23"))).toEqual(["off", "9-17"]);
    const free = await house.addShift("Free", {
      pattern: { kind: "weekly_flexible", weekMinutes: 2640 },
    });
    await assign(free, { from: "2026-11-28" });
    const [saturday] = await house.roster(me, "2026-11-28", "2026-11-28");
    expect(saturday).toMatchObject({ kind: "flexible", expectedMinutes: 440 });
  });

  test.each([
    { kind: "workdays", segments: [] },
    { kind: "workdays", segments: [hours(8, 12), hours(11, 14)] },
    { kind: "workdays", segments: [hours(8, 34)] },
    { kind: "weekly", days: { 1: [hours(20, 32)], 2: [hours(6, 10)] } },
    { kind: "rotating", anchor: "2026-11-21", cycle: [[]] },
    { kind: "rotating", anchor: "2026-11-21", cycle: [[hours(8, 33)]] },
    { kind: "rotating", anchor: "2026-02-30", cycle: [[hours(8, 16)]] },
    { kind: "weekly_flexible", weekMinutes: 0 },
    { kind: "sometimes" },
  ])("what nobody can work is refused: %j", async (pattern) => {
    expect(await codeOf(house.addShift("Bad", { pattern }))).toBe("invalid_input");
  });

  test("rules begin fitted to the pattern, stay when hours change and change alone", async () => {
    const id = await house.addShift("2/2", {
      pattern: { kind: "rotating", anchor: "2026-11-21", cycle: [[hours(8, 20)], []] },
      rules: { floatMinutes: 30, overtimeAfter: "automatic" },
    });
    const read = async () =>
      (await ask(house.schedule.shifts.$get())).items.find((shift) => shift.id === id);
    expect((await read())?.current?.rules).toMatchObject({
      floatMinutes: 30,
      overtimeAfter: "automatic",
      worksOnHolidays: true,
      lateMode: "whole",
    });
    const change = { kind: "shift" as const, shiftId: id, validFrom: "2026-12-01" };
    await house.change({ ...change, rules: { lateMode: "excess" } });
    expect((await read())?.next).toMatchObject({
      pattern: { kind: "rotating" },
      rules: { floatMinutes: 30, lateMode: "excess" },
    });
    await house.change({ ...change, startMinute: 540, endMinute: 1080 });
    expect((await read())?.next).toMatchObject({
      pattern: { kind: "workdays" },
      rules: { floatMinutes: 30, lateMode: "excess" },
    });
  });

  test("is renamed, and archived once nobody has it now or later", async () => {
    const param = { id: house.dayShift };
    await ask(
      house.schedule.shifts[":id"].$patch({ param, json: { name: "Morning" } }, named(world.key())),
    );
    const archive = () =>
      ask(house.schedule.shifts[":id"].archive.$post({ param, json: {} }, named(world.key())));
    const refused = await archive().catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "shift_in_use", details: { names: "All" } });
    const late = await house.addShift("Late", { startMinute: 720, endMinute: 1200 });
    await house.change({
      kind: "assignment",
      shiftId: late,
      groupId: house.groupId,
      from: "2026-11-22",
    });
    expect(await codeOf(archive())).toBe("shift_in_use");
    world.now = tehran("2026-11-22", "12:00");
    expect(await codeOf(archive())).toBe("ok");
    const { items } = await ask(house.schedule.shifts.$get());
    expect(items.map(({ name }) => name)).toEqual(["Late"]);
    expect(texts(await house.roster(me, "2026-11-21", "2026-11-22"))).toEqual(["8-15:20", "12-20"]);
  });
});

describe("assignments", () => {
  test("for some days: what held before goes on after them", async () => {
    const late = await house.addShift("Late", { startMinute: 720, endMinute: 1200 });
    await assign(late, { from: "2026-11-23", to: "2026-11-24" });
    const group = await house.addShift("Early", { startMinute: 360, endMinute: 720 });
    await house.change({
      kind: "assignment",
      shiftId: group,
      groupId: house.groupId,
      from: "2026-11-24",
      to: "2026-11-25",
    });
    expect(texts(await house.roster(me, "2026-11-22", "2026-11-26"))).toEqual([
      "8-15:20",
      "12-20",
      "12-20",
      "6-12",
      "8-15:20",
    ]);
    const all = (await ask(house.schedule.assignments.$get({ query: {} }))).items;
    expect(all.map(({ shift, from, to }) => [shift.name, from, to])).toEqual([
      ["Day", "2026-11-26", null],
      ["Early", "2026-11-24", "2026-11-25"],
      ["Late", "2026-11-23", "2026-11-24"],
      ["Day", "2020-01-01", "2026-11-23"],
    ]);
  });

  test("the zone of the workplace decides when a day begins", async () => {
    const place = {
      name: "Vladivostok",
      latitudeE6: 43_115_536,
      longitudeE6: 131_885_485,
      radiusM: 150,
      timeZone: "Asia/Vladivostok",
    };
    const { id } = await ask(house.schedule.workplaces.$post({ json: place }, named(world.key())));
    await assign(house.dayShift, { workplaceId: id });
    const [day] = (await house.days({ from: "2026-11-22", to: "2026-11-22" })).get(me) ?? [];
    expect(day?.planned.segments[0]?.start).toBe(Date.parse("2026-11-22T08:00:00+10:00"));
    expect(texts(await house.roster(me, "2026-11-22", "2026-11-22"))).toEqual(["8-15:20"]);
    expect(await codeOf(assign(house.dayShift, { workplaceId: me }))).toBe("not_found");
  });

  test("ends on a day, or never begins; never in the past", async () => {
    const late = await house.addShift("Late", { startMinute: 720, endMinute: 1200 });
    const { id } = await assign(late, { from: "2026-11-23" });
    const end = (to: string) => house.change({ kind: "assignment_end", assignmentId: id, to });
    await end("2026-11-24");
    expect(texts(await house.roster(me, "2026-11-24", "2026-11-25"))).toEqual(["12-20", "8-15:20"]);
    world.now = tehran("2026-11-25");
    expect(await codeOf(end("2026-11-23"))).toBe("too_old");
    const later = await assign(late, { from: "2026-12-01" });
    await house.change({ kind: "assignment_end", assignmentId: later.id, to: "2026-11-30" });
    expect(texts(await house.roster(me, "2026-12-01", "2026-12-01"))).toEqual(["8-15:20"]);
  });

  test("days that have passed change only where nothing was planned (ATT D8)", async () => {
    expect(await codeOf(assign(house.dayShift, { from: "2026-11-20" }))).toBe("too_old");
    const both = { groupId: house.groupId };
    expect(await codeOf(assign(house.dayShift, both))).toBe("invalid_input");
    expect(await codeOf(assign(house.dayShift, { to: "2026-11-21" }))).toBe("invalid_input");
    expect(await codeOf(assign(house.groupId))).toBe("not_found");
  });
});

describe("single days", () => {
  test("other hours, a day off, an extra day, back to the plan; the person is told", async () => {
    await days([
      { employeeId: me, date: "2026-11-22", segments: [hours(10, 14)] },
      { employeeId: me, date: "2026-11-23", segments: [] },
      { employeeId: me, date: "2026-11-27", segments: [hours(8, 12)] },
    ]);
    const week = () => house.roster(me, "2026-11-22", "2026-11-27");
    expect(texts(await week())).toEqual(["10-14", "off", "8-15:20", "8-15:20", "8-15:20", "8-12"]);
    await world.settle();
    expect(world.delivered.map(({ kind, chatId }) => [kind, chatId])).toContainEqual([
      "roster-changed",
      house.company.employee.telegramUserId,
    ]);
    await days([{ employeeId: me, date: "2026-11-22", segments: null }]);
    expect(texts(await week())[0]).toBe("8-15:20");
  });

  test("a day off for a worked rest day, and for no other (ATT H9)", async () => {
    const given = (substituteFor: string) =>
      codeOf(days([{ employeeId: me, date: "2026-11-30", segments: [], substituteFor }]));
    expect(await given("2026-11-24")).toBe("not_a_rest_day");
    await days([{ employeeId: me, date: "2026-11-27", segments: [hours(8, 12)] }]);
    expect(await given("2026-11-27")).toBe("ok");
    const [friday] = await house.roster(me, "2026-11-27", "2026-11-27");
    expect(friday).toMatchObject({ substituteOn: "2026-11-30" });
    const [off] = await house.roster(me, "2026-11-30", "2026-11-30");
    expect(off).toMatchObject({ kind: "off", substituteFor: "2026-11-27" });
  });

  test("hours that run into those of the day after are refused with the day", async () => {
    const refused = await days([
      { employeeId: me, date: "2026-11-22", segments: [hours(22, 33)] },
    ]).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: "shifts_overlap",
      details: { date: "2026-11-22", name: house.company.employee.name },
    });
  });

  test("what is so already, is too far, or before the employment is refused", async () => {
    expect(await codeOfDay("2026-11-22", [{ startMinute: 480, endMinute: 920 }])).toBe(
      "nothing_changes",
    );
    expect(await codeOfDay("2026-11-22", null)).toBe("nothing_changes");
    expect(await codeOfDay("2028-01-01", [])).toBe("date_out_of_range");
    expect(await codeOfDay("2023-01-01", [])).toBe("outside_employment");
    expect(await codeOfDay("2026-11-22", [hours(12, 13), hours(9, 10)])).toBe("invalid_input");
  });

  test("a closed month takes no new days", async () => {
    await world.db.write([
      {
        sql: `insert into periods (org_id, period, state, started_at) values (?, '1405-08', 'closed', 0)`,
        params: [house.company.orgId],
      },
    ]);
    const day = [{ employeeId: me, date: "2026-11-21", segments: [] }];
    expect(await codeOf(days(day))).toBe("period_closed");
    expect(await codeOf(house.preview({ kind: "days", days: day }))).toBe("period_closed");
  });

  test("a week is copied to another, to a colleague, for a group; a batch is taken back", async () => {
    await days([
      { employeeId: me, date: "2026-11-22", segments: [hours(10, 14)] },
      { employeeId: me, date: "2026-11-23", segments: [] },
    ]);
    const copy = (more: object) =>
      house.change({ kind: "copy", from: "2026-11-21", to: "2026-11-28", ...more });
    const { id, undoable } = await copy({ employeeId: me });
    expect(undoable).toBe(true);
    const next = () => house.roster(me, "2026-11-29", "2026-11-30");
    expect(texts(await next())).toEqual(["10-14", "off"]);
    await copy({ employeeId: me, toEmployeeId: house.colleague.employeeId, to: "2026-11-21" });
    expect(
      texts(await house.roster(house.colleague.employeeId, "2026-11-22", "2026-11-23")),
    ).toEqual(["10-14", "off"]);
    await copy({ groupId: house.groupId, to: "2026-12-05" });
    expect(texts(await house.roster(me, "2026-12-06", "2026-12-07"))).toEqual(["10-14", "off"]);
    await house.change({ kind: "undo", reference: id });
    expect(texts(await next())).toEqual(["8-15:20", "8-15:20"]);
    expect(await codeOf(house.change({ kind: "undo", reference: id }))).toBe("already_undone");
    expect(await codeOf(house.change({ kind: "undo", reference: me }))).toBe("not_found");
  });

  test("an undo brings back what held before the batch, and leaves what came after it", async () => {
    const day = (date: string, segments: readonly object[]) => ({ employeeId: me, date, segments });
    await days([day("2026-11-22", [hours(9, 12)])]);
    const batch = await days([day("2026-11-22", [hours(10, 13)]), day("2026-11-23", [])]);
    await days([day("2026-11-23", [hours(11, 14)])]);
    await house.change({ kind: "undo", reference: batch.id });
    expect(texts(await house.roster(me, "2026-11-22", "2026-11-23"))).toEqual(["9-12", "11-14"]);
  });

  test("a repeated command makes one batch", async () => {
    const key = world.key();
    const json = {
      kind: "days" as const,
      days: [{ employeeId: me, date: "2026-11-22", segments: [] }],
    };
    const first = await house.change(json, key);
    expect(await house.change(json, key)).toEqual(first);
    const [rows] = await world.db.read([{ sql: "select count(*) from roster_days", params: [] }]);
    expect(rows?.rows[0]?.[0]).toBe(1);
  });
});

describe("who may see and change", () => {
  test("an employee sees own days only, a manager sees and does not change", async () => {
    const { employee, manager } = house.company;
    const range = { from: "2026-11-21", to: "2026-11-27" };
    const own = await ask(staff(world, employee).schedule.roster.mine.$get({ query: range }));
    expect(texts(own.days).at(-1)).toBe("off");
    const all = owners(world, employee).schedule.roster.$get({ query: range });
    expect(await codeOf(ask(all))).toBe("forbidden");
    const seen = await ask(owners(world, manager).schedule.roster.$get({ query: range }));
    expect(seen.items).toHaveLength(4);
    const undo = { kind: "undo" as const, reference: house.dayShift };
    const made = owners(world, manager).schedule.changes.$post({ json: undo }, named(world.key()));
    expect(await codeOf(ask(made))).toBe("forbidden");
    const long = { from: "2026-11-21", to: "2027-11-21" };
    expect(await codeOf(ask(house.schedule.roster.$get({ query: long })))).toBe("range_too_long");
  });

  test("pages by name", async () => {
    const query = { from: "2026-11-21", to: "2026-11-21", size: "3", page: "2" };
    const page = await ask(house.schedule.roster.$get({ query }));
    expect(page).toMatchObject({ page: 2, pages: 2, total: 4 });
    expect(page.items).toHaveLength(1);
  });
});
