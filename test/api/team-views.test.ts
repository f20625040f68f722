import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { ApiProblem } from "../../bot/core/front-desk.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { type Company, foundCompany, hireLike, insert } from "./attendance-company.ts";
import { v7 as uuidv7 } from "uuid";

const at = (time: string) => Date.parse(`2026-11-21T${time}:00+03:30`);
let world: ApiWorld;
let company: Company;

beforeEach(async () => {
  world = await createApiWorld(at("10:00"), { isQuiet: true });
  company = await foundCompany(world.db);
});
afterEach(() => world.close());

let message = 1;
const punch = async (user: number, label: "in" | "out", time: string) => {
  const now = world.now;
  world.now = at(time);
  const json = {
    chatId: user,
    messageId: message++,
    at: at(time),
    label,
    forwarded: false,
    viaBot: false,
    fromOffline: false,
  };
  await ask(world.as("staff", user).attendance.punches.$post({ json }, named(world.key())));
  world.now = now;
};
const owner = () => world.as("owner", company.owner.telegramUserId);
const boardOf = (
  query: Parameters<ReturnType<typeof owner>["attendance"]["board"]["$get"]>[0]["query"],
) => ask(owner().attendance.board.$get({ query }));
const refusalOf = async (call: Promise<unknown>) => {
  const error = await call.catch((thrown: unknown) => thrown);
  if (error instanceof ApiProblem) return error.code;
  throw error;
};

const matrixOf = (query = {}, period = "current") =>
  ask(owner().team.matrix[":period"].$get({ param: { period }, query }));
const colleagues = (query = {}) =>
  ask(world.as("staff", company.employee.telegramUserId).team.colleagues.$get({ query }));

describe("the board", () => {
  it("tells who should be here and is not from who came late", async () => {
    await punch(company.manager.telegramUserId, "in", "08:40");
    await punch(company.owner.telegramUserId, "in", "07:58");
    const { counts, people } = await boardOf({});
    expect(counts).toMatchObject({ in: 1, late: 1, absent: 1 });
    expect(people.map(({ name, show }) => [name, show])).toEqual([
      ["owner 1001", "in"],
      ["manager 1002", "late"],
      ["employee 1003", "absent"],
    ]);
  });

  it("shows one standing, and still counts the others", async () => {
    await punch(company.owner.telegramUserId, "in", "07:58");
    const { counts, people, total } = await boardOf({ show: "absent" });
    expect(people.map(({ name }) => name)).toEqual(["employee 1003", "manager 1002"]);
    expect(total).toBe(2);
    expect(counts["in"]).toBe(1);
  });

  it("shows one group", async () => {
    const groupId = uuidv7();
    await world.db.write([
      insert("groups", { org_id: company.orgId, id: groupId, name: "Night", created_at: 0 }),
      {
        sql: "update employees set group_id = ? where id = ?",
        params: [groupId, company.employee.employeeId],
      },
    ]);
    const { people, groups } = await boardOf({ groupId });
    expect(people.map(({ name, groupName }) => [name, groupName])).toEqual([
      ["employee 1003", "Night"],
    ]);
    expect(groups.map(({ name }) => name)).toEqual(["All", "Night"]);
  });

  it.each([
    ["علي", "علی رضایی ۲"],
    ["ЕЛКИН", "Фёдор Ёлкин"],
    ["رضايي 2", "علی رضایی ۲"],
  ])("finds %s whatever letters and digits are typed", async (search, name) => {
    await world.db.write([
      ...hireLike(company.employee, 1, "علی رضایی ۲"),
      ...hireLike(company.employee, 2, "Фёдор Ёлкин"),
    ]);
    const { people } = await boardOf({ search });
    expect(people.map((person) => person.name)).toEqual([name]);
  });

  it("says where somebody clocked in", async () => {
    await world.db.write([
      insert("punches", {
        org_id: company.orgId,
        id: uuidv7(),
        employee_id: company.employee.employeeId,
        at: at("07:55"),
        received_at: at("07:55"),
        kind: "in",
        source: "telegram",
        source_key: "place",
        time_zone: "Asia/Tehran",
        workplace_id: company.places[0]?.id ?? null,
        verdict: "inside",
        trust: 80,
        flags: "[]",
      }),
    ]);
    const { people } = await boardOf({ show: "in" });
    expect(people.map(({ name, place }) => [name, place])).toEqual([["employee 1003", "Shop"]]);
  });

  it("of a thousand people comes in pages, with two round trips each", async () => {
    // Before the shift: nobody has to be reminded of it.
    world.now = at("05:00");
    await world.db.write(
      Array.from({ length: 997 }, (_, index) =>
        hireLike(company.employee, index, `Person ${String(index).padStart(3, "0")}`),
      ).flat(),
    );
    const before = world.db.roundTrips;
    const shown = await boardOf({ page: "25", perPage: "40" });
    expect(world.db.roundTrips - before).toBe(2);
    expect([shown.total, shown.page, shown.pages, shown.people.length]).toEqual([1000, 25, 25, 40]);
    const beyond = await boardOf({ page: "99", perPage: "40" });
    expect(beyond.page).toBe(25);
  });
});

describe("the month matrix", () => {
  it("has a row a person and a cell a day", async () => {
    await punch(company.employee.telegramUserId, "in", "08:00");
    await punch(company.employee.telegramUserId, "out", "15:20");
    world.now = at("20:00");
    const { people, period, next } = await matrixOf();
    expect([period, next]).toEqual(["1405-08", null]);
    const row = people.find(({ name }) => name === "employee 1003");
    expect(row?.days).toHaveLength(30);
    const today = row?.days.find(({ date }) => date === "2026-11-21");
    expect(today).toMatchObject({ status: "complete", worked: 440 });
    expect(row?.worked).toBe(440);
    expect(row?.absentDays).toBeGreaterThan(10);
  });

  it("derives only the page that is asked for", async () => {
    await world.db.write(
      Array.from({ length: 30 }, (_, index) =>
        hireLike(company.employee, index, `P ${index}`),
      ).flat(),
    );
    const before = world.db.roundTrips;
    const { total, pages, people } = await matrixOf({ page: "2", perPage: "5" });
    expect([total, pages, people.length]).toEqual([33, 7, 5]);
    expect(world.db.roundTrips - before).toBe(3);
  });

  it("is for those who see the team", async () => {
    const employee = world.as("staff", company.employee.telegramUserId);
    const asked = ask(
      employee.team.matrix[":period"].$get({ param: { period: "current" }, query: {} }),
    );
    expect(await refusalOf(asked)).toBe("forbidden");
  });
});

describe("colleagues", () => {
  it("are here or not: never on leave, late or with a time (ATT L2)", async () => {
    await punch(company.manager.telegramUserId, "in", "09:30");
    await world.db.write([
      insert("requests", {
        org_id: company.orgId,
        id: uuidv7(),
        employee_id: company.owner.employeeId,
        kind: "leave",
        type_code: "sick",
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
    const shown = await colleagues();
    expect(shown.people).toEqual([
      { name: "manager 1002", here: true },
      { name: "owner 1001", here: false },
    ]);
    expect([shown.here, shown.total]).toEqual([1, 2]);
    expect(JSON.stringify(shown)).not.toMatch(/sick|leave|late|since/);
  });

  it("are found by a part of a name", async () => {
    expect((await colleagues({ search: "OWNER" })).people).toHaveLength(1);
  });
});
