import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { type Company, foundCompany } from "../api/attendance-company.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";

const seen = (text: string) =>
  text.replace(/[\u200e\u200f\u2066-\u2069]/g, "").replaceAll("\u00a0", " ");
const text = (chat: ActorChat) => seen(chat.last().text);

const words = {
  fa: {
    profile: "ir",
    open: "📐 قاعده‌های کارکرد",
    rounding: "گرد کردن تردد‌ها",
    off: "گرد کردن تردد‌ها: بدون گرد کردن",
    quarter: "به ۱۵ دقیقه",
    tomorrow: "از فردا",
    today: "از امروز",
    coming: "از یکشنبه ۱ آذر ۱۴۰۵",
    after: "گرد کردن تردد‌ها: به ۱۵ دقیقه",
    lates: "تأخیرهای بخشوده در ماه",
    twice: "۲ بار",
    settings: "/settings",
  },
  ru: {
    profile: "ru",
    open: "📐 Правила учёта",
    rounding: "Округление отметок",
    off: "Округление отметок: без округления",
    quarter: "до 15 мин",
    tomorrow: "С завтра",
    today: "С сегодня",
    coming: "С 22 ноября 2026 г.",
    after: "Округление отметок: до 15 мин",
    lates: "Прощаемые опоздания",
    twice: "2 раза",
    settings: "/settings",
  },
} as const;

describe.each(["fa", "ru"] as const)("rules of days in %s", (language) => {
  const word = words[language];
  let world: BotWorld;
  let company: Company;
  let owner: ActorChat;

  beforeEach(async () => {
    world = await createBotWorld();
    world.now = Date.parse("2026-11-21T09:00:00+03:30");
    company = await foundCompany(world.db, { profile: word.profile });
    owner = world.sim
      .user({ id: company.owner.telegramUserId, firstName: "Owner", languageCode: language })
      .in("owner");
    await owner.start();
    await owner.send(word.settings);
    await owner.tap(word.open);
  });
  afterEach(async () => {
    noComplaints();
    await world.close();
  });

  function noComplaints(): void {
    expect(world.sim.violations()).toEqual([]);
    expect(world.complaints).toEqual([]);
  }

  test("are changed from a date on, what holds today stays until then (ATT D8)", async () => {
    expect(text(owner)).toContain(word.off);
    await owner.tap(word.rounding);
    await owner.tap((button) => seen(button.text) === word.quarter);
    await owner.tap(word.tomorrow);
    expect(text(owner)).toContain(word.off);
    expect(text(owner)).toContain(word.coming);
    expect(text(owner)).toContain(word.after);
  });

  test("are changed one by one, a rule keeps what was chosen for another", async () => {
    await owner.tap(word.rounding);
    await owner.tap((button) => seen(button.text) === word.quarter);
    await owner.tap(word.today);
    expect(text(owner)).toContain(word.after);
    await owner.tap(word.lates);
    await owner.tap(word.twice);
    await owner.tap(word.today);
    expect(text(owner)).toContain(word.after);
    expect(text(owner)).toContain(word.twice);
    const [rows] = await world.db.read([
      { sql: "select payload from work_rules order by id", params: [] },
    ]);
    expect(rows?.rows.map(([payload]) => JSON.parse(String(payload)) as unknown)).toEqual([
      { rounding: { minutes: 15, mode: "nearest" } },
      { rounding: { minutes: 15, mode: "nearest" }, freeLatesPerMonth: 2 },
    ]);
  });
});
