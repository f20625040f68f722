import { expect, test } from "vitest";
import { v7 as uuidv7 } from "uuid";
import { insert, type Worker } from "../api/attendance-company.ts";
import { survive, t } from "./survival-company.ts";

const at = (date: string, time = "12:00") => Date.parse(`${date}T${time}:00+03:30`);
const day = 86_400_000;

/** Aban 1405 is over; the employee has a missing punch, an absence and a shortage, the others have nothing open. */
async function monthOver() {
  const parts = await survive({ now: at("2026-11-22", "08:00") });
  const { world, company, chat } = parts;
  await world.db.write([
    { sql: "update employees set started_on = '2026-11-18'", params: [] },
    insert("usage_months", {
      org_id: company.orgId,
      period: "1405-08",
      employee_id: company.owner.employeeId,
      kind: "punch",
      first_at: 0,
    }),
  ]);
  const log = (worker: Worker, kind: "in" | "out", date: string, time: string) =>
    world.db.write([
      insert("punches", {
        org_id: company.orgId,
        id: uuidv7(),
        employee_id: worker.employeeId,
        at: at(date, time),
        received_at: at(date, time),
        kind,
        source: "telegram",
        source_key: uuidv7(),
        time_zone: "Asia/Tehran",
        verdict: "not_asked",
        trust: 80,
        flags: "[]",
      }),
    ]);
  for (const worker of [company.owner, company.manager])
    for (const date of ["2026-11-18", "2026-11-19", "2026-11-21"]) {
      await log(worker, "in", date, "08:00");
      await log(worker, "out", date, "15:20");
    }
  await log(company.employee, "in", "2026-11-18", "08:00");
  await log(company.employee, "in", "2026-11-19", "08:00");
  await log(company.employee, "out", "2026-11-19", "13:00");
  const phones = {
    employee: chat(company.employee, "staff"),
    manager: chat(company.manager, "owner"),
    owner: chat(company.owner, "owner"),
    ownerStaff: chat(company.owner, "staff"),
  };
  for (const phone of Object.values(phones)) await phone.start();
  world.now = at("2026-11-22", "10:00");
  await world.settle();
  return { ...parts, ...phones, log };
}
const key = (name: string) => t.tp(`periods.keys.${name}` as Parameters<typeof t.tp>[0]);
const last = (phone: { messages(): { from: string; text: string }[] }) =>
  phone
    .messages()
    .findLast(({ from }) => from === "bot")
    ?.text.replace(/[\u2066-\u2069\u200e\u200f]/g, "") ?? "";

test("a person settles three questions and confirms the month; who has none confirms at once", async () => {
  const { employee, ownerStaff, world, cell, company } = await monthOver();
  expect(last(employee)).toContain("۳ پرسش، ۴۰ ثانیه");
  await employee.tap(key("begin"));
  expect(last(employee)).toContain("پرسش ۱ از ۳");
  await employee.tap(key("accept_missing_punch"));
  expect(last(employee)).toContain("پرسش ۱ از ۲");
  await employee.tap(key("later"));
  expect(last(employee)).toContain("غیبت");
  await employee.tap(key("accept_absence"));
  await employee.tap(key("accept_deficit"));
  await employee.tap(key("confirm"));
  expect(last(employee)).toContain("ماه خود را تأیید کرده‌اید");
  expect(last(ownerStaff)).toContain("کارکرد");
  await ownerStaff.tap(key("confirm"));
  await world.settle();
  expect(
    await cell(
      "select count(*) from period_questions where state = 'confirmed' and org_id = ?",
      company.orgId,
    ),
  ).toBe(2);
});

test("an answer can be taken back, and a second tap on an old key changes nothing", async () => {
  const { employee, cell } = await monthOver();
  await employee.tap(key("begin"));
  const first = employee.messages().findLast(({ from }) => from === "bot");
  await employee.tap(key("accept_missing_punch"));
  await employee.tapOld(first?.id ?? 0, key("accept_missing_punch"));
  await employee.tap(key("undo"));
  expect(last(employee)).toContain("پرسش ۱ از ۳");
  expect(await cell("select answer from period_answers order by id desc limit 1")).toBe(
    "withdrawn",
  );
});

test("the manager is told what is left after the people's days, and says what an absence is", async () => {
  const { world, manager, cell } = await monthOver();
  world.now += 2 * day;
  await world.settle();
  expect(last(manager)).toContain("مانده است");
  await manager.tap(key("left"));
  expect(last(manager)).toContain("employee 1003");
  await manager.tap("employee 1003");
  await manager.tap(key("next"));
  await manager.tap(key("next"));
  expect(last(manager)).toContain("🚫");
  await manager.tap(key("truancy"));
  expect(await cell("select answer from period_answers")).toBe("truancy");
});

test("the owner sees one card grow, the totals and the hash, closes, and opens again with a reason", async () => {
  const { world, owner, employee, cell } = await monthOver();
  const card = owner.messages().findLast(({ text }) => text.includes("مرحلهٔ ۱ از ۳"));
  expect(card?.text).toContain("۰/۳");
  await employee.tap(key("begin"));
  await employee.tap(key("accept_missing_punch"));
  await world.settle();
  const edited = owner.messages().find(({ id }) => id === card?.id);
  expect(edited?.text).toContain("مانده: ۲ مورد");
  await owner.tap(key("ask"));
  expect(last(owner)).toContain("۳ نفر");
  expect(last(owner)).toMatch(/کد تصویر ماه: [0-9a-f]{12}/);
  expect(await cell("select count(*) from period_closes")).toBe(0);
  await owner.tap(key("close"));
  expect(last(owner)).toContain("بسته شد");
  await world.settle();
  await owner.send("/months");
  await owner.tap("آبان ۱۴۰۵");
  await owner.tap(key("reopen"));
  await owner.send("x");
  expect(last(owner)).toContain("یک جملهٔ کوتاه");
  await owner.send("شیفت اشتباه بود");
  await owner.tap(key("reopen"));
  await world.settle();
  expect(await cell("select group_concat(action) from period_closes")).toBe("close,reopen");
  expect(await cell("select state from periods")).toBe("owner");
});

test("anybody of the company can verify the code of a closed month", async () => {
  const { owner, employee, cell } = await monthOver();
  await owner.tap(key("ask"));
  await owner.tap(key("close"));
  const hash = String(await cell("select snapshot_hash from period_closes"));
  await employee.send(`/verify ${hash.slice(0, 12)}`);
  expect(last(employee)).toContain("تصویر ماه آبان ۱۴۰۵");
  expect(last(employee)).toContain("یکی است");
});

test("what changes after the owner has looked is shown again before it is closed", async () => {
  const { owner, log, company, cell } = await monthOver();
  await owner.tap(key("ask"));
  await log(company.employee, "in", "2026-11-21", "08:00");
  await log(company.employee, "out", "2026-11-21", "15:20");
  await owner.tap(key("close"));
  expect(await cell("select count(*) from period_closes")).toBe(0);
  await owner.tap(key("close"));
  expect(await cell("select count(*) from period_closes")).toBe(1);
});

const settings = (name: string) =>
  t.tp(`periods.settings.keys.${name}` as Parameters<typeof t.tp>[0]);

test("the owner chooses how long people and managers have, and what is asked about; nonsense is asked again", async () => {
  const { owner, world } = await monthOver();
  const chosen = async () =>
    (
      await world.db.read([{ sql: "select payload from attendance_settings", params: [] }])
    )[0]?.rows.map(([payload]) => JSON.parse(String(payload)) as unknown);
  await owner.send("/months");
  await owner.tap(key("settings"));
  expect(last(owner)).toContain("مهلت پاسخ پرسنل: ۲ روز");
  await owner.tap(settings("people"));
  await owner.tap(t.format.digits(5));
  expect(last(owner)).toContain("مهلت پاسخ پرسنل: ۵ روز");
  await owner.tap(settings("ask"));
  await owner.send("۱۲۱");
  expect(last(owner)).toContain("عددی درست از ۱ تا ۱۲۰");
  await owner.send("2.5");
  expect(last(owner)).toContain("عددی درست از ۱ تا ۱۲۰");
  await owner.send("۲۰");
  expect(last(owner)).toContain("۲۰ دقیقه");
  await owner.tap(settings("managers"));
  await owner.tap(t.tp("common.actions.keys.cancel"));
  expect(last(owner)).toContain("مهلت مدیران: ۲ روز");
  expect(await chosen()).toMatchObject([{ closePeopleDays: 5, closeAskMinutes: 20 }]);
});
