import { withoutReminders } from "../support/no-reminders.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";

const words = {
  fa: {
    own: "فارسی",
    found: "🏢 ساختن شرکت",
    profile: "ایران",
    company: "کافه نادری",
    first: "گام ۱ از ۷",
    last: "گام ۷ از ۷",
    lastWithoutPlace: "گام ۵ از ۵",
    noPlace: "بدون مکان",
    radius: "۱۵۰",
    badRadius: "عددی از ۳۰ تا ۳۰۰۰",
    office: "دفتر مرکزی",
    usualHours: "۰۸:۰۰ تا ۱۵:۲۰",
    typedHours: "۸:۳۰ تا ۱۷",
    shownHours: "۰۸:۳۰ تا ۱۷:۰۰",
    badHours: "ساعت‌ها را متوجه نشدم",
    group: "همه",
    back: "↩️ بازگشت",
    cancel: "انصراف",
    cancelled: "انصراف داده شد.",
    ready: "آماده است",
    done: "✅ پایان",
    copy: "📋 کپی پیوند",
    welcome: "خوش آمدید",
    punch: "🟢 ورود",
    phone: "📱 فرستادن شمارهٔ من",
    settings: "⚙️ تنظیمات",
    language: "🌐 زبان · Язык",
    otherLanguage: "Русский",
    otherPunch: "🟢 Приход",
    otherStep: "Шаг 1 из 7",
    people: "🧑‍💼 پرسنل",
    role: "نقش",
    manager: "مدیر",
    confirm: "تأیید",
    roleTold: "از این پس «مدیر» است",
    end: "⛔️ پایان همکاری",
    endYes: "⛔️ بله، پایان یابد",
    left: "پایان یافته است",
    menuUpdated: "این منو به‌روز شد",
    joined: "با دعوت شما پیوست",
  },
  ru: {
    own: "Русский",
    found: "🏢 Создать компанию",
    profile: "Россия",
    company: "Кофейня «Север»",
    first: "Шаг 1 из 7",
    last: "Шаг 7 из 7",
    lastWithoutPlace: "Шаг 5 из 5",
    noPlace: "Без места",
    radius: "150",
    badRadius: "число от 30 до 3000",
    office: "Главный офис",
    usualHours: "09:00–18:00",
    typedHours: "с 8:30 до 17",
    shownHours: "08:30–17:00",
    badHours: "Часы не распознаны",
    group: "Все",
    back: "↩️ Назад",
    cancel: "Отмена",
    cancelled: "Отменено.",
    ready: "готова",
    done: "✅ Готово",
    copy: "📋 Скопировать",
    welcome: "Добро пожаловать",
    punch: "🟢 Приход",
    phone: "📱 Отправить мой номер",
    settings: "⚙️ Настройки",
    language: "🌐 Язык · زبان",
    otherLanguage: "فارسی",
    otherPunch: "🟢 ورود",
    otherStep: "گام ۱ از ۷",
    people: "🧑‍💼 Сотрудники",
    role: "Роль",
    manager: "руководитель",
    confirm: "Подтвердить",
    roleTold: "теперь: руководитель",
    end: "⛔️ Завершить работу",
    endYes: "⛔️ Да, завершить",
    left: "завершена",
    menuUpdated: "Это меню обновилось",
    joined: "Новый сотрудник",
  },
} as const;

/** What a reader sees, without the marks that only steer its direction. */
const seen = (text: string) =>
  text.replace(/[\u200e\u200f\u2066-\u2069]/g, "").replaceAll("\u00a0", " ");

let world: BotWorld;
beforeEach(async () => {
  world = await createBotWorld();
});
afterEach(async () => {
  const complaints = [...world.complaints, ...world.sim.violations()];
  await world.close();
  if (complaints.length > 0) throw new Error(`Complaints: ${JSON.stringify(complaints)}`);
});

const person = (id: number, languageCode: string, firstName = `Person ${id}`) =>
  world.sim.user({ id, firstName, languageCode, phone: `98912000${id}` });
const last = (chat: ActorChat) => seen(chat.last().text);
const buttons = (chat: ActorChat) =>
  chat
    .last()
    .buttons.flat()
    .map(({ text }) => seen(text));
const dock = (chat: ActorChat) => chat.keyboard().map((row) => row.map(({ text }) => seen(text)));
const count = async (table: "organisations" | "employees" | "workplaces") => {
  const [rows] = await world.db.read([{ sql: `select count(*) from ${table}`, params: [] }]);
  return Number(rows?.rows[0]?.[0]);
};
const office = { latitude: 35.7153, longitude: 51.4043 };

describe.each(["fa", "ru"] as const)("people in %s", (language) => {
  const word = words[language];
  const boss = () => person(1001, language, "Sara").in("owner");

  /** From `/start` to the invitation in seven messages and taps. @returns the link */
  async function foundCompany(owner: ActorChat): Promise<string> {
    await owner.start();
    await owner.tap(word.own);
    await owner.tap(word.found);
    await owner.send(word.company);
    await owner.tap(word.profile);
    await owner.shareLocation(office);
    await owner.tap(word.radius);
    await owner.tap(word.office);
    await owner.tap(word.usualHours);
    await owner.tap(word.group);
    const link = /https:\/\/t\.me\/\S+/.exec(owner.last().text)?.[0];
    expect(link).toMatch(/start=i_[\w-]{22}$/);
    await withoutReminders(world.db);
    return link ?? "";
  }

  async function joinBy(link: string, id: number): Promise<ActorChat> {
    const staff = person(id, language).in("staff");
    await staff.openLink(link);
    await staff.tap(word.own);
    await staff.tapReply(word.phone);
    return staff;
  }

  test("an owner founds a company step by step and gets the invitation", async () => {
    const owner = boss();
    await owner.start();
    expect(buttons(owner)).toEqual(["فارسی", "Русский"]);
    await owner.tap(word.own);
    await owner.tap(word.found);
    expect(last(owner)).toContain(word.first);
    await owner.send(word.company);
    expect(buttons(owner)).toContain(word.profile);
    await owner.tap(word.profile);
    await owner.shareLocation(office);
    await owner.tap(word.radius);
    await owner.tap(word.office);
    await owner.tap(word.usualHours);
    expect(last(owner)).toContain(word.last);
    expect(await count("organisations")).toBe(0);
    await owner.tap(word.group);
    expect(last(owner)).toContain(word.ready);
    expect(last(owner)).toContain(word.company);
    expect(await count("organisations")).toBe(1);
    await owner.tap(word.copy);
    await owner.tap(word.done);
    expect(last(owner)).toContain(word.company);
    expect(buttons(owner)).toContain(word.people);
  });

  test("every step goes back to the one before and the first one out", async () => {
    const owner = boss();
    await owner.start();
    await owner.tap(word.own);
    await owner.tap(word.found);
    await owner.send(word.company);
    await owner.tap(word.profile);
    await owner.shareLocation(office);
    await owner.tap(word.radius);
    await owner.tap(word.office);
    await owner.tap(word.usualHours);
    for (let step = 6; step >= 1; step -= 1) {
      await owner.tap(word.back);
      expect(last(owner)).toContain(
        word.last.replace(/[7۷]/, language === "fa" ? ("۰۱۲۳۴۵۶"[step] ?? "") : String(step)),
      );
    }
    await owner.tap(word.back);
    expect(buttons(owner)).toContain(word.found);
    await owner.send(word.company);
    expect(await count("organisations")).toBe(0);
  });

  test("cancel on every step leaves nothing behind", async () => {
    const owner = boss();
    await owner.start();
    await owner.tap(word.own);
    const answers = [
      () => owner.send(word.company),
      () => owner.tap(word.profile),
      () => owner.shareLocation(office),
      () => owner.tap(word.radius),
      () => owner.tap(word.office),
      () => owner.tap(word.usualHours),
    ];
    for (let given = 0; given <= answers.length; given += 1) {
      await owner.tap(word.found);
      for (const answer of answers.slice(0, given)) await answer();
      await owner.tap(word.cancel);
      expect(owner.toasts().at(-1)?.text).toContain(word.cancelled);
      expect(buttons(owner)).toContain(word.found);
    }
    const [dialogs] = await world.db.read([{ sql: "select count(*) from dialogs", params: [] }]);
    expect(dialogs?.rows[0]?.[0]).toBe(0);
    expect(await count("organisations")).toBe(0);
  });

  test("a founding without a place is shorter and asks nobody for a location", async () => {
    const owner = boss();
    await owner.start();
    await owner.tap(word.own);
    await owner.tap(word.found);
    await owner.send(word.company);
    await owner.tap(word.profile);
    await owner.tap(word.noPlace);
    await owner.send(word.typedHours);
    expect(last(owner)).toContain(word.lastWithoutPlace);
    await owner.tap(word.group);
    expect(last(owner)).toContain(word.shownHours);
    expect(await count("workplaces")).toBe(0);
    const link = /https:\/\/t\.me\/\S+/.exec(owner.last().text)?.[0] ?? "";
    const staff = await joinBy(link, 2002);
    expect(staff.keyboard()[0]?.[0]?.request_location).toBeUndefined();
  });

  test("what is not understood is explained in place and the step waits, also for a day", async () => {
    const owner = boss();
    await owner.start();
    await owner.tap(word.own);
    await owner.tap(word.found);
    await owner.send("x".repeat(121));
    expect(last(owner)).toContain(word.first);
    await owner.send(word.company);
    await owner.tap(word.profile);
    await owner.send("35.7153, 51.4043");
    await owner.send("20");
    expect(last(owner)).toContain(word.badRadius);
    world.now += 23 * 60 * 60_000;
    await owner.send("۲۰۰");
    await owner.send(word.company);
    await owner.send("soon");
    expect(last(owner)).toContain(word.badHours);
    await owner.send(word.typedHours);
    await owner.tap(word.group);
    expect(last(owner)).toContain(word.ready);
  });

  test("two taps on the last key found one company", async () => {
    const owner = boss();
    await owner.start();
    await owner.tap(word.own);
    await owner.tap(word.found);
    await owner.send(word.company);
    await owner.tap(word.profile);
    await owner.tap(word.noPlace);
    await owner.tap(word.usualHours);
    await Promise.all([owner.tap(word.group), owner.tap(word.group)]);
    await world.settle();
    expect(await count("organisations")).toBe(1);
  });

  test("the language changes in the middle of a founding and the question comes again (TG 8.32)", async () => {
    const owner = boss();
    await owner.start();
    await owner.tap(word.own);
    await owner.tap(word.found);
    await owner.send("/language");
    await owner.tap(word.otherLanguage);
    expect(last(owner)).toContain(word.otherStep);
    await owner.send(word.company);
    expect(last(owner)).toContain(word.company);
  });

  test("an invited employee picks a language, shares the own contact and can punch", async () => {
    const link = await foundCompany(boss());
    const staff = person(2001, language, "<b>Ali & Co</b>").in("staff");
    await staff.openLink(link);
    expect(buttons(staff)).toEqual(["فارسی", "Русский"]);
    await staff.tap(word.own);
    expect(last(staff)).toContain(word.company);
    expect(dock(staff)[0]).toEqual([word.phone]);
    await staff.tapReply(word.phone);
    expect(last(staff)).toContain(word.welcome);
    expect(dock(staff)[0]).toEqual([word.punch]);
    expect(staff.keyboard()[0]?.[0]?.request_location).toBe(true);
    await world.settle();
    const owner = boss();
    expect(last(owner)).toContain(word.joined);
    expect(last(owner)).toContain("<b>Ali & Co</b>");
  });

  test("somebody else's, forwarded and nameless contacts are explained; the own one is taken (TG 8.29)", async () => {
    const link = await foundCompany(boss());
    const staff = person(2001, language).in("staff");
    await staff.openLink(link);
    await staff.tap(word.own);
    await staff.shareContact(person(3003, language));
    expect(dock(staff)[0]).toEqual([word.phone]);
    await staff.shareContact(undefined, { withoutUserId: true });
    expect(await count("employees")).toBe(1);
    await staff.shareContact(undefined, { forwardedFrom: "hidden" });
    await staff.shareContact(undefined, { phone: "+88801234567" });
    await staff.send("09120000000");
    expect(dock(staff)[0]).toEqual([word.phone]);
    expect(await count("employees")).toBe(1);
    await staff.tapReply(word.phone);
    expect(last(staff)).toContain(word.welcome);
  });

  test("used, expired, wrong and needless invitations each have their own answer (TG 8.30)", async () => {
    const owner = boss();
    const link = await foundCompany(owner);
    const staff = await joinBy(link, 2001);
    await staff.openLink(link);
    const needless = last(staff);
    const stranger = person(2002, language).in("staff");
    await stranger.openLink(link);
    const used = last(stranger);
    await stranger.start(`i_${"A".repeat(22)}`);
    const wrong = last(stranger);
    await owner.tap(word.done);
    await owner.tap(/✉️/);
    await owner.tap(/➕/);
    const fresh = /https:\/\/t\.me\/\S+/.exec(owner.last().text)?.[0] ?? "";
    world.now += 8 * 24 * 60 * 60_000;
    await stranger.openLink(fresh);
    const expired = last(stranger);
    expect(new Set([needless, used, wrong, expired]).size).toBe(4);
    expect(used).not.toContain(word.company);
    expect(dock(staff)[0]).toEqual([word.punch]);
    const stray = person(2003, language).in("owner");
    await stray.start(`i_${"A".repeat(22)}`);
    expect(stray.last().buttons.flat()[0]?.url).toContain(`?start=i_${"A".repeat(22)}`);
  });

  test("strangers and employees are shown their way in both bots (TG 8.31, 8.49)", async () => {
    const link = await foundCompany(boss());
    const stranger = person(2009, language).in("staff");
    await stranger.start();
    await stranger.tap(word.own);
    expect(stranger.last().buttons.flat()[0]?.url).toContain("hozur_owner_bot");
    await joinBy(link, 2001);
    const employee = person(2001, language).in("owner");
    await employee.start();
    expect(employee.last().buttons.flat()[0]?.url).toContain("hozur_staff_bot");
    await employee.send("/people");
    expect(last(employee)).not.toContain("Person 2001");
  });

  test("settings change the language: keyboard and screen follow (TG 8.32)", async () => {
    const staff = await joinBy(await foundCompany(boss()), 2001);
    await staff.tapReply(word.settings);
    await staff.tap(word.language);
    await staff.tap(word.otherLanguage);
    expect(dock(staff)[0]).toEqual([word.otherPunch]);
    await staff.send(word.settings);
    expect(buttons(staff)[0]).not.toBe(word.language);
  });

  test("the owner changes a role, ends an employment, and the person is told why nothing works (TG 8.50)", async () => {
    const owner = boss();
    const staff = await joinBy(await foundCompany(owner), 2001);
    await owner.send("/menu");
    await owner.tap(word.people);
    await owner.tap(/Person 2001/);
    await owner.tap(word.role);
    await owner.tap(word.manager);
    await owner.tap(word.confirm);
    expect(last(owner)).toContain(word.manager);
    await world.settle();
    expect(last(staff)).toContain(word.roleTold);
    expect(staff.last().html).toContain("hozur_owner_bot");
    const card = owner.last().id;
    await owner.tap(word.end);
    await owner.tap(word.endYes);
    expect(last(owner)).toContain("Person 2001");
    await owner.tapOld(card, word.endYes);
    expect(owner.toasts().at(-1)?.text).toContain(word.menuUpdated);
    await staff.start();
    expect(last(staff)).toContain(word.left);
    expect(dock(staff)).toEqual([]);
  });
});
