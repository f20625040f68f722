import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { foundCompany, hireLike } from "../api/attendance-company.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";

const words = {
  fa: {
    profile: "ir",
    confirm: "تأیید",
    open: "بدون پایان",
    tomorrow: "فردا",
    turns: /^دو روز کار/,
    day: "صفر",
    saved: "ذخیره شد",
    twelve: "۰۸:۰۰ تا ۲۰:۰۰",
    off: "آزاد",
    fill: /چیدن دستی/,
    own: /پرونده|شیفت‌های این فرد/,
    changed: "برنامهٔ شما را تغییر داد",
    inUse: "هنوز به",
    eight: "۰۹:۰۰ تا ۱۷:۰۰",
    week: /^ساعت جدا/,
    weekTotal: "۴۴ ساعت در هفته",
    flexible: /^ساعت هفتگی/,
    float: "شناور است",
    free: /^شناور/,
    half: /۳۰.دقیقه/,
    grace: /ارفاق تأخیر/,
    next: "۱۵ دقیقه",
    saveFrom: /ذخیره از/,
    undone: "برگرداندن",
    archive: /بله/,
    person: /یک نفر/,
    article: /⚠️ .*مادهٔ [۰-۹]+/,
  },
  ru: {
    profile: "ru",
    confirm: "Подтвердить",
    open: "Без срока",
    tomorrow: "Завтра",
    turns: /^Два через два/,
    day: "ноль",
    saved: "Сохранено",
    twelve: "08:00–20:00",
    off: "выходной",
    fill: /Заполнить вручную/,
    own: /Карточка|Смены человека/,
    changed: "меняет ваш график",
    inUse: "ещё назначена",
    eight: "09:00–17:00",
    week: /^Свои часы/,
    weekTotal: "44 ч в неделю",
    flexible: /^Часы на неделю/,
    float: "сдвинуть на",
    free: /^Гибкий/,
    half: /30.мин/,
    grace: /Льгота опоздания/,
    next: "15 мин",
    saveFrom: /Сохранить с/,
    undone: "Вернуть как было",
    archive: /Да/,
    person: /Один человек/,
    article: /⚠️ .*ст\. \d+/,
  },
} as const;

const seen = (text: string) =>
  text.replace(/[\u200e\u200f\u2066-\u2069]/g, "").replaceAll("\u00a0", " ");
const last = (chat: ActorChat) => seen(chat.last().text);
const buttons = (chat: ActorChat) =>
  seen(
    chat
      .last()
      .buttons.flat()
      .map(({ text }) => text)
      .join(" | "),
  );
const toast = (chat: ActorChat) => seen(chat.toasts().at(-1)?.text ?? "");

let world: BotWorld;
beforeEach(async () => {
  // Saturday morning, 30 Aban 1405.
  world = await createBotWorld({ now: Date.parse("2026-11-21T04:20:00Z") });
});
afterEach(async () => {
  const complaints = [...world.complaints, ...world.sim.violations()];
  await world.close();
  if (complaints.length > 0) throw new Error(`Complaints: ${JSON.stringify(complaints)}`);
});

describe.each(["fa", "ru"] as const)("rosters in %s", (language) => {
  const word = words[language];
  let owner: ActorChat;
  let staff: ActorChat;
  let employee: string;

  beforeEach(async () => {
    const company = await foundCompany(world.db, { profile: word.profile });
    await world.db.write(hireLike(company.employee, 1, "Second"));
    employee = company.employee.name;
    const open = (id: number, bot: "owner" | "staff") =>
      world.sim.user({ id, firstName: "A", languageCode: language }).in(bot);
    owner = open(company.owner.telegramUserId, "owner");
    staff = open(company.employee.telegramUserId, "staff");
    await staff.start();
    await owner.start();
  });

  const shifts = async () => {
    await owner.send("/menu");
    await owner.tap(/🕒/);
  };
  const addTurns = async () => {
    await shifts();
    await owner.tap(/➕/);
    await owner.tap(/🔀/);
    await owner.tap(word.turns);
    await owner.send("nonsense");
    await owner.send("8-20");
    await owner.tap(word.tomorrow);
    await owner.send("2/2");
  };
  const personWeek = async () => {
    await owner.send("/roster");
    if (language === "ru") await owner.tap(/вперёд/);
    await owner.tap(new RegExp(employee));
  };

  test("two days on and two off are made and given to one person after a preview", async () => {
    await addTurns();
    expect(last(owner)).toContain(word.twelve);
    await owner.tap(/👥/);
    await owner.tap(word.person);
    await owner.tap(new RegExp(employee));
    await owner.tap(word.tomorrow);
    await owner.tap(word.open);
    expect(last(owner)).toContain(employee);
    await owner.tap(word.confirm);
    await personWeek();
    expect(buttons(owner)).toContain(word.twelve);
    await shifts();
    await owner.tap(/2\/2/);
    await owner.tap(/🗑/);
    await owner.tap(word.archive);
    expect(toast(owner)).toContain(word.inUse);
  });

  test("a day off is previewed, saved, told to the person and taken back", async () => {
    await personWeek();
    await owner.tap(language === "fa" ? /۱ آذر/ : /23.ноября/);
    await owner.tap(/🌴/);
    expect(last(owner)).toContain(employee);
    await owner.tap(word.confirm);
    expect(last(owner)).toContain(word.saved);
    await world.settle();
    expect(last(staff)).toContain(word.changed);
    await owner.tap(/↩️/);
    expect(last(owner)).toContain(word.undone);
    await owner.tap(word.confirm);
    await personWeek();
    expect(buttons(owner)).not.toContain("✏️");
  });

  test("hours are typed for a day, wrong ones are asked again", async () => {
    await personWeek();
    await owner.tap(language === "fa" ? /۱ آذر/ : /23.ноября/);
    await owner.tap(/✏️/);
    await owner.send("soon");
    await owner.send("9-17");
    expect(last(owner)).toContain(word.eight);
    await owner.tap(word.confirm);
    await personWeek();
    expect(buttons(owner)).toContain(word.eight);
  });

  test("the law is named with its article before the yes, and does not stop it", async () => {
    await personWeek();
    await owner.tap(language === "fa" ? /۱ آذر/ : /23.ноября/);
    await owner.tap(/✏️/);
    await owner.send("6-22");
    expect(last(owner)).toMatch(word.article);
    await owner.tap(word.confirm);
    expect(last(owner)).toContain("✅");
  });

  test("a week is filled by hand with a shift and typed hours", async () => {
    await personWeek();
    await owner.tap(word.fill);
    await owner.send("9-17");
    await owner.tap(language === "fa" ? /۱ آذر/ : /23.ноября/);
    await owner.tap(language === "fa" ? /۲ آذر/ : /24.ноября/);
    await owner.tap(/✅/);
    await owner.tap(word.confirm);
    await personWeek();
    expect(buttons(owner).split(word.eight)).toHaveLength(3);
  });

  test("the month is a picture, and a group's week is copied to the next", async () => {
    await owner.send("/roster");
    await owner.tap(/🖼/);
    expect(owner.lastDocument().bytes.length).toBeGreaterThan(5000);
    await owner.send("/roster");
    await owner.tap(/🗂/);
    await owner.tap("All");
    expect(last(owner)).toMatch(/👥.*All/);
    await owner.tap(/📋/);
    await owner.tap(/↩️|✖️|Отмена|انصراف/);
    expect(last(owner)).not.toBe("");
  });

  test("hours of each weekday and free weekly hours are made", async () => {
    await shifts();
    await owner.tap(/➕/);
    await owner.tap(/🔀/);
    await owner.tap(word.week);
    await owner.tap(/✅/);
    await owner.tap(language === "fa" ? /^شنبه/ : /суббота/);
    await owner.send("9-17");
    expect(buttons(owner)).toContain(word.eight);
    await owner.tap(/✅/);
    await owner.send("Weekly");
    expect(last(owner)).toContain(word.eight);
    await shifts();
    await owner.tap(/➕/);
    await owner.tap(/🔀/);
    await owner.tap(word.flexible);
    await owner.send("0");
    await owner.send("44");
    await owner.send("Free");
    expect(last(owner)).toContain(word.weekTotal);
    await shifts();
    await owner.tap(/➕/);
    await owner.tap(/🔀/);
    await owner.tap(word.free);
    await owner.send("9-17");
    await owner.tap(word.half);
    await owner.send("Float");
    expect(last(owner)).toContain(word.float);
  });

  test("rules go to their next value with a tap and are saved from a date on", async () => {
    await shifts();
    await owner.tap(/Day/);
    await owner.tap(/⚙️/);
    await owner.tap(word.grace);
    expect(buttons(owner)).toContain(word.next);
    await owner.send("1000");
    await owner.send("25");
    await owner.tap(word.saveFrom);
    await owner.tap(word.tomorrow);
    await owner.tap(word.confirm);
    expect(last(owner)).toContain("Day");
    await owner.tap(/✏️ (?!.*(?:ساعت|часы))/);
    await owner.send("Morning");
    expect(last(owner)).toContain("Morning");
  });

  test("a swap goes from the offer to both rosters", async () => {
    const rows = await world.db.read([
      { sql: "select id from employees where name = 'Second'", params: [] },
      { sql: "select org_id, id from employees where name = ?", params: [employee] },
    ]);
    const [orgId, mine] = rows[1]?.rows[0] ?? [];
    const theirs = rows[0]?.rows[0]?.[0] ?? null;
    await world.db.write([
      {
        sql: `insert into roster_days (org_id, id, employee_id, date, segments, source, reference, created_by, created_at)
          values (?, 'free', ?, '2026-11-23', '[]', 'rota', 'free', ?, 0)`,
        params: [orgId ?? null, theirs, mine ?? null],
      },
    ]);
    const second = world.sim
      .user({ id: 50_001, firstName: "B", languageCode: language })
      .in("staff");
    await second.start();
    await staff.send("/shifts");
    if (language === "ru") await staff.tap(/вперёд/);
    await staff.tap(language === "fa" ? /🔁.*۲ آذر/ : /🔁.*23.ноября/);
    await staff.tap(/Second/);
    await staff.tap(/🎁/);
    await staff.tap(/📨/);
    await world.settle();
    expect(last(second)).toContain("⏳");
    await second.tap(/✅/);
    await world.settle();
    expect(last(owner)).toContain("⏳");
    await owner.tap(/✅/);
    await world.settle();
    expect(last(owner)).toContain("✅");
    expect(last(staff)).toContain("✅");
    expect(last(second)).toContain("✅");
    await staff.send("/shifts");
    if (language === "ru") await staff.tap(/вперёд/);
    expect(buttons(staff)).not.toContain(language === "fa" ? "🔁 دوشنبه ۲ آذر" : "23 ноября");
  });
});
