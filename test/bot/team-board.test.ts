import { expect, test } from "vitest";
import { clockIn, minute, survive, t } from "./survival-company.ts";

async function inGroup() {
  const parts = await survive();
  const { world, company, person, chat } = parts;
  await chat(company.manager, "staff").start();
  await chat(company.employee, "staff").start();
  const group = world.sim.group("Cafe");
  group.add("staff", person(company.manager));
  await world.settle();
  const asManager = person(company.manager).in("staff", group);
  const boards = () =>
    asManager
      .messages()
      .filter(({ from, text }) => from === "bot" && text.includes("Company 1001"));
  return { ...parts, group, asManager, boards };
}

test("a manager pins the team's board in a group, and it is edited in place when somebody comes", async () => {
  const { world, group, asManager, boards, chat, company } = await inGroup();
  await asManager.send("/board");
  await world.settle();
  const [board] = boards();
  expect(board?.text).toContain("employee 1003");
  expect(group.pinned("staff")).toEqual([board?.id]);
  await chat(company.employee, "staff").send(clockIn);
  world.now += minute;
  await world.settle();
  const after = boards();
  expect(after).toHaveLength(1);
  expect(after[0]?.edits).toBe(1);
  expect(after[0]?.text).toMatch(/حاضر: ۱ نفر[\s\S]*employee 1003/);
});

test("a board that says the same is not edited, and never more than once a minute", async () => {
  const { world, asManager, group, chat, company } = await inGroup();
  await asManager.send("/board");
  await world.settle();
  const edits = () => world.sim.calls({ method: "editMessageText", chatId: group.id }).length;
  for (let round = 0; round < 3; round++) {
    world.now += minute;
    await world.settle();
  }
  expect(edits()).toBe(0);
  await chat(company.employee, "staff").send(clockIn);
  world.now += 10_000;
  await world.settle();
  expect(edits()).toBe(0);
  world.now += minute;
  await world.settle();
  expect(edits()).toBe(1);
});

test("a pinned board never says why somebody is not there (ATT L2)", async () => {
  const { world, asManager, boards, company } = await inGroup();
  await world.db.write([
    {
      sql: `insert into requests (org_id, id, employee_id, kind, type_code, unit, starts_on, ends_on, time_zone,
          minutes_charged, card, state, created_at, decided_by, decided_at)
        values (?, 'r', ?, 'leave', 'sick', 'day', '2026-11-21', '2026-11-21', 'Asia/Tehran', 440, '{}', 'approved', 0, ?, 0)`,
      params: [company.orgId, company.employee.employeeId, company.owner.employeeId],
    },
  ]);
  await asManager.send("/board");
  await world.settle();
  const text = boards()[0]?.text ?? "";
  expect(text).toContain("employee 1003");
  expect(text).not.toMatch(/مرخصی|استعلاجی|تأخیر|sick/);
});

test("who does not see the team can't pin it", async () => {
  const { world, group, person, company, boards } = await inGroup();
  await person(company.employee).in("staff", group).send("/board");
  await world.settle();
  expect(boards()).toEqual([]);
  const said = person(company.employee).in("staff", group).messages().at(-1)?.text;
  expect(said).toContain(t.tp("team.group.only_managers"));
});

test("the board follows its group to the supergroup (ATT L7)", async () => {
  const { world, group, asManager, chat, company, person, cell } = await inGroup();
  await asManager.send("/board");
  await world.settle();
  const moved = group.migrate();
  await chat(company.employee, "staff").send(clockIn);
  world.now += minute;
  await world.settle();
  world.now += minute;
  await world.settle();
  const there = person(company.manager).in("staff", group).messages();
  expect(there.at(-1)?.text).toContain("employee 1003");
  expect(group.pinned("staff")).toEqual([there.at(-1)?.id]);
  expect(await cell("select chat_id from team_boards where removed_at is null")).toBe(moved);
});

test("a bot that is put out of the group stops, and its manager stays reachable", async () => {
  const { world, group, asManager, chat, company, person, cell } = await inGroup();
  await asManager.send("/board");
  await world.settle();
  group.kick("staff", person(company.manager));
  await chat(company.employee, "staff").send(clockIn);
  for (let round = 0; round < 3; round++) {
    world.now += minute;
    await world.settle();
  }
  expect(await cell("select count(*) from team_boards where removed_at is null")).toBe(0);
  expect(
    await cell(
      "select staff_unreachable_at from persons where telegram_user_id = ?",
      company.manager.telegramUserId,
    ),
  ).toBeNull();
});

test("without the right to pin the board is still there and is edited", async () => {
  const { world, group, asManager, boards, chat, company } = await inGroup();
  group.forbidPins("staff");
  await asManager.send("/board");
  await world.settle();
  expect(boards()).toHaveLength(1);
  await chat(company.employee, "staff").send(clockIn);
  world.now += minute;
  await world.settle();
  expect(boards()[0]?.edits).toBe(1);
});

test("a second board in the same group takes the place of the first, and /board off takes it away", async () => {
  const { world, asManager, boards, group } = await inGroup();
  await asManager.send("/board");
  world.now += minute;
  await world.settle();
  await asManager.send("/board");
  await world.settle();
  expect(boards().map(({ text }) => text.includes("employee 1003"))).toEqual([false, true]);
  await asManager.send("/board off");
  await world.settle();
  expect(boards().map(({ text }) => text.includes("employee 1003"))).toEqual([false, false]);
  expect(group.pinned("staff")).toEqual([]);
});

test("the board goes when its manager may see the team no longer", async () => {
  const { world, asManager, boards, company } = await inGroup();
  await asManager.send("/board");
  await world.settle();
  await world.db.write([
    {
      sql: `update employees set role_id = (select role_id from employees where id = ?) where id = ?`,
      params: [company.employee.employeeId, company.manager.employeeId],
    },
  ]);
  world.now += minute;
  await world.settle();
  expect(boards()[0]?.text).not.toContain("employee 1003");
});
