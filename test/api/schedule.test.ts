import { afterEach, beforeEach, expect, test } from "vitest";
import { addDays } from "../../api/core/calendar/local-date.ts";
import type { Organisation } from "../../api/core/context.ts";
import { loadRoster } from "../../api/schedule/load-roster.ts";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import {
  auditActions,
  codeOf,
  type Company,
  foundCompany,
  hire,
  office,
} from "./people-company.ts";

let world: ApiWorld;
let company: Company;
beforeEach(async () => {
  world = await createApiWorld();
  company = await foundCompany(world, 1);
});
afterEach(() => world.close());

const schedule = (user = 1) => world.as("owner", user).schedule;
const addShift = (json: Record<string, unknown>, by = 1) =>
  ask(schedule(by).shifts.$post({ json: json as never }, named(world.key())));
const changeShift = (id: string, json: Record<string, unknown>) =>
  codeOf(
    ask(
      schedule().shifts[":id"].versions.$post(
        { param: { id }, json: json as never },
        named(world.key()),
      ),
    ),
  );
const giveShift = (id: string, shiftId: string, validFrom?: string) =>
  codeOf(
    ask(
      schedule().groups[":id"].shift.$put(
        { param: { id }, json: validFrom === undefined ? { shiftId } : { shiftId, validFrom } },
        named(world.key()),
      ),
    ),
  );
const workplaces = async (by = 1) => (await ask(schedule(by).workplaces.$get())).items;
const dayShift = async () => (await ask(schedule().shifts.$get())).items[0]?.id ?? "";

test("a workplace has 150 m and the company's zone unless told otherwise", async () => {
  const { radiusM: _, ...place } = office;
  await ask(schedule().workplaces.$post({ json: place }, named(world.key())));
  expect((await workplaces()).at(-1)).toMatchObject({ radiusM: 150, timeZone: "Asia/Tehran" });
});

test.each([
  { radiusM: 29 },
  { radiusM: 3001 },
  { radiusM: 99.5 },
  { latitudeE6: 90_000_001 },
  { name: " " },
  { timeZone: "Mars/Olympus" },
])("a workplace with %j is refused", async (part) => {
  const added = schedule().workplaces.$post({ json: { ...office, ...part } }, named(world.key()));
  expect(await codeOf(ask(added))).toBe("invalid_input");
});

test("a workplace is changed on the version that was seen", async () => {
  const [place] = await workplaces();
  const { id = "", version } = place ?? {};
  const change = (json: object) =>
    codeOf(ask(schedule().workplaces[":id"].$patch({ param: { id }, json }, named(world.key()))));
  expect(await change({ radiusM: 300, version })).toBe("ok");
  expect(await change({ radiusM: 500, version })).toBe("stale");
  expect((await workplaces())[0]).toMatchObject({ radiusM: 300, name: office.name });
});

test("the last workplace stays while punches need a location", async () => {
  const archive = (id: string) =>
    codeOf(
      ask(
        schedule().workplaces[":id"].archive.$post({ param: { id }, json: {} }, named(world.key())),
      ),
    );
  const id = (await workplaces())[0]?.id ?? "";
  expect(await archive(id)).toBe("no_workplace");
  await ask(schedule().workplaces.$post({ json: office }, named(world.key())));
  expect(await archive(id)).toBe("ok");
  expect(await archive(id)).toBe("not_found");
  expect(await workplaces()).toHaveLength(1);
});

test("an end not after the start is on the next day; a break leaves something to work", async () => {
  await addShift({ name: "Night", startMinute: 1320, endMinute: 360 });
  const night = (await ask(schedule().shifts.$get())).items.at(-1);
  expect(night?.current).toMatchObject({ startMinute: 1320, endMinute: 1800, graceLate: 10 });
  const allBreak = { name: "B", startMinute: 480, endMinute: 540, breakMinutes: 60 };
  expect(await codeOf(addShift(allBreak))).toBe("invalid_input");
});

test("a shift changes from a date on and never for a day that has passed (P 3.2)", async () => {
  const id = await dayShift();
  const hours = { startMinute: 540, endMinute: 1080, breakMinutes: 60 };
  expect(await changeShift(id, { ...hours, validFrom: "2026-11-20" })).toBe("too_old");
  expect(await changeShift(id, { ...hours, validFrom: "2026-12-01" })).toBe("ok");
  expect(await changeShift(id, { ...hours, validFrom: "2026-02-30" })).toBe("invalid_input");
  const [shift] = (await ask(schedule().shifts.$get())).items;
  expect(shift).toMatchObject({
    current: { startMinute: 480 },
    next: { startMinute: 540, validFrom: "2026-12-01" },
    groups: [{ name: "All" }],
  });
  world.now = Date.parse("2026-12-01T08:00:00Z");
  expect((await ask(schedule().shifts.$get())).items[0]).toMatchObject({
    current: { startMinute: 540 },
    next: null,
  });
});

test("a group's new shift ends the old one the day before", async () => {
  await hire(world, company, 20);
  const { id } = await addShift({ name: "Late", startMinute: 720, endMinute: 1200 });
  expect(await giveShift(company.groupId, id, "2026-11-25")).toBe("ok");
  const mine = async () => (await ask(world.as("staff", 20).schedule["my-shift"].$get())).shift;
  expect((await mine())?.name).toBe("Day");
  world.now = Date.parse("2026-11-25T08:00:00Z");
  expect((await mine())?.name).toBe("Late");
  expect(await giveShift(company.groupId, id, "2026-11-24")).toBe("too_old");
});

test("a change that comes again, after midnight too, is answered as the first time", async () => {
  const api = schedule();
  const group = await ask(api.groups.$post({ json: { name: "Night" } }, named(world.key())));
  const id = await dayShift();
  const hours = { startMinute: 540, endMinute: 1080 };
  const [add, change, give] = [world.key(), world.key(), world.key()];
  const commands = [
    () =>
      api.shifts.$post(
        {
          json: { ...hours, name: "Past", groupId: group.id, validFrom: "2026-01-01" },
        },
        named(add),
      ),
    () =>
      api.shifts[":id"].versions.$post(
        { param: { id }, json: { ...hours, validFrom: "2026-11-21" } },
        named(change),
      ),
    () =>
      api.groups[":id"].shift.$put(
        { param: { id: group.id }, json: { shiftId: id, validFrom: "2026-11-21" } },
        named(give),
      ),
  ];
  for (const command of commands) {
    world.now = Date.parse("2026-11-21T08:00:00Z");
    const first = await ask<unknown>(command());
    world.now = Date.parse("2026-11-22T08:00:00Z");
    const again = await command();
    expect(again.headers.get("Idempotency-Replayed")).toBe("true");
    expect(await again.json()).toEqual(first);
  }
});

test("a group's name is used once", async () => {
  const add = (name: string) =>
    codeOf(ask(schedule().groups.$post({ json: { name } }, named(world.key()))));
  expect(await add("Night")).toBe("ok");
  expect(await add(" Night ")).toBe("name_taken");
  expect((await ask(schedule().groups.$get())).items).toMatchObject([
    { name: "All", people: 0, shift: { name: "Day" } },
    { name: "Night", people: 0, shift: null },
  ]);
});

test("only who may manage the schedule does; managers see groups to invite into", async () => {
  await hire(world, company, 2, "manager");
  await hire(world, company, 3);
  expect(await codeOf(workplaces(2))).toBe("forbidden");
  expect(await codeOf(addShift({ name: "X", startMinute: 0, endMinute: 60 }, 2))).toBe("forbidden");
  expect(await codeOf(ask(schedule(2).groups.$get()))).toBe("ok");
  expect(await codeOf(ask(schedule(3).groups.$get()))).toBe("forbidden");
});

test("another company's places, shifts and groups do not exist", async () => {
  const other = await foundCompany(world, 9);
  const theirPlace = (await workplaces(9))[0]?.id ?? "";
  const theirShift = (await ask(schedule(9).shifts.$get())).items[0]?.id ?? "";
  const change = schedule().workplaces[":id"].$patch(
    { param: { id: theirPlace }, json: { radiusM: 200 } },
    named(world.key()),
  );
  expect(await codeOf(ask(change))).toBe("not_found");
  const hours = { startMinute: 540, endMinute: 1080, validFrom: "2026-12-01" };
  expect(await changeShift(theirShift, hours)).toBe("not_found");
  expect(await giveShift(company.groupId, theirShift)).toBe("not_found");
  expect(await giveShift(other.groupId, await dayShift())).toBe("not_found");
});

test("every change leaves an audit row", async () => {
  const id = await dayShift();
  await changeShift(id, { startMinute: 540, endMinute: 1080, validFrom: "2026-12-01" });
  await giveShift(company.groupId, id);
  expect((await auditActions(world)).slice(2)).toEqual(["shift.changed", "group.shift_set"]);
});

test("a roster holds each version until the day before the next, on working weekdays", async () => {
  const employeeId = await hire(world, company, 20);
  const shiftId = await dayShift();
  const later = { startMinute: 540, endMinute: 1080, breakMinutes: 60 };
  await changeShift(shiftId, { ...later, validFrom: "2026-12-01" });
  await changeShift(shiftId, { ...later, breakMinutes: 30, validFrom: "2026-12-01" });
  const organisation = (await ask(world.as("owner", 1).people.organisation.$get())) as Organisation;
  const range = { from: "2026-11-01", to: "2026-12-31" } as const;
  const rosters = await loadRoster(world.db, organisation, null, range);
  expect([...rosters.keys()]).toEqual([employeeId]);
  const roster = rosters.get(employeeId);
  expect(roster?.assignments).toMatchObject([
    { target: "group", from: "2026-11-21", to: null, zone: "Asia/Tehran" },
  ]);
  expect(roster?.versions.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual([
    ["2026-11-21", addDays("2026-12-01", -1)],
    ["2026-12-01", null],
  ]);
  expect(roster?.versions[0]?.pattern).toEqual({
    kind: "workdays",
    segments: [{ startMinute: 480, endMinute: 920 }],
  });
  expect(roster?.versions[1]?.rules.breaks).toEqual([
    { mode: "auto_deduct", paid: false, minutes: 30, afterMinutes: 240 },
  ]);
});

test("the API describes people and schedules in its OpenAPI document", async () => {
  const response = await world.app.request("/openapi.json");
  const { paths } = (await response.json()) as { paths: Record<string, unknown> };
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(["/v1/people/invites/accept", "/v1/schedule/shifts/{id}/versions"]),
  );
});
