import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { type Company, foundCompany, insert, type Worker } from "./attendance-company.ts";
import { owners, refusalOf, sendPunch, staff } from "./attendance-messages.ts";

const day = 24 * 60 * 60_000;
const at = (text: string) => Date.parse(text);

describe("weekly and monthly sums", () => {
  let world: ApiWorld;
  let company: Company;
  let messageId = 0;

  beforeEach(async () => {
    // Saturday, the first day of a week in Iran.
    world = await createApiWorld(at("2026-11-14T08:00:00+03:30"));
    company = await foundCompany(world.db);
  });
  afterEach(() => world.close());

  const choose = (json: object) =>
    ask(owners(world, company.owner).attendance.settings.$patch({ json }, named(world.key())));
  const punch = (label: "in" | "out", who = company.employee) =>
    sendPunch(world, who, { messageId: ++messageId, label, at: world.now });
  /** Works a day of the week that begins on the 14th, 08:00 to 15:20. */
  const work = async (index: number, start = "08:00:00") => {
    const date = new Date(at("2026-11-14T00:00:00Z") + index * day).toISOString().slice(0, 10);
    world.now = at(`${date}T${start}+03:30`);
    await punch("in");
    world.now = at(`${date}T15:20:00+03:30`);
    await punch("out");
  };
  const sums = () =>
    world.delivered
      .filter(({ kind }) => kind === "work-summary")
      .map(({ bot, chatId, payload }) => ({ bot, chatId, ...(payload as object) }));
  const own = (from: string, to: string, who: Worker = company.employee) =>
    ask(staff(world, who).notify.summaries.own.$get({ query: { from, to } }));
  const team = (from: string, to: string, who: Worker = company.manager) =>
    ask(owners(world, who).notify.summaries.team.$get({ query: { from, to } }));

  test("say what was worked, owed and left unresolved", async () => {
    await work(0);
    await work(1, "09:00:00");
    world.now = at("2026-11-16T08:00:00+03:30");
    await punch("in");
    world.now = at("2026-11-21T09:00:00+03:30");
    const week = await own("2026-11-14", "2026-11-20");
    expect(week).toMatchObject({
      isEmpty: false,
      totals: { worked: 440 + 380, expected: 6 * 440, late: 60 },
      lateDays: 1,
      unresolved: ["2026-11-16"],
    });
    expect(week.balance?.dayMinutes).toBe(440);
    expect(await team("2026-11-14", "2026-11-20")).toMatchObject({
      people: 3,
      worked: 820,
      unresolved: 1,
      late: [{ employeeId: company.employee.employeeId, days: 1, minutes: 60 }],
    });
    expect(await refusalOf(team("2026-11-14", "2026-11-20", company.employee))).toBe("forbidden");
    expect(await refusalOf(own("2026-11-20", "2026-11-14"))).toBe("invalid_input");
    expect(await refusalOf(own("2026-01-01", "2026-11-14"))).toBe("invalid_input");
  });

  test("go out once, at the chosen hour of the week's first day, where they are wanted", async () => {
    await work(0);
    world.now = at("2026-11-21T09:00:00+03:30");
    await world.settle();
    expect(sums()).toEqual([]);
    await choose({ weeklySummary: true, weeklySummaryMinute: 10 * 60 });
    world.now = at("2026-11-21T09:59:00+03:30");
    await world.settle();
    expect(sums()).toEqual([]);
    for (const time of ["10:00:00", "10:16:00", "12:00:00"]) {
      world.now = at(`2026-11-21T${time}+03:30`);
      await world.settle();
    }
    const range = { unit: "week", from: "2026-11-14", to: "2026-11-20", orgId: company.orgId };
    expect(sums().filter(({ bot }) => bot === "staff")).toHaveLength(3);
    expect(sums()).toContainEqual({
      bot: "staff",
      chatId: company.employee.telegramUserId,
      of: "own",
      ...range,
    });
    expect(sums().filter(({ bot }) => bot === "owner")).toHaveLength(2);
    world.now += 7 * day;
    await world.settle();
    expect(sums()).toHaveLength(10);
  });

  test("of a month go out on the first day of the organisation's own", async () => {
    await work(0);
    await choose({ monthlySummary: true });
    world.now = at("2026-11-21T23:00:00+03:30");
    await world.settle();
    expect(sums()).toEqual([]);
    world.now = at("2026-11-22T09:00:00+03:30");
    await world.settle();
    expect(sums()).toContainEqual(
      expect.objectContaining({ unit: "month", from: "2026-10-23", to: "2026-11-21", of: "own" }),
    );
  });

  test("are not sent to who does not want them", async () => {
    await choose({ weeklySummary: true });
    await ask(
      staff(world, company.employee).notify.mine.$patch(
        { json: { weekly: false } },
        named(world.key()),
      ),
    );
    world.now = at("2026-11-21T09:00:00+03:30");
    await world.settle();
    const chats = sums().map(({ chatId }) => chatId);
    expect(chats).toContain(company.manager.telegramUserId);
    expect(chats).not.toContain(company.employee.telegramUserId);
  });

  test("are not sent to who has no access for a while", async () => {
    await choose({ weeklySummary: true });
    await world.db.write([
      {
        sql: "update employees set paused_at = 1 where id = ?",
        params: [company.manager.employeeId],
      },
    ]);
    world.now = at("2026-11-21T09:00:00+03:30");
    await world.settle();
    const chats = sums().map(({ chatId }) => chatId);
    expect(chats).toContain(company.employee.telegramUserId);
    expect(chats).not.toContain(company.manager.telegramUserId);
  });

  test("go out on another day of the week when it is chosen, for the seven days before", async () => {
    await choose({ weeklySummary: true, weeklySummaryDay: 4, weeklySummaryMinute: 17 * 60 });
    world.now = at("2026-11-19T17:00:00+03:30");
    await world.settle();
    expect(sums()[0]).toMatchObject({ from: "2026-11-12", to: "2026-11-18" });
  });

  test("of another company of mine are about that one, and of a stranger's are nobody's", async () => {
    const other = await foundCompany(world.db, { firstUser: 2001 });
    const query = { from: "2026-11-14", to: "2026-11-20", orgId: other.orgId };
    expect(
      await refusalOf(ask(staff(world, company.employee).notify.summaries.own.$get({ query }))),
    ).toBe("not_found");
    await world.db.write([
      insert("employees", {
        org_id: other.orgId,
        id: "second-job",
        person_id: company.employee.personId,
        role_id: await roleOf(other.employee),
        name: "Second job",
        state: "active",
        started_on: "2026-01-01",
        created_at: 0,
      }),
    ]);
    world.now = at("2026-11-21T09:00:00+03:30");
    const mine = await ask(staff(world, company.employee).notify.summaries.own.$get({ query }));
    expect(mine.from).toBe("2026-11-14");
  });

  async function roleOf({ employeeId }: Worker): Promise<string> {
    const [rows] = await world.db.read([
      { sql: "select role_id from employees where id = ?", params: [employeeId] },
    ]);
    return String(rows?.rows[0]?.[0]);
  }
});
