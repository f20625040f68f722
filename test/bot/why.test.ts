import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { firstStrong } from "../../bot/core/bidi.ts";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { type Company, foundCompany, type Worker } from "../api/attendance-company.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";

/** What a reader sees, without the marks that only steer its direction. */
const seen = (text: string) =>
  text.replace(/[\u200e\u200f\u2066-\u2069]/g, "").replaceAll("\u00a0", " ");

/** A Saturday of a shop in Tehran, a Friday of an office in Moscow: late by 21 minutes, home 25 minutes after the end. */
const words = {
  fa: {
    profile: "ir",
    zone: "+03:30",
    date: "2026-11-21",
    times: ["08:21", "12:00", "12:40", "15:45"],
    myDay: "📅 امروز من",
    myMonth: "🗓 کارکرد ماهانه",
    why: "❓ چرا؟",
    back: "↩️ بازگشت",
    toDay: "↩️ روز",
    pick: "عددی را انتخاب کنید",
    worked: /^کارکرد: /,
    late: /^تأخیر: ۰:۲۱/,
    deficit: /^کسر کار: /,
    surplus: /^مازاد: /,
    due: /^موظفی: /,
    workedTitle: "کارکرد: ۶ ساعت و ۱۹ دقیقه",
    addition: "جمع: ۳:۳۹ + ۲:۴۰ می‌شود ۶:۱۹",
    span: "از ۰۸:۲۱ تا ۱۲:۰۰ می‌شود ۳ ساعت و ۳۹ دقیقه",
    punches: ["🟢 ۰۸:۲۱ ورود", "🔴 ۱۲:۰۰ خروج"],
    rule: "زمان حضور شما در ساعت‌های شیفت",
    since: "قاعدهٔ شیفت «Day»، از چهارشنبه ۱۱ دی ۱۳۹۸",
    grace: "فاصله ۲۱ دقیقه از ارفاق ۱۰ دقیقه بیشتر است؛ حساب می‌شود ۲۱ دقیقه",
    between: "نبودن در میان شیفت",
    surplusRule: "بدون تأیید، اضافه‌کاری حساب نمی‌شود",
    dueLine: "از ۰۸:۰۰ تا ۱۵:۲۰ می‌شود ۷ ساعت و ۲۰ دقیقه",
    monthDays: "از ۱ روز:",
    day: /^۳۰$/,
    person: /^۳$/,
    overtime: /^اضافه‌کاری: /,
    approved: "درخواست تأییدشده: اضافه‌کاری",
    company: "قاعدهٔ شرکت، از یکشنبه ۱۰ آبان ۱۴۰۵",
    rounding: "به ۱۵ دقیقه گرد شده‌اند",
    shortDay: "شنبه ۳۰ آبان",
    oneTap: "درخواست با یک ضربه",
  },
  ru: {
    profile: "ru",
    zone: "+03:00",
    date: "2026-11-20",
    times: ["09:21", "13:00", "13:40", "18:25"],
    myDay: "📅 Мой день",
    myMonth: "🗓 Мой табель",
    why: "❓ Почему?",
    back: "↩️ Назад",
    toDay: "↩️ День",
    pick: "Выберите число",
    worked: /^Отработано: /,
    late: /^Опоздание: 0:21/,
    deficit: /^Недоработка: /,
    surplus: /^Переработка: /,
    due: /^Норма дня: /,
    workedTitle: "Отработано: 7 ч 39 мин",
    addition: "3:39 + 0:20 + 3:40 = 7:39",
    span: "09:21–13:00 = 3 ч 39 мин",
    punches: ["🟢 09:21 приход", "🔴 13:00 уход"],
    rule: "Время присутствия в часы смены",
    since: "Правило смены «Day», действует с 1 января 2020 г.",
    grace: "21 мин больше допуска 10 мин; считается 21 мин",
    between: "",
    surplusRule: "без одобрения сверхурочными не считается",
    dueLine: "смена 9 ч − неоплачиваемый перерыв 1 ч = 8 ч",
    monthDays: "Из 1 дня:",
    day: /^20$/,
    person: /^3$/,
    overtime: /^Сверхурочные: /,
    approved: "Одобренная заявка: Сверхурочная работа",
    company: "Правило компании, действует с 1 ноября 2026 г.",
    rounding: "округлены до 15 мин",
    shortDay: "пт, 20 нояб",
    oneTap: "Заявка в одно нажатие",
  },
} as const;

let world: BotWorld;
let company: Company;

beforeEach(async () => {
  world = await createBotWorld();
});
afterEach(async () => {
  noComplaints();
  await world.close();
});

function noComplaints(): void {
  expect(world.sim.violations()).toEqual([]);
  expect(world.complaints).toEqual([]);
}

const insert = (table: string, row: Record<string, string | number | null>) =>
  world.db.write([
    {
      sql: `insert into ${table} (${Object.keys(row).join(", ")}) values (${Object.keys(row)
        .map(() => "?")
        .join(", ")})`,
      params: Object.values(row),
    },
  ]);

const text = (chat: ActorChat) => seen(chat.last().text);
const labels = (chat: ActorChat) =>
  chat
    .last()
    .buttons.flat()
    .map((button) => seen(button.text));
const pick = (chat: ActorChat, pattern: RegExp) =>
  chat.tap((button) => pattern.test(seen(button.text)));

describe.each(["fa", "ru"] as const)("the reasons of a day in %s", (language) => {
  const word = words[language];
  const at = (time: string, date: string = word.date) =>
    Date.parse(`${date}T${time}:00${word.zone}`);
  const chatOf = (person: Worker, bot: "staff" | "owner"): ActorChat =>
    world.sim
      .user({ id: person.telegramUserId, firstName: person.name, languageCode: language })
      .in(bot);

  beforeEach(async () => {
    world.now = at("07:00");
    company = await foundCompany(world.db, { profile: word.profile });
  });

  async function punched(times: readonly string[] = word.times): Promise<void> {
    for (const [index, time] of times.entries()) {
      await insert("punches", {
        org_id: company.orgId,
        id: `00000000-0000-7000-8000-00000000000${index}`,
        employee_id: company.employee.employeeId,
        at: at(time),
        received_at: at(time),
        kind: index % 2 === 0 ? "in" : "out",
        source: "telegram",
        source_key: `why:${index}`,
        time_zone: language === "fa" ? "Asia/Tehran" : "Europe/Moscow",
        verdict: "not_asked",
        trust: 60,
        flags: "[]",
      });
    }
    world.now = at("20:00");
  }

  test("what is missing or too much becomes a request in one tap, from the day as from the month (ATT H11)", async () => {
    await punched();
    const staff = chatOf(company.employee, "staff");
    await staff.start();
    for (const sign of ["🌴", "🚗", "⏱"]) {
      await staff.tapReply(word.myDay);
      await pick(staff, new RegExp(`^${sign}`));
      const fromDay = text(staff);
      await staff.tapReply(word.myMonth);
      expect(text(staff)).toContain(word.oneTap);
      await pick(staff, new RegExp(`^${sign} ${word.shortDay}`));
      expect(text(staff)).toBe(fromDay);
    }
  });

  test("every number says its punches, its rule and since when, and the arithmetic", async () => {
    await punched();
    const staff = chatOf(company.employee, "staff");
    await staff.start();
    await staff.tapReply(word.myDay);
    await staff.tap(word.why);
    expect(text(staff)).toContain(word.pick);
    await pick(staff, word.worked);
    expect(text(staff)).toContain(word.workedTitle);
    if (language === "fa") expect(text(staff)).toContain(word.addition);
    expect(text(staff)).toContain(word.span);
    for (const punch of word.punches) expect(text(staff)).toContain(punch);
    expect(text(staff)).toContain(word.rule);
    expect(text(staff)).toContain(word.since);
    await staff.tap(word.back);
    await pick(staff, word.late);
    expect(text(staff)).toContain(word.grace);
    expect(text(staff)).toContain(word.punches[0]);
    await staff.tap(word.back);
    await pick(staff, word.deficit);
    expect(text(staff)).toContain(word.between);
    await staff.tap(word.back);
    await pick(staff, word.surplus);
    expect(text(staff)).toContain(word.surplusRule);
    await staff.tap(word.back);
    await pick(staff, word.due);
    expect(text(staff)).toContain(word.dueLine);
    await staff.tap(word.toDay);
    expect(labels(staff)).toContain(word.why);
  });

  test("every line runs in its reader's direction and fits a message (TG 8.35)", async () => {
    await punched();
    const staff = chatOf(company.employee, "staff");
    await staff.start();
    await staff.tapReply(word.myDay);
    await staff.tap(word.why);
    const numbers = labels(staff).slice(0, -1);
    expect(numbers.length).toBeGreaterThan(4);
    for (const label of numbers) {
      await staff.tap((button) => seen(button.text) === label);
      expect(staff.last().text.length).toBeLessThan(4096);
      for (const line of staff.last().text.split("\n")) {
        const strong = firstStrong(line);
        if (language === "fa" && strong !== null) expect([line, strong]).toEqual([line, "R"]);
      }
      await staff.tap(word.back);
    }
  });

  test("the month leads to the days a number is made of, and to their reasons", async () => {
    await punched();
    const staff = chatOf(company.employee, "staff");
    await staff.start();
    await staff.tapReply(word.myMonth);
    await staff.tap(word.why);
    await pick(staff, word.late);
    expect(text(staff)).toContain(word.monthDays);
    await pick(staff, word.day);
    expect(text(staff)).toContain(word.grace);
  });

  test("a manager sees the same of somebody, day and month", async () => {
    await punched();
    const owner = chatOf(company.owner, "owner");
    await owner.start();
    await owner.send("/team");
    await pick(owner, word.person);
    await owner.tap(word.why);
    await pick(owner, word.late);
    expect(text(owner)).toContain(word.grace);
    await owner.tap(word.toDay);
    await owner.tap((button) => seen(button.text).startsWith("🗓"));
    await owner.tap(word.why);
    await pick(owner, word.worked);
    await pick(owner, word.day);
    expect(text(owner)).toContain(word.workedTitle);
  });

  test("names the request that was approved and the company's own rule", async () => {
    const { orgId, employee, manager } = company;
    await insert("work_rules", {
      org_id: orgId,
      id: "00000000-0000-7000-8000-0000000000a1",
      valid_from: "2026-11-01",
      payload: JSON.stringify({ rounding: { minutes: 15, mode: "nearest" } }),
      created_by: manager.employeeId,
      created_at: 0,
    });
    await insert("requests", {
      org_id: orgId,
      id: "00000000-0000-7000-8000-0000000000b1",
      employee_id: employee.employeeId,
      kind: "overtime",
      type_code: "overtime",
      unit: "hour",
      starts_on: word.date,
      ends_on: word.date,
      start_minute: 900,
      end_minute: 1200,
      time_zone: language === "fa" ? "Asia/Tehran" : "Europe/Moscow",
      minutes_charged: 0,
      card: "{}",
      payload: "{}",
      state: "approved",
      decided_by: manager.employeeId,
      decided_at: 0,
      created_at: 0,
    });
    await punched();
    const staff = chatOf(company.employee, "staff");
    await staff.start();
    await staff.tapReply(word.myDay);
    await staff.tap(word.why);
    await pick(staff, word.overtime);
    expect(text(staff)).toContain(word.approved);
    expect(text(staff)).toContain(word.company);
    expect(text(staff)).toContain(word.rounding);
  });

  test("a day of many parts is read page by page", async () => {
    const many = Array.from({ length: 8 }, (_, index) => {
      const minute = 560 + index * 20;
      return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
    });
    await punched(many);
    const staff = chatOf(company.employee, "staff");
    await staff.start();
    await staff.tapReply(word.myDay);
    await staff.tap(word.why);
    await pick(staff, word.worked);
    const first = text(staff);
    await pick(staff, language === "fa" ? /^‹$/ : /^›$/);
    expect(text(staff)).not.toBe(first);
    expect(text(staff)).toContain(word.since);
  });

  test("a day without numbers offers no reasons", async () => {
    const staff = chatOf(company.employee, "staff");
    world.now = at("07:00", language === "fa" ? "2026-11-20" : "2026-11-21");
    await staff.start();
    await staff.tapReply(word.myDay);
    expect(labels(staff)).not.toContain(word.why);
  });
});
