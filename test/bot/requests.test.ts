import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { createRequestsHouse, type Staff } from "../api/requests-house.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { ground, seen, text } from "./requests-ground.ts";

/** Saturday; in Tehran 30 Aban 1405. */
const today = "2026-11-21";

const words = {
  fa: {
    profile: "ir",
    leave: "🌴 مرخصی",
    requests: "📝 درخواست‌ها",
    day: "🗓 روزانه",
    half: "🌗 نیم‌روز",
    hour: "⏱ ساعتی",
    second: "نیمهٔ دوم",
    oneDay: "فقط همین روز",
    skip: "رد شدن",
    send: "✅ فرستادن",
    back: "↩️ بازگشت",
    cancel: "انصراف",
    withdraw: "↩️ پس‌گرفتن",
    withdrawYes: "بله، پس می‌گیرم",
    approve: "✅ تأیید",
    reject: "❌ رد",
    details: "جزئیات",
    range: "۱۴۰۵/۹/۱۴ تا ۱۴۰۵/۹/۲۱",
    rangeCost: "۷ روز",
    rangeSkipped: "جمعه ۲۰ آذر: تعطیل هفتگی",
    hours: "۱۰ تا ۱۲:۳۰",
    hoursCost: "۲ ساعت و ۳۰ دقیقه",
    pending: "در انتظار تأیید",
    approved: "✅ تأیید شد — Maryam، ۰۹:۳۰",
    rejected: "❌ رد شد — Maryam، ۰۹:۳۰",
    already: "پیش‌تر تأیید شد: Maryam، ۰۹:۳۰",
    inboxEmpty: "همهٔ درخواست‌ها رسیدگی شده‌اند",
    menuUpdated: "این منو به‌روز شد",
    reason: "این هفته انبارگردانی داریم",
    noDay: "۱۴۰۵/۱۲/۳۰",
    inbox: "📥 درخواست‌ها",
    busy: "نیرو کم است",
    busyReason: "در این روزها نیرو کم است",
    alreadyShort: "پیش‌تر تأیید شد",
    withdrawn: "پس گرفته شد",
  },
  ru: {
    profile: "ru",
    leave: "🌴 Отпуск",
    requests: "📝 Заявки",
    day: "🗓 По дням",
    half: "🌗 Полдня",
    hour: "⏱ На часы",
    second: "Вторая половина",
    oneDay: "Только этот день",
    skip: "Пропустить",
    send: "✅ Отправить",
    back: "↩️ Назад",
    cancel: "Отмена",
    withdraw: "↩️ Отозвать",
    withdrawYes: "Да, отозвать",
    approve: "✅ Одобрить",
    reject: "❌ Отклонить",
    details: "Подробнее",
    range: "29.12 – 05.01",
    rangeCost: "3 дня",
    rangeSkipped: "пт, 1 января – вт, 5 января: праздничный день, Новогодние каникулы",
    hours: "10-12:30",
    hoursCost: "2 ч 30 мин",
    pending: "Ждёт решения",
    approved: "✅ Одобрено — Maryam, 09:00",
    rejected: "❌ Отклонено — Maryam, 09:00",
    already: "Уже одобрено: Maryam, 09:00",
    inboxEmpty: "Все заявки рассмотрены",
    menuUpdated: "Это меню обновилось",
    reason: "На этой неделе инвентаризация",
    noDay: "31.02",
    inbox: "📥 Заявки",
    busy: "Не хватает людей",
    busyReason: "В эти дни не хватает людей",
    alreadyShort: "Уже одобрено",
    withdrawn: "Отозвано",
  },
} as const;

const lastToast = (chat: ActorChat) => seen(chat.toasts().at(-1)?.text ?? "");

const cardOf = (chat: ActorChat) =>
  seen(chat.messages().findLast((message) => seen(message.text).includes("Sara"))?.text ?? "");

let world: BotWorld;
beforeEach(async () => {
  world = await createBotWorld();
});
afterEach(async () => {
  const { complaints } = world;
  await world.close();
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
});

describe.each(["fa", "ru"] as const)("leave in %s", (language) => {
  const word = words[language];
  let staff: ActorChat;
  let manager: ActorChat;
  let other: ActorChat;

  beforeEach(async () => {
    const house = await createRequestsHouse(word.profile, today, ground(world));
    const [employee, first, second] = [
      await house.hire("employee", { name: "Sara" }),
      await house.hire("manager", { name: "Maryam" }),
      await house.hire("manager", { name: "Reza" }),
    ];
    const chatOf = (person: Staff, bot: "staff" | "owner") =>
      world.sim
        .user({ id: person.telegramUserId, firstName: person.name, languageCode: language })
        .in(bot);
    [staff, manager, other] = [
      chatOf(employee, "staff"),
      chatOf(first, "owner"),
      chatOf(second, "owner"),
    ];
    for (const chat of [staff, manager, other]) await chat.start();
  });

  async function askForRange(): Promise<void> {
    await staff.send(word.leave);
    await staff.tap(word.day);
    await staff.send(word.range);
    await staff.tap(word.skip);
    expect(text(staff)).toContain(word.rangeCost);
    expect(text(staff)).toContain(word.rangeSkipped);
    await staff.tap(word.send);
    await world.settle();
    expect(text(staff)).toContain(word.pending);
  }

  test("a range by a typed date is asked for, approved, and every copy ends in the final state (TG 8.5)", async () => {
    await askForRange();
    expect(cardOf(manager)).toContain(word.rangeCost);
    expect(cardOf(other)).toContain(word.rangeCost);
    await manager.tap(word.approve);
    await world.settle();
    for (const chat of [manager, other]) {
      expect(cardOf(chat)).toContain(word.approved);
      expect(
        chat
          .messages()
          .flatMap(({ buttons }) => buttons.flat())
          .map(({ text: label }) => label),
      ).not.toContain(word.approve);
    }
    expect(text(staff)).toContain("Maryam");
  });

  test("two taps on the calendar make a range; the same day twice is a day", async () => {
    await staff.send(word.leave);
    await staff.tap(word.day);
    const day = language === "fa" ? "۲۸" : "28";
    await staff.tap(day);
    await staff.tap(word.oneDay);
    await staff.tap(word.back);
    expect(staff.last().buttons.length).toBeGreaterThan(6);
    await staff.tap(day);
    await staff.tap(new RegExp(`\\[${day}\\]`));
    await staff.tap(word.cancel);
    expect(staff.last().buttons.flat()).toHaveLength(1);
  });

  test("half a day with a note: the manager reads it, rejects with a typed reason", async () => {
    await staff.send(word.leave);
    await staff.tap(word.half);
    await staff.send(language === "fa" ? "۵ آذر" : "26.11");
    await staff.tap(word.second);
    await staff.send("Dentist <b>&</b>");
    expect(text(staff)).toContain("Dentist <b>&</b>");
    await staff.tap(word.send);
    await world.settle();
    expect(cardOf(manager)).toContain("Dentist <b>&</b>");
    await manager.tap(word.reject);
    await manager.send(word.reason);
    await world.settle();
    expect(cardOf(manager)).toContain(word.rejected);
    expect(cardOf(other)).toContain(word.rejected);
    expect(cardOf(other)).not.toContain("🟰");
    expect(text(staff)).toContain(word.reason);
  });

  test("hours typed as a range; details, then rejection with a ready reason", async () => {
    await staff.send(word.leave);
    await staff.tap(word.hour);
    await staff.send(language === "fa" ? "سه‌شنبه" : "abc");
    expect(text(staff)).toContain("⚠️");
    await staff.send(language === "fa" ? "۳ آذر" : "24.11");
    await staff.send(word.hours);
    await staff.tap(word.skip);
    expect(text(staff)).toContain(word.hoursCost);
    await staff.tap(word.send);
    await world.settle();
    await manager.tap(word.details);
    expect(text(manager)).toContain(word.hoursCost);
    await manager.tap(word.reject);
    await manager.tap(word.busy);
    await world.settle();
    expect(cardOf(other)).toContain(word.busyReason);
    expect(text(staff)).toContain(word.busyReason);
  });

  test("days that do not exist, are taken or cost too much are explained (TG 8.52)", async () => {
    await askForRange();
    await staff.send(word.leave);
    await staff.tap(word.day);
    await staff.send(word.noDay);
    expect(text(staff)).toContain("⚠️");
    await staff.send(word.range);
    expect(text(staff)).toContain("⚠️");
    expect(text(staff)).toContain(word.pending);
    await staff.tap(word.cancel);
    await staff.send("hello");
    expect(await open(word.requests)).toHaveLength(1);
  });

  test("a day on which no leave is possible is told before its half or its hours are asked", async () => {
    for (const unit of [word.half, word.hour]) {
      await staff.send(word.leave);
      await staff.tap(unit);
      await staff.send("2020-01-01");
      expect(text(staff)).toContain("⚠️");
      await staff.send("2026-11-24");
      expect(text(staff)).not.toContain("⚠️");
    }
  });

  test("two taps on send make one request; the menu of yesterday makes none (TG 8.6)", async () => {
    await staff.send(word.leave);
    await staff.tap(word.day);
    await staff.send(word.range);
    await staff.tap(word.skip);
    const card = staff.last().id;
    await Promise.all([staff.tap(word.send), staff.tap(word.send)]);
    await world.settle();
    expect(await open(word.requests)).toHaveLength(1);
    await staff.tapOld(card, word.send);
    expect(lastToast(staff)).toContain(word.menuUpdated);
    expect(await open(word.requests)).toHaveLength(1);
  });

  test("a double tap on approve decides once (TG 8.4)", async () => {
    await askForRange();
    const card = manager.last().id;
    await manager.tap(word.approve);
    await manager.tapOld(card, word.approve);
    await world.settle();
    expect(lastToast(manager)).toContain(word.already);
    expect(cardOf(manager)).toContain(word.approved);
  });

  test("two managers at once: one decision, the other learns who and what (TG 8.5)", async () => {
    await askForRange();
    expect(other.last().buttons.flat()).toHaveLength(3);
    const card = other.last().id;
    await Promise.all([manager.tap(word.approve), other.tap(word.approve)]);
    await world.settle();
    const toasts = [lastToast(manager), lastToast(other)];
    expect(toasts.filter((toast) => toast.includes(word.alreadyShort))).toHaveLength(1);
    expect(cardOf(manager)).toBe(cardOf(other));
    await other.tapOld(card, word.reject);
    await world.settle();
    expect(cardOf(manager)).toBe(cardOf(other));
  });

  test("an approved leave is taken back: asked first, approvers are told", async () => {
    await askForRange();
    await manager.tap(word.approve);
    await world.settle();
    await staff.tap(word.details);
    await staff.tap(word.withdraw);
    await staff.tap(word.withdrawYes);
    await world.settle();
    expect(text(staff)).toContain(word.withdrawn);
    expect(text(manager)).toContain(word.withdrawn);
    expect(manager.messages().filter(({ text: said }) => seen(said).includes("Sara"))).toHaveLength(
      2,
    );
  });

  test("the language changes in the middle and the question comes again (TG 8.32)", async () => {
    await staff.send(word.leave);
    await staff.tap(word.hour);
    await staff.send(language === "fa" ? "۳ آذر" : "24.11");
    await staff.send("/language");
    await staff.tap(language === "fa" ? "Русский" : "فارسی");
    await staff.send("10-12");
    await staff.tap(words[language === "fa" ? "ru" : "fa"].skip);
    await staff.tap(words[language === "fa" ? "ru" : "fa"].send);
    await world.settle();
    expect(cardOf(manager)).toContain(language === "fa" ? "۲ ساعت" : "2 ч");
  });

  test("the inbox lists what waits and empties", async () => {
    await askForRange();
    await manager.send("/approvals");
    await manager.tap(/Sara/);
    await manager.tap(word.approve);
    await manager.tap(word.inbox);
    expect(text(manager)).toContain(word.inboxEmpty);
  });

  /** Labels of the requests on the list. */
  async function open(label: string): Promise<string[]> {
    await staff.send(label);
    const labels = staff
      .last()
      .buttons.flat()
      .map((button) => seen(button.text));
    return labels.filter((one) => /^(⏳|✅|❌|↩️)/.test(one));
  }
});
