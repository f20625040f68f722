import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { createRequestsHouse } from "../api/requests-house.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { ground, seen } from "./requests-ground.ts";

/** Saturday; in Tehran 30 Aban 1405. */
const today = "2026-11-21";

const words = {
  fa: {
    profile: "ir",
    sentence: "فردا ۲ ساعت مرخصی از ۱۰",
    span: "از ۱۰:۰۰ تا ۱۲:۰۰",
    cost: "۲ ساعت",
    range: "مرخصی از ۳ تا ۵ آذر",
    rangeCost: "۳ روز",
    noStart: "دوشنبه ۲ ساعت مرخصی",
    night: "دوشنبه از ۲ تا ۴ مرخصی",
    afternoon: "۱۴:۰۰",
    afternoonSpan: "از ۱۴:۰۰ تا ۱۶:۰۰",
    tenOClock: "۱۰:۰۰",
    nextDay: "دوشنبه آینده مرخصی",
    nextDayOn: "2026-11-21",
    choices: ["دوشنبه ۲ آذر", "دوشنبه ۹ آذر"],
    dayOff: "این جمعه ۲ ساعت مرخصی از ۱۰",
    workday: "۳ آذر",
    mission: "دوشنبه ماموریت اصفهان",
    missionSaid: "📍 اصفهان",
    talk: "سلام خوبی؟",
    notUnderstood: "متوجه پیام شما نشدم",
    absent: "فردا نمیام",
    day: "🗓 روزانه",
    oneDay: "۱ روز",
    either: "فردا یا پس‌فردا مرخصی",
    unit: "چه نوع مرخصی می‌خواهید؟",
    other: "دوشنبه از ۹ تا ۱۱ مرخصی",
    otherSpan: "از ۰۹:۰۰ تا ۱۱:۰۰",
    unread: "فردا مرخصی سارا",
    unreadWord: "«سارا»",
    reason: "دوشنبه مرخصی برای دندان‌پزشکی",
    reasonNote: "💬 برای دندان‌پزشکی",
    counted: "۳ روز مرخصی از چهارشنبه",
    countedAsks: "۳ روزی که نوشتید، ۲ روز",
    countedEnd: "۷ آذر",
    send: "✅ فرستادن",
    change: "✏️ تغییر",
    cancel: "انصراف",
    pending: "در انتظار تأیید",
    requests: "📝 درخواست‌ها",
    clockIn: "🟢 ورود",
  },
  ru: {
    profile: "ru",
    sentence: "отпуск с 3 по 16 марта",
    span: "3 марта",
    cost: "13 дней",
    range: "отпуск с понедельника по среду",
    rangeCost: "3 дня",
    noStart: "в понедельник отгул 2 часа",
    night: "в понедельник отгул с 2 до 4",
    afternoon: "14:00",
    afternoonSpan: "с 14:00 до 16:00",
    tenOClock: "10:00",
    nextDay: "отгул в следующую пятницу",
    nextDayOn: "2026-11-25",
    choices: ["пт, 27 ноября", "пт, 4 декабря"],
    dayOff: "завтра отгул на 2 часа с 10",
    workday: "24.11",
    mission: "командировка в Казань в понедельник",
    missionSaid: "📍 Казань",
    talk: "Привет, как дела?",
    notUnderstood: "Сообщение не распознано",
    absent: "в понедельник меня не будет",
    day: "🗓 По дням",
    oneDay: "1 день",
    either: "отпуск завтра или послезавтра",
    unit: "Какой отпуск нужен?",
    other: "нужен отгул во вторник с 9 до 11",
    otherSpan: "с 09:00 до 11:00",
    unread: "отпуск коллеги в понедельник",
    unreadWord: "«коллеги»",
    reason: "отгул в понедельник к врачу",
    reasonNote: "💬 к врачу",
    counted: "отпуск на 3 дня с 30 декабря",
    countedAsks: "Названо дней: 3, из них считаются 2",
    countedEnd: "12.01",
    send: "✅ Отправить",
    change: "✏️ Изменить",
    cancel: "Отмена",
    pending: "Ждёт решения",
    requests: "📝 Заявки",
    clockIn: "🟢 Приход",
  },
} as const;

let world: BotWorld;
beforeEach(async () => {
  world = await createBotWorld();
});
afterEach(async () => {
  const { complaints } = world;
  await world.close();
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
});

describe.each(["fa", "ru"] as const)("a request in one sentence, %s (P 4.5)", (language) => {
  const word = words[language];
  let staff: ActorChat;
  let manager: ActorChat;

  beforeEach(async () => {
    const house = await createRequestsHouse(word.profile, today, ground(world));
    const employee = await house.hire("employee", { name: "Sara" });
    const boss = await house.hire("manager", { name: "Maryam" });
    const languageCode = language;
    staff = world.sim
      .user({ id: employee.telegramUserId, firstName: "Sara", languageCode })
      .in("staff");
    manager = world.sim
      .user({ id: boss.telegramUserId, firstName: "Maryam", languageCode })
      .in("owner");
    for (const chat of [staff, manager]) await chat.start();
  });

  const text = () => seen(staff.last().text);
  const labels = () =>
    staff
      .last()
      .buttons.flat()
      .map((button) => seen(button.text));
  const told = () => manager.messages().some((message) => seen(message.text).includes("Sara"));

  test("the study's own sentence is a card; only its key sends it (ATT §6.8)", async () => {
    await staff.send(word.sentence);
    expect(text()).toContain(word.span);
    expect(text()).toContain(word.cost);
    expect(text()).toContain("🟰");
    expect(text()).toContain("👥");
    await world.settle();
    expect(told()).toBe(false);
    await staff.tap(word.send);
    await world.settle();
    expect(text()).toContain(word.pending);
    expect(told()).toBe(true);
  });

  test("a range is a card too; [cancel] sends nothing, [change] asks the days", async () => {
    await staff.send(word.range);
    expect(text()).toContain(word.rangeCost);
    await staff.tap(word.change);
    expect(labels().length).toBeGreaterThan(20);
    await staff.tap(word.cancel);
    await world.settle();
    expect(told()).toBe(false);
    await staff.send(word.requests);
    expect(labels().filter((label) => label.startsWith("⏳"))).toEqual([]);
  });

  test("hours without a start ask for the start alone", async () => {
    await staff.send(word.noStart);
    expect(text()).not.toContain("⚠️");
    await staff.tap(word.tenOClock);
    expect(labels()).toContain(word.send);
    await staff.tap(word.send);
    await world.settle();
    expect(told()).toBe(true);
  });

  test("two o'clock has two readings: one tap or one word decides", async () => {
    await staff.send(word.night);
    expect(text()).toContain("⚠️");
    await staff.tap(word.afternoon);
    expect(text()).toContain(word.afternoonSpan);
    await staff.tap(word.cancel);
    await staff.send(word.night);
    await staff.send(word.afternoon);
    expect(text()).toContain(word.afternoonSpan);
    await staff.tap(word.cancel);
    await staff.send(word.night);
    await staff.send("14-16");
    expect(text()).toContain(word.afternoonSpan);
  });

  test("a weekday with two readings offers both days", async () => {
    world.now = Date.parse(`${word.nextDayOn}T06:00:00Z`);
    await staff.send(word.nextDay);
    expect(labels().slice(0, 2)).toEqual(word.choices);
    await staff.tap(new RegExp(word.choices[1].replaceAll(" ", "\\s")));
    expect(text()).toContain(word.choices[1]);
    expect(labels()).toContain(word.send);
  });

  test("a day off is told, another day keeps the hours", async () => {
    await staff.send(word.dayOff);
    expect(text()).toContain("⚠️");
    expect(labels()).not.toContain(word.send);
    await staff.send(word.workday);
    expect(text()).toContain(language === "fa" ? "از ۱۰:۰۰ تا ۱۲:۰۰" : "с 10:00 до 12:00");
    expect(labels()).toContain(word.send);
  });

  test("some of the counted days are free: the last day is asked", async () => {
    await staff.send(word.counted);
    expect(text()).toContain(word.countedAsks);
    await staff.send(word.countedEnd);
    expect(text()).toContain("🟰");
    expect(labels()).toContain(word.send);
  });

  test("a mission with its place opens its card at once; talk is no request", async () => {
    await staff.send(word.mission);
    expect(text()).toContain(word.missionSaid);
    expect(labels()).toContain(word.send);
    await staff.tap(word.cancel);
    await staff.send(word.talk);
    expect(text()).toContain(word.notUnderstood);
  });

  test("being away does not say how: the unit is asked, the day is kept", async () => {
    await staff.send(word.absent);
    expect(text()).toContain(word.unit);
    await staff.tap(word.day);
    expect(text()).toContain(word.oneDay);
    expect(labels()).toContain(word.send);
  });

  test("«or» is never guessed", async () => {
    await staff.send(word.either);
    expect(text()).toContain("⚠️");
    expect(text()).toContain(word.unit);
  });

  test("another sentence replaces the card, other words are its note", async () => {
    await staff.send(word.range);
    await staff.send(word.other);
    expect(text()).toContain(word.otherSpan);
    await staff.send("Dentist");
    expect(text()).toContain(word.otherSpan);
    expect(text()).toContain("Dentist");
  });

  test("words that were not understood are shown, a reason becomes the note", async () => {
    await staff.send(word.unread);
    expect(text()).toContain(word.unreadWord);
    expect(labels()).toContain(word.send);
    await staff.tap(word.cancel);
    await staff.send(word.reason);
    expect(text()).toContain(word.reasonNote);
  });

  test("a punch is a punch", async () => {
    await staff.send(word.clockIn);
    await world.settle();
    expect(labels()).not.toContain(word.send);
    expect(text()).not.toContain("🌴");
  });

  test("the same sentence delivered twice makes one card", async () => {
    await staff.send(word.range);
    const cards = staff.messages().filter((message) => seen(message.text).includes("🟰"));
    expect(cards).toHaveLength(1);
    await Promise.all([staff.tap(word.send), staff.tap(word.send)]);
    await world.settle();
    await staff.send(word.requests);
    expect(labels().filter((label) => label.startsWith("⏳"))).toHaveLength(1);
  });
});
