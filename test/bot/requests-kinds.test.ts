import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { createRequestsHouse, type Staff } from "../api/requests-house.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { ground, seen, text } from "./requests-ground.ts";

/** Saturday. */
const today = "2026-11-21";

const words = {
  fa: {
    profile: "ir",
    other: "📝 درخواست‌های دیگر",
    sick: "🌴 مرخصی استعلاجی",
    overtime: "اضافه‌کاری",
    correction: "اصلاح تردد",
    oneDay: "فقط همین روز",
    today: "امروز",
    tomorrow: "فردا",
    skip: "رد شدن",
    send: "✅ فرستادن",
    back: "↩️ بازگشت",
    cancel: "انصراف",
    cancelled: "کنار گذاشته شد",
    paper: "این درخواست مدرک می‌خواهد",
    wrongPaper: "اول به این پرسش پاسخ دهید",
    files: "📎 دیدن مدرک‌ها",
    oneFile: "📎 ۱ مدرک",
    approve: "✅ تأیید",
    approved: "درخواست شما تأیید شد",
    monday: "۲ آذر",
    longer: "۲ ساعت",
    longerKey: /۲.ساعت/,
    addIn: "➕ ورود",
    badTime: "ساعت را متوجه نشدم",
    time: "۸:۱۰",
    timeShown: "ورود ۰۸:۱۰",
    chains: "🪜 مراحل تأیید",
    addChain: "➕ مراحل تازه",
    all: "همهٔ درخواست‌ها",
    anyDays: "فرقی ندارد",
    owner: "مالک شرکت",
    wait: "۲۴ ساعت",
    save: "✅ ذخیره",
    chainSaved: "مالک شرکت (تا ۲۴ ساعت)",
    kinds: "🗂 انواع درخواست",
    childCare: ["با حقوق", "بدون سقف", "فقط روزانه", "خیر", "بله، برگردد"],
    givesBack: "روزهای مرخصی را برمی‌گرداند",
    inbox: "/approvals",
  },
  ru: {
    profile: "ru",
    other: "📝 Другие заявки",
    sick: "🌴 Больничный",
    overtime: "Сверхурочная работа",
    correction: "Исправление отметки",
    oneDay: "Только этот день",
    today: "Сегодня",
    tomorrow: "Завтра",
    skip: "Пропустить",
    send: "✅ Отправить",
    back: "↩️ Назад",
    cancel: "Отмена",
    cancelled: "Ничего не отправлено",
    paper: "К этой заявке нужен документ",
    wrongPaper: "Сначала ответьте на вопрос",
    files: "📎 Документы",
    oneFile: "📎 1 документ",
    approve: "✅ Одобрить",
    approved: "Заявка одобрена",
    monday: "23.11",
    longer: "2 ч",
    longerKey: /2.ч/,
    addIn: "➕ Приход",
    badTime: "Время не распознано",
    time: "8:10",
    timeShown: "приход 08:10",
    chains: "🪜 Согласование",
    addChain: "➕ Новое согласование",
    all: "Все заявки",
    anyDays: "Не важно",
    owner: "Владелец компании",
    wait: "24 ч",
    save: "✅ Сохранить",
    chainSaved: "владелец компании (до 24 ч)",
    kinds: "🗂 Виды заявок",
    childCare: ["Оплачивается", "Без лимита", "Только по дням", "Нет", "Да, вернуть"],
    givesBack: "возвращает дни отпуска",
    inbox: "/approvals",
  },
} as const;

const anyText = (chat: ActorChat, part: string) =>
  chat.messages().some((message) => seen(message.text).includes(part));

const pdf = () => new TextEncoder().encode("%PDF-1.4 note");

let world: BotWorld;
beforeEach(async () => {
  world = await createBotWorld();
});
afterEach(async () => {
  const { complaints } = world;
  await world.close();
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
});

describe.each(["fa", "ru"] as const)("requests of other kinds in %s", (language) => {
  const word = words[language];
  let staff: ActorChat;
  let manager: ActorChat;
  let owner: ActorChat;

  beforeEach(async () => {
    const house = await createRequestsHouse(word.profile, today, ground(world));
    const [employee, first, boss] = [
      await house.hire("employee", { name: "Sara" }),
      await house.hire("manager", { name: "Maryam" }),
      await house.hire("owner", { name: "Omid" }),
    ];
    const chatOf = (person: Staff, bot: "staff" | "owner") =>
      world.sim
        .user({ id: person.telegramUserId, firstName: person.name, languageCode: language })
        .in(bot);
    [staff, manager, owner] = [
      chatOf(employee, "staff"),
      chatOf(first, "owner"),
      chatOf(boss, "owner"),
    ];
    for (const chat of [staff, manager, owner]) await chat.start();
  });

  test("a sick note goes from the chat with the request to who decides", async () => {
    await staff.send("/leave");
    await staff.tap(word.other);
    await staff.tap(word.sick);
    await staff.sendsDocument({ name: "early.pdf", bytes: pdf() });
    expect(text(staff)).toContain(word.wrongPaper);
    await staff.tap(word.today);
    await staff.tap(word.oneDay);
    expect(text(staff)).toContain(word.paper);
    await staff.sendsDocument({ name: "note.pdf", bytes: pdf() });
    expect(text(staff)).toContain(word.oneFile);
    await staff.tap(word.skip);
    await staff.tap(word.send);
    expect(text(staff)).toContain(word.oneFile);
    await world.settle();
    await manager.tap(word.files);
    expect(manager.lastDocument()?.name).toBe("note.pdf");
    await manager.tap(word.approve);
    await world.settle();
    expect(anyText(staff, word.approved)).toBe(true);
  });

  test("an own kind of absence may give days of a vacation back, like sickness", async () => {
    await owner.send(word.inbox);
    await owner.tap(word.kinds);
    await owner.tap(/➕/);
    await owner.send("Child care");
    for (const answer of word.childCare) await owner.tap(answer);
    expect(text(owner)).toContain(word.givesBack);
  });

  test("overtime of a length is asked for; back and cancel send nothing", async () => {
    await staff.send("/leave");
    await staff.tap(word.other);
    await staff.tap(word.overtime);
    await staff.send(word.monday);
    await staff.tap(word.longerKey);
    await staff.tap(word.back);
    await staff.tap(word.longerKey);
    await staff.tap(word.skip);
    expect(text(staff)).toContain(word.longer);
    await staff.tap(word.cancel);
    expect(text(staff)).toContain(word.cancelled);
    await world.settle();
    expect(anyText(manager, "Sara")).toBe(false);
  });

  test("a punch is put right: day, what, time, why, card", async () => {
    world.now = Date.parse("2026-11-21T16:00:00Z");
    await staff.send("/leave");
    await staff.tap(word.other);
    await staff.tap(word.correction);
    await staff.tap(word.today);
    await staff.tap(word.addIn);
    await staff.send("abc");
    expect(text(staff)).toContain(word.badTime);
    await staff.send(word.time);
    await staff.tap(word.skip);
    expect(text(staff)).toContain(word.timeShown);
    await staff.tap(word.send);
    await world.settle();
    expect(anyText(manager, word.timeShown)).toBe(true);
  });

  test("an owner lays a chain, and it asks the owner alone", async () => {
    await owner.send(word.inbox);
    await owner.tap(word.chains);
    await owner.tap(word.addChain);
    await owner.tap(word.all);
    await owner.tap(word.anyDays);
    await owner.tap(word.owner);
    await owner.tap(word.wait);
    await owner.tap(word.save);
    expect(text(owner)).toContain(word.chainSaved);
  });
});
