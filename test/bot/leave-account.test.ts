import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { createRequestsHouse } from "../api/requests-house.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { ground, seen } from "./requests-ground.ts";

const words = {
  fa: {
    profile: "ir",
    leave: "💰 مرخصی",
    opening: "📘 ثبت ماندهٔ امروز",
    amount: "۵ روز و ۳ ساعت",
    nonsense: "زیاد",
    badAmount: "مقدار را متوجه نشدم",
    note: "از دفتر قبلی",
    after: "۵ روز و ۳ ساعت",
    save: "✅ ثبت شود",
    adjust: "✏️ کم یا زیاد",
    less: "-۱ روز",
    reason: "طبق توافق",
    now: "۴ روز و ۳ ساعت",
    statement: "📒 گردش مرخصی",
    booked: "📘 مانده از دفتر قبلی",
    correction: "✏️ اصلاح",
    balance: "🌴 ماندهٔ مرخصی",
    projection: "🔮 مانده در یک روز",
    date: "۱۴۰۶/۱/۱۰",
    lost: "می‌سوزد",
    past: "۱۴۰۰/۱/۱۰",
    range: "تاریخ باید بین",
    end: "پایان همکاری",
    owed: "مرخصی باقی‌مانده برای تسویه",
  },
  ru: {
    profile: "ru",
    leave: "💰 Отпуск",
    opening: "📘 Указать остаток",
    amount: "5 дней 3 часа",
    nonsense: "много",
    badAmount: "Не получилось разобрать",
    note: "из прежнего учёта",
    after: "5 дней 3 ч",
    save: "✅ Записать",
    adjust: "✏️ Изменить остаток",
    less: "-1 день",
    reason: "по договорённости",
    now: "4 дня 3 ч",
    statement: "📒 Движение отпуска",
    booked: "📘 остаток из прежнего учёта",
    correction: "✏️ корректировка",
    balance: "🌴 Остаток отпуска",
    projection: "🔮 Остаток на дату",
    date: "10.01.2027",
    lost: "Начислится к этому дню",
    past: "10.01.2020",
    range: "Дата должна быть между",
    end: "Завершить работу",
    owed: "Неиспользованный отпуск к выплате",
  },
} as const;

const shown = (chat: ActorChat) => seen(chat.last().text);

let world: BotWorld;
beforeEach(async () => {
  world = await createBotWorld();
});
afterEach(async () => {
  const { complaints } = world;
  await world.close();
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
});

describe.each(["fa", "ru"] as const)("leave balances in %s", (language) => {
  const word = words[language];
  let owner: ActorChat;
  let manager: ActorChat;
  let staff: ActorChat;

  beforeEach(async () => {
    const house = await createRequestsHouse(word.profile, "2026-11-22", ground(world));
    const hire = async (role: "owner" | "manager" | "employee", name: string) => {
      const person = await house.hire(role, { name, startedOn: "2026-03-21" });
      const bot = role === "employee" ? "staff" : "owner";
      const chat = world.sim
        .user({ id: person.telegramUserId, firstName: name, languageCode: language })
        .in(bot);
      await chat.start();
      return chat;
    };
    staff = await hire("employee", "Sara");
    manager = await hire("manager", "Maryam");
    owner = await hire("owner", "Reza");
  });

  async function openAccount(chat: ActorChat): Promise<void> {
    await chat.send("/people");
    await chat.tap(/Sara/);
    await chat.tap(word.leave);
  }

  test("the owner enters the balance of the old books and corrects it; the statement says why", async () => {
    await openAccount(owner);
    await owner.tap(word.opening);
    await owner.send(word.nonsense);
    expect(shown(owner)).toContain(word.badAmount);
    await owner.send(word.amount);
    await owner.tap(word.note);
    expect(shown(owner)).toContain(word.after);
    await owner.tap(word.save);
    expect(shown(owner)).toContain(word.after);

    await owner.tap(word.adjust);
    await owner.send(word.less);
    await owner.send(word.reason);
    await owner.tap(word.save);
    expect(shown(owner)).toContain(word.now);
    await owner.tap(word.statement);
    expect(shown(owner)).toContain(word.booked);
    expect(shown(owner)).toContain(word.correction);
    expect(shown(owner)).toContain(word.reason);
  });

  test("a manager sees it and cannot change it", async () => {
    await openAccount(manager);
    const labels = manager
      .last()
      .buttons.flat()
      .map(({ text }) => text);
    expect(labels).toContain(word.statement);
    expect(labels).not.toContain(word.opening);
  });

  test("everybody may ask what will be left on a day", async () => {
    await staff.send(word.balance);
    await staff.tap(word.projection);
    await staff.send(word.past);
    expect(shown(staff)).toContain(word.range);
    await staff.send(word.date);
    expect(shown(staff)).toContain(word.lost);
  });

  test("who ends an employment reads first what is owed for leave", async () => {
    await owner.send("/people");
    await owner.tap(/Sara/);
    await owner.tap(new RegExp(word.end));
    expect(shown(owner)).toContain(word.owed);
  });
});
