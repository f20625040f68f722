import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, expect, test } from "vitest";
import { foundCompany, type Company } from "../api/attendance-company.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";

const moscow = (time: string) => Date.parse(`2026-11-23T${time}+03:00`);

let world: BotWorld;
let company: Company;
beforeEach(async () => {
  world = await createBotWorld({ now: moscow("08:55:00") });
  company = await foundCompany(world.db, { profile: "ru" });
});
afterEach(() => world.close());

const chat = (telegramUserId: number, bot: "staff" | "owner") =>
  world.sim.user({ id: telegramUserId, firstName: "Anna", languageCode: "ru" }).in(bot);
const seen = (text: string) =>
  text.replace(/[\u200e\u200f\u2066-\u2069]/g, "").replaceAll("\u00a0", " ");
const firstButton = (of: ReturnType<typeof chat>) => of.keyboard()[0]?.[0]?.text;

test("the keyboard follows to another company and back: clocked in here, not there", async () => {
  const other = await foundCompany(world.db, { profile: "ru", firstUser: 2001 });
  const { telegramUserId, personId } = company.employee;
  await world.db.write([
    {
      sql: `insert into employees (org_id, id, person_id, role_id, group_id, name, state, started_on, created_at)
        select org_id, ?, ?, role_id, group_id, 'Anna', 'active', started_on, 0 from employees where id = ?`,
      params: [uuidv7(), personId, other.employee.employeeId],
    },
  ]);
  const anna = chat(telegramUserId, "staff");
  await anna.start();
  await anna.tapReply("🟢 Приход");
  await world.settle();
  expect(firstButton(anna)).toBe("🔴 Уход");
  for (const [name, button] of [
    ["Company 2001", "🟢 Приход"],
    ["Company 1001", "🔴 Уход"],
  ] as const) {
    await anna.tapReply("⚙️ Настройки");
    await anna.tap("🔁 Другая компания");
    await anna.tap(name);
    await world.settle();
    expect(firstButton(anna)).toBe(button);
  }
});

test("who has left one company finds the way to another one in both bots", async () => {
  const other = await foundCompany(world.db, { profile: "ru", firstUser: 2001 });
  const { telegramUserId, personId, employeeId } = company.employee;
  await world.db.write([
    {
      sql: `insert into employees (org_id, id, person_id, role_id, group_id, name, state, started_on, created_at)
        select org_id, ?, ?, role_id, group_id, 'Anna', 'active', started_on, 0 from employees where id = ?`,
      params: [uuidv7(), personId, other.manager.employeeId],
    },
    {
      sql: "update employees set state = 'ended', ended_on = '2026-11-23', ended_at = ? where id = ?",
      params: [world.now, employeeId],
    },
  ]);
  const manages = chat(telegramUserId, "owner");
  await manages.send("/team");
  expect(seen(manages.last().text)).toContain("Company 1001 завершена");
  await manages.tap("🔁 Другая компания");
  await manages.tap("Company 2001");
  await manages.send("/team");
  expect(seen(manages.last().text)).toContain(other.employee.name);
});

test("the board keeps somebody let go in the middle of a shift (TG 8.50)", async () => {
  const { telegramUserId, employeeId } = company.employee;
  const anna = chat(telegramUserId, "staff");
  await anna.start();
  await anna.tapReply("🟢 Приход");
  world.now = moscow("11:00:00");
  await world.db.write([
    {
      sql: "update employees set state = 'ended', ended_on = '2026-11-23', ended_at = ? where id = ?",
      params: [world.now, employeeId],
    },
  ]);
  const owner = chat(company.owner.telegramUserId, "owner");
  await owner.send("/team");
  await world.settle();
  expect(seen(owner.last().text)).toContain("с 08:55 (больше не работает, ухода нет)");
});

test("somebody without a shift is neither late nor on a day off", async () => {
  const { owner, employee } = company;
  await world.db.write([
    { sql: "update employees set group_id = null where id = ?", params: [employee.employeeId] },
  ]);
  world.now = moscow("11:00:00");
  const boss = chat(owner.telegramUserId, "owner");
  await boss.send("/team");
  const team = seen(boss.last().text);
  expect(team).toContain(`Без смены: 1 человек\n3. ${employee.name}`);
  expect(team).not.toContain("Выходной");
  await boss.tap("3");
  await world.settle();
  const day = seen(boss.last().text);
  expect(day).toContain("смена не назначена");
  expect(day).not.toMatch(/выходной/i);
});
