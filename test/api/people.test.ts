import { afterEach, beforeEach, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import {
  auditActions,
  codeOf,
  type Company,
  foundCompany,
  hire,
  invite,
  join,
} from "./people-company.ts";

let world: ApiWorld;
let company: Company;
beforeEach(async () => {
  world = await createApiWorld();
  company = await foundCompany(world, 1);
});
afterEach(() => world.close());

const owner = (user = 1) => world.as("owner", user).people;
const change = (id: string, json: object, by = 1) =>
  codeOf(ask(owner(by).employees[":id"].$patch({ param: { id }, json }, named(world.key()))));
const end = (id: string, json: object = {}, by = 1) =>
  codeOf(ask(owner(by).employees[":id"].end.$post({ param: { id }, json }, named(world.key()))));
const comeBack = (id: string, by = 1) =>
  codeOf(
    ask(owner(by).employees[":id"].return.$post({ param: { id }, json: {} }, named(world.key()))),
  );
const show = async (id: string, by = 1) => ask(owner(by).employees[":id"].$get({ param: { id } }));

const chooseRussian = (user: number, name: string) =>
  ask(
    world
      .as("staff", user)
      .people.me.language.$put({ json: { language: "ru", name } }, named(world.key())),
  );

test("a stranger is nobody and learns where the bots are", async () => {
  const me = await ask(world.as("staff", 99).people.me.$get());
  expect(me).toEqual({
    person: null,
    organisation: null,
    employee: null,
    memberships: [],
    links: { staff: "https://t.me/hozur_staff_bot", owner: "https://t.me/hozur_owner_bot" },
  });
  expect(await codeOf(ask(world.as("staff", 99).people.employees.$get({ query: {} })))).toBe(
    "not_a_member",
  );
});

test("a founded company takes its defaults from the profile and has everything for the first day", async () => {
  expect(await ask(owner().organisation.$get())).toMatchObject({
    name: "Company of 1",
    language: "fa",
    calendar: "jalali",
    timeZone: "Asia/Tehran",
    weekend: [5],
    locationPolicy: "required",
    people: 1,
    workplaces: 1,
  });
  await foundCompany(world, 9, "ru");
  expect(await ask(owner(9).organisation.$get())).toMatchObject({
    language: "ru",
    calendar: "gregorian",
    timeZone: "Europe/Moscow",
    weekend: [6, 7],
  });
});

test("founding twice with one key makes one company and says that it is a repetition", async () => {
  const key = world.key();
  const request = () =>
    world
      .as("owner", 5)
      .people.organisations.$post(
        { json: { name: "  کافه‌\u202Eنادری  ", profile: "ir", personName: "Sara" } },
        named(key),
      );
  const [first, second] = [await request(), await request()];
  expect(await second.json()).toEqual(await first.json());
  expect(second.headers.get("Idempotency-Replayed")).toBe("true");
  const me = await ask(world.as("owner", 5).people.me.$get());
  expect(me.memberships).toHaveLength(1);
  expect(me.organisation).toMatchObject({ name: "کافه‌نادری", locationPolicy: "off" });
});

test.each([[""], ["   "], ["\u202e\u2066"], ["x".repeat(121)]])(
  "a company can't be called %j",
  async (name) => {
    const founding = owner(6).organisations.$post(
      { json: { name, profile: "ir", personName: "Sara" } },
      named(world.key()),
    );
    expect(await codeOf(ask(founding))).toBe("invalid_input");
  },
);

test("names from Telegram are cleaned and cut, never refused (TG 8.34)", async () => {
  await chooseRussian(61, `<b>Ali & "Co"</b>\u202E`);
  await chooseRussian(62, "🧑‍🔧".repeat(100));
  await chooseRussian(63, "\u2067\u3164");
  const names = await Promise.all(
    [61, 62, 63].map(
      async (user) => (await ask(world.as("staff", user).people.me.$get())).person?.name,
    ),
  );
  expect(names[0]).toBe(`<b>Ali & "Co"</b>`);
  expect([...(names[1] ?? "")].length).toBeLessThanOrEqual(120);
  expect(names[2]).toBe("63");
});

test("language and calendar are one's own and change at any time", async () => {
  const me = world.as("staff", 70).people.me;
  await ask(me.language.$put({ json: { language: "fa", name: "Mina Rad" } }, named(world.key())));
  await ask(me.language.$put({ json: { language: "ru", name: "Other name" } }, named(world.key())));
  await ask(me.calendar.$put({ json: { calendar: "jalali" } }, named(world.key())));
  expect((await ask(me.$get())).person).toMatchObject({
    name: "Mina Rad",
    language: "ru",
    calendar: "jalali",
  });
  const stranger = world
    .as("staff", 71)
    .people.me.calendar.$put({ json: { calendar: "jalali" } }, named(world.key()));
  expect(await codeOf(ask(stranger))).toBe("not_found");
});

test("a person opens another organisation only where they work", async () => {
  const other = await foundCompany(world, 9);
  const open = (user: number) =>
    codeOf(
      ask(
        owner(user).me.organisation.$put(
          { json: { organisationId: other.organisationId } },
          named(world.key()),
        ),
      ),
    );
  expect(await open(1)).toBe("not_found");
  await hire(world, other, 1);
  await ask(
    owner().me.organisation.$put(
      { json: { organisationId: company.organisationId } },
      named(world.key()),
    ),
  );
  expect(await open(1)).toBe("ok");
  const me = await ask(owner().me.$get());
  expect(me.memberships).toHaveLength(2);
  expect(me.employee?.rolePreset).toBe("employee");
});

test("only the owner renames the company or changes when it asks for a location", async () => {
  await hire(world, company, 2, "manager");
  const patch = (by: number, json: object) =>
    codeOf(ask(owner(by).organisation.$patch({ json }, named(world.key()))));
  expect(await patch(2, { name: "Mine" })).toBe("forbidden");
  expect(await patch(1, { name: "کافهٔ نو", locationPolicy: "off" })).toBe("ok");
  expect(await ask(owner().organisation.$get())).toMatchObject({
    name: "کافهٔ نو",
    locationPolicy: "off",
  });
});

test("a location can't be asked before there is a workplace", async () => {
  await ask(
    owner(5).organisations.$post(
      { json: { name: "No place", profile: "ru", personName: "Anna" } },
      named(world.key()),
    ),
  );
  const patch = owner(5).organisation.$patch(
    { json: { locationPolicy: "required" } },
    named(world.key()),
  );
  expect(await codeOf(ask(patch))).toBe("no_workplace");
});

test("the list of people is paged in the order of joining and searched by any part of a name", async () => {
  for (let user = 20; user < 30; user += 1) await hire(world, company, user);
  const first = await ask(owner().employees.$get({ query: {} }));
  expect(first).toMatchObject({ page: 1, pages: 2, total: 11 });
  expect(first.items.map(({ name }) => name).slice(0, 2)).toEqual(["Owner 1", "Person 20"]);
  const beyond = await ask(owner().employees.$get({ query: { page: "9" } }));
  expect(beyond.page).toBe(2);
  expect(beyond.items).toHaveLength(4);
  const found = await ask(owner().employees.$get({ query: { search: "PERSON 2" } }));
  expect(found.total).toBe(10);
});

test("managers see people without their phones; employees see no list", async () => {
  const id = await hire(world, company, 20);
  await hire(world, company, 2, "manager");
  expect((await show(id)).phone).toBe("+989121000020");
  expect((await show(id, 2)).phone).toBeNull();
  expect(await codeOf(show(id, 20))).toBe("forbidden");
  expect(await codeOf(ask(owner(20).employees.$get({ query: {} })))).toBe("forbidden");
});

test("a personnel number is one working person's, because a kiosk knows people by it", async () => {
  const [first, second] = [await hire(world, company, 20), await hire(world, company, 21)];
  expect(await change(first, { personnelNumber: "17" })).toBe("ok");
  expect(await change(first, { personnelNumber: "17", name: "Ali" })).toBe("ok");
  expect(await change(second, { personnelNumber: "17" })).toBe("number_taken");
  expect(await change(second, { personnelNumber: "18" })).toBe("ok");
});

test("role, group and name change by who manages people, and only on the version that was seen", async () => {
  const id = await hire(world, company, 20);
  await hire(world, company, 2, "manager");
  expect(await change(id, { rolePreset: "manager" }, 2)).toBe("forbidden");
  const { version } = await show(id);
  expect(await change(id, { rolePreset: "manager", groupId: null, name: "Ali", version })).toBe(
    "ok",
  );
  expect(await change(id, { name: "Late", version })).toBe("stale");
  expect(await show(id)).toMatchObject({ name: "Ali", rolePreset: "manager", groupId: null });
  const group = "01900000-0000-7000-8000-000000000000";
  expect(await change(id, { groupId: group })).toBe("not_found");
});

test("the last owner can't be demoted or dismissed, the last but one can", async () => {
  const first = (await ask(owner().me.$get())).employee?.id ?? "";
  expect(await change(first, { rolePreset: "employee" })).toBe("last_owner");
  expect(await end(first)).toBe("last_owner");
  await hire(world, company, 2, "owner");
  expect(await change(first, { rolePreset: "employee" })).toBe("ok");
});

test("of two owners who dismiss each other at once one remains", async () => {
  const first = (await ask(owner().me.$get())).employee?.id ?? "";
  const second = await hire(world, company, 2, "owner");
  const results = await Promise.all([end(second, {}, 1), end(first, {}, 2)]);
  expect(results.filter((code) => code === "ok")).toHaveLength(1);
});

test("who has left is refused everything, is told by which company, and can be taken back (TG 8.50)", async () => {
  const id = await hire(world, company, 20);
  expect(await end(id)).toBe("ok");
  expect(await end(id)).toBe("stale");
  expect(await codeOf(ask(world.as("staff", 20).schedule["my-shift"].$get()))).toBe(
    "employment_ended",
  );
  const me = await ask(world.as("staff", 20).people.me.$get());
  expect(me).toMatchObject({ employee: { state: "ended", permissions: [] }, memberships: [] });
  expect((await ask(owner().employees.$get({ query: { state: "ended" } }))).total).toBe(1);
  expect(await comeBack(id)).toBe("ok");
  expect(await comeBack(id)).toBe("stale");
  expect(await show(id)).toMatchObject({ state: "active", endedOn: null });
  expect((await auditActions(world)).slice(-2)).toEqual(["employee.ended", "employee.returned"]);
});

test("an employment ends neither in the future nor before it began", async () => {
  const id = await hire(world, company, 20);
  expect(await end(id, { on: "2026-11-22" })).toBe("in_the_future");
  expect(await end(id, { on: "2026-11-20" })).toBe("too_old");
  expect(await end(id, { on: "2026-11-21" })).toBe("ok");
});

test("whoever is dismissed leaves no open invitation behind", async () => {
  const manager = await hire(world, company, 2, "manager");
  await ask(owner(2).invites.$post({ json: {} }, named(world.key())));
  await end(manager);
  expect((await ask(owner().invites.$get())).items).toEqual([]);
});

test("whoever loses rights loses the invitations made with them", async () => {
  const id = await hire(world, company, 2, "owner");
  const token = await invite(world, 2, "owner");
  expect(await change(id, { name: "Sara" })).toBe("ok");
  expect((await ask(owner().invites.$get())).items).toHaveLength(1);
  expect(await change(id, { rolePreset: "manager" })).toBe("ok");
  expect((await ask(owner().invites.$get())).items).toEqual([]);
  expect(await codeOf(join(world, token, 30))).toBe("invite_expired");
});

test("a company is not founded with a break that fills the shift", async () => {
  const shift = { name: "Day", groupName: "All", startMinute: 480, endMinute: 600 };
  const json = { name: "Cafe", profile: "ir" as const, personName: "Sara" };
  const found = owner(5).organisations.$post(
    { json: { ...json, shift: { ...shift, breakMinutes: 120 } } },
    named(world.key()),
  );
  expect(await codeOf(ask(found))).toBe("invalid_input");
});

test("another company's people do not exist", async () => {
  const other = await foundCompany(world, 9);
  const theirs = await hire(world, other, 90);
  expect(await codeOf(show(theirs))).toBe("not_found");
  expect(await change(theirs, { name: "Mine" })).toBe("not_found");
  expect(await end(theirs)).toBe("not_found");
  expect(await comeBack(theirs)).toBe("not_found");
});
