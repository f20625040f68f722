import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { v7 as uuidv7 } from "uuid";
import { apiFor, ask, named } from "../../bot/core/api.ts";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import {
  createRequestsHouse,
  type Ground,
  type RequestsHouse,
  type Staff,
} from "../api/requests-house.ts";
import { testConfig } from "../support/api-world.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";

/** Saturday; in Tehran 30 Aban 1405. */
const today = "2026-11-21";

const words = {
  fa: {
    profile: "ir",
    title: "تقویم آبان ۱۴۰۵",
    next: "‹",
    nextTitle: "تقویم آذر ۱۴۰۵",
    day: "۳",
    dayTitle: "سه‌شنبه ۳ آذر ۱۴۰۵",
    closed: "تعطیل می‌کنیم",
    short: "روز کوتاه‌تر است",
    holiday: "تعطیل رسمی است",
    oneDay: "فقط همین روز",
    skip: "بدون نام",
    minutes: "۲ ساعت",
    typed: "۹۰",
    typedShown: "۱ ساعت و ۳۰ دقیقه",
    badMinutes: "عددی از ۵ تا ۴۸۰",
    badName: "نام باید یک خط",
    reason: "آلودگی هوا",
    effect: "روز کاری ۳ نفر",
    all: "همهٔ سازمان",
    save: "ذخیره",
    saved: "ذخیره شد",
    own: "تصمیم سازمان: تعطیل، آلودگی هوا",
    undo: "↩️ برداشتن تصمیم",
    undone: "برداشته شد",
    cancel: "انصراف",
    told: "سه‌شنبه ۳ آذر: تعطیل است.",
    toldReason: "دلیل: آلودگی هوا",
    menu: "این منو به‌روز شد",
    law: "قانون کار چه می‌گوید",
    lawLine: "سقف روز ۴ ساعت است (مادهٔ ۵۹ قانون کار)",
  },
  ru: {
    profile: "ru",
    title: "Календарь: ноябрь 2026",
    next: "›",
    nextTitle: "Календарь: декабрь 2026",
    day: "3",
    dayTitle: "3 декабря 2026",
    closed: "Не работаем",
    short: "Сокращённый день",
    holiday: "Праздник",
    oneDay: "Только этот день",
    skip: "Без названия",
    minutes: "2 ч",
    typed: "90",
    typedShown: "1 ч 30 мин",
    badMinutes: "число минут от 5 до 480",
    badName: "одна строка",
    reason: "Санитарный день",
    effect: "у 3 человек",
    all: "Вся компания",
    save: "Сохранить",
    saved: "Сохранено",
    own: "Решение компании: нерабочий день, Санитарный день",
    undo: "↩️ Отменить решение",
    undone: "Отменено",
    cancel: "Отмена",
    told: "чт, 3 декабря: нерабочий день.",
    toldReason: "Причина: Санитарный день",
    menu: "Меню обновилось",
    law: "Что говорит трудовой закон",
    lawLine: "можно не более 4 ч (ст. 99 ТК РФ)",
  },
} as const;

const seen = (text: string) =>
  text.replace(/[\u200e\u200f\u2066-\u2069]/g, "").replaceAll("\u00a0", " ");
const last = (chat: ActorChat) => seen(chat.last().text);
const toast = (chat: ActorChat) => seen(chat.toasts().at(-1)?.text ?? "");
const all = (chat: ActorChat) => chat.messages().map(({ text }) => seen(text));

const ground = (of: BotWorld): Ground => ({
  db: of.db,
  get now() {
    return of.now;
  },
  set now(instant) {
    of.now = instant;
  },
  as: (bot, telegramUserId) =>
    apiFor(
      {
        fetch: (url, init) => of.house.app.request(url, init),
        origin: "http://api",
        keys: testConfig.botKeys,
      },
      bot,
      telegramUserId,
    ),
});

let world: BotWorld;
beforeEach(async () => {
  world = await createBotWorld();
});
afterEach(async () => {
  const complaints = [...world.complaints, ...world.sim.violations()];
  await world.close();
  if (complaints.length > 0) throw new Error(`Complaints: ${JSON.stringify(complaints)}`);
});

describe.each(["fa", "ru"] as const)("the calendar in %s", (language) => {
  const word = words[language];
  let house: RequestsHouse<Ground>;
  let boss: Staff;
  let ali: Staff;
  let owner: ActorChat;
  let staff: ActorChat;

  beforeEach(async () => {
    house = await createRequestsHouse(word.profile, today, ground(world));
    boss = await house.hire("owner", { name: "Maryam" });
    ali = await house.hire("employee", { name: "Ali" });
    await house.hire("employee", { name: "Sara" });
    owner = world.sim
      .user({ id: boss.telegramUserId, firstName: "Maryam", languageCode: language })
      .in("owner");
    staff = world.sim
      .user({ id: ali.telegramUserId, firstName: "Ali", languageCode: language })
      .in("staff");
    await staff.start();
    await owner.start();
    await owner.tap(/🗓/);
  });

  /** The third of the next month: nobody rests on it. */
  const openDay = async () => {
    await owner.tap(word.next);
    expect(last(owner)).toContain(word.nextTitle);
    await owner.tap(word.day);
    expect(last(owner)).toContain(word.dayTitle);
  };

  test("a closure is said, its people are told, and it is taken back", async () => {
    expect(last(owner)).toContain(word.title);
    await openDay();
    await owner.tap(word.closed);
    await owner.tap(word.oneDay);
    await owner.send("a\nb");
    expect(last(owner)).toContain(word.badName);
    await owner.send(word.reason);
    expect(last(owner)).toContain(word.effect);
    expect(last(owner)).toContain("Ali");
    await owner.tap(word.save);
    expect(toast(owner)).toContain(word.saved);
    expect(last(owner)).toContain(word.own);
    await world.settle();
    const told = all(staff).find((text) => text.includes(word.told));
    expect(told).toContain(word.toldReason);
    await owner.tap(word.undo);
    expect(last(owner)).toContain(word.effect);
    await owner.tap(word.save);
    expect(toast(owner)).toContain(word.undone);
    expect(last(owner)).not.toContain(word.reason);
  });

  test("a short day asks how much, again when it is not understood", async () => {
    await openDay();
    await owner.tap(word.short);
    await owner.send("abc");
    expect(last(owner)).toContain(word.badMinutes);
    await owner.send(word.typed);
    await owner.tap(word.oneDay);
    await owner.tap(word.skip);
    expect(last(owner)).toContain(word.typedShown);
    await owner.tap(word.cancel);
    expect(last(owner)).toContain(word.dayTitle);
    expect(last(owner)).not.toContain(word.typedShown);
  });

  test("one workplace may be meant alone", async () => {
    for (const name of ["North", "South"])
      await world.db.write([
        {
          sql: `insert into workplaces (org_id, id, name, latitude_e6, longitude_e6, radius_m, time_zone, created_at)
            values (?, ?, ?, 35700000, 51400000, 150, 'Asia/Tehran', 0)`,
          params: [house.orgId, uuidv7(), name],
        },
      ]);
    await openDay();
    await owner.tap(word.holiday);
    await owner.tap("South");
    await owner.tap(word.oneDay);
    await owner.tap(word.skip);
    expect(last(owner)).toContain("South");
    await owner.tap(word.save);
    expect(last(owner)).toContain("South");
    await owner.tap(/South/);
    await owner.tap(word.save);
    expect(toast(owner)).toContain(word.undone);
  });

  test("an approver sees what the law says before deciding", async () => {
    const json = { kind: "overtime", from: "2026-11-23", minutes: 300 } as const;
    await ask(ali.api.requests.index.$post({ json }, named(uuidv7())));
    await world.settle();
    const card = all(owner).find((text) => text.includes(word.law));
    expect(card).toContain(word.lawLine);
  });
});

test("a predicted holiday is published in one tap", async () => {
  const house = await createRequestsHouse("ir", "2027-03-25", ground(world));
  const boss = await house.hire("owner", { name: "Maryam" });
  const owner = world.sim
    .user({ id: boss.telegramUserId, firstName: "Maryam", languageCode: "fa" })
    .in("owner");
  await owner.start();
  await owner.tap(/🗓/);
  expect(last(owner)).toContain("پیش‌بینی");
  // 14 Farvardin 1406, martyrdom of Imam Sadeq by calculation.
  await owner.tap("۱۴");
  expect(last(owner)).toContain("پیش‌بینی شده است");
  await owner.tap(/✅/);
  expect(last(owner)).toContain("تصمیم سازمان: تعطیل رسمی");
  expect(last(owner)).not.toContain("پیش‌بینی شده است");
});
