import { read as readWorkbook } from "@e965/xlsx";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createBotWorld, type BotWorld } from "../support/bot-world.ts";
import { labels, type PayingCompany, payingCompany, seen, shown, tap } from "./billing-company.ts";

const words = {
  ru: {
    profile: "ru",
    home: "🗓 Табели",
    title: "Табель · Ноябрь 2026",
    open: "Месяц ещё не закрыт",
    chosen: "✓ Т-13",
    other: "Сводка",
    otherChosen: "✓ Сводка",
    numbers: "Коды цифрами",
    whom: "👥 Для кого",
    person: "👤 Один сотрудник",
    name: "Ольга Смирнова",
    for: "Для кого: Ольга Смирнова",
    month: "📅 Месяц",
    before: "Октябрь 2026",
    beforeTitle: "Табель · Октябрь 2026",
    make: "📄 Сделать файл",
    started: "Готовлю файл",
    ready: "Файл готов и отправлен",
    again: "📄 Прислать файл",
    files: "🗂 Готовые файлы",
    file: "t13-2026-11.xlsx",
    preliminary: "Предварительный",
    people: "🧑‍💼 Сотрудники",
    listed: "📄 Т-13 · Ноябрь 2026 · XLSX",
    record: "🪪 Должность и номер",
    numberKey: "Табельный номер",
    number: "Табельный номер: 0042",
    badNumber: "не длиннее 32",
    positionKey: "Должность",
    position: "Управляющая",
    clear: "Убрать",
    picture: "🖼 Месяц картинкой",
    pictureCaption: "Ноябрь 2026",
    pdf: "PDF",
    pdfChosen: "✓ PDF",
  },
  fa: {
    profile: "ir",
    home: "🗓 کارکرد ماهانه",
    title: "کارکرد ماهانه · آبان ۱۴۰۵",
    open: "این ماه هنوز بسته نشده است",
    chosen: "✓ کارکرد ماهانه",
    other: "فرم ت-۱۳",
    otherChosen: "✓ فرم ت-۱۳",
    numbers: "کد عددی",
    whom: "👥 برای چه کسی",
    person: "👤 یک نفر",
    name: "مریم احمدی",
    for: "برای: مریم احمدی",
    month: "📅 ماه",
    before: "مهر ۱۴۰۵",
    beforeTitle: "کارکرد ماهانه · مهر ۱۴۰۵",
    make: "📄 ساخت پرونده",
    started: "پرونده در حال ساخت است",
    ready: "پرونده آماده و فرستاده شد",
    again: "📄 ارسال پرونده",
    files: "🗂 پرونده‌های آماده",
    file: "month-1405-08.xlsx",
    preliminary: "موقت",
    people: "🧑‍💼 پرسنل",
    listed: "📄 کارکرد ماهانه · آبان ۱۴۰۵ · XLSX",
    record: "🪪 سمت و کد پرسنلی",
    numberKey: "کد پرسنلی",
    number: "کد پرسنلی: ۰۰۴۲",
    badNumber: "حداکثر ۳۲",
    positionKey: "سمت",
    position: "سرپرست شعبه",
    clear: "پاک کردن",
    picture: "🖼 تصویر ماه",
    pictureCaption: "آبان ۱۴۰۵",
    pdf: "پی‌دی‌اف",
    pdfChosen: "✓ پی‌دی‌اف",
  },
} as const;

describe.each(["ru", "fa"] as const)("timesheets in the chat, in %s", (language) => {
  const say = words[language];
  let world: BotWorld;
  let company: PayingCompany;

  beforeEach(async () => {
    world = await createBotWorld({ now: Date.parse("2026-11-20T09:00:00Z") });
    company = await payingCompany(world, say.profile);
    // The one person of the company works with the others: keeps time.
    await world.db.write([{ sql: "update employees set keeps_time = 1", params: [] }]);
    await tap(company.owner, say.home);
  });
  afterEach(async () => {
    await world.close();
  });

  const nothingWrong = () => {
    expect(world.sim.violations()).toEqual([]);
    expect(world.complaints).toEqual([]);
  };
  const messages = () => company.owner.messages().filter(({ from }) => from === "bot");

  test("the usual one is offered, every choice stays in sight, and the file comes with its end", async () => {
    const { owner } = company;
    expect(shown(owner)).toContain(say.title);
    expect(shown(owner)).toContain(say.open);
    expect(labels(owner)).toContain(say.chosen);
    await tap(owner, say.make);
    await world.settle();
    const file = owner.lastDocument();
    expect(file).toMatchObject({ kind: "document", name: say.file });
    expect(seen(file.caption)).toContain(say.preliminary);
    expect(readWorkbook(file.bytes).SheetNames.length).toBeGreaterThan(0);
    const card = messages().find(({ text }) => seen(text).includes(say.ready));
    expect(card?.buttons.flat().map(({ text }) => seen(text))).toEqual([say.again]);
    nothingWrong();
  });

  test("month, form and person are chosen and kept; a double tap makes one file", async () => {
    const { owner } = company;
    await tap(owner, say.other);
    expect(labels(owner)).toContain(say.otherChosen);
    await tap(owner, say.pdf);
    expect(labels(owner)).toContain(say.pdfChosen);
    await tap(owner, say.whom);
    await tap(owner, say.person);
    await tap(owner, say.name);
    expect(shown(owner)).toContain(say.for);
    expect(labels(owner)).toEqual(expect.arrayContaining([say.otherChosen, say.pdfChosen]));
    await Promise.all([tap(owner, say.make), tap(owner, say.make)]);
    await world.settle();
    const [made] = await world.db.read([
      { sql: "select count(*) from exports where state = 'done'", params: [] },
    ]);
    expect(made?.rows[0]?.[0]).toBe(1);
    nothingWrong();
  });

  test("an earlier month can be chosen", async () => {
    const { owner } = company;
    await tap(owner, say.month);
    await tap(owner, say.before);
    expect(shown(owner)).toContain(say.beforeTitle);
  });

  test("a file is there to be got again", async () => {
    const { owner } = company;
    await tap(owner, say.make);
    await world.settle();
    await owner.send("/menu");
    await tap(owner, say.home);
    await tap(owner, say.files);
    expect(labels(owner)).toContain(say.listed);
    await tap(owner, say.listed);
    await tap(owner, say.again);
    await world.settle();
    expect(world.sim.calls({ method: "sendDocument" })).toHaveLength(2);
    expect(owner.lastDocument().name).toBe(say.file);
  });

  test("position and personnel number are asked for in the person's card, and cleared again", async () => {
    const { owner } = company;
    await owner.send("/menu");
    await tap(owner, say.people);
    await tap(owner, say.name);
    await tap(owner, say.record);
    await tap(owner, say.numberKey);
    await owner.send("   ");
    expect(shown(owner)).toContain(say.badNumber);
    await owner.send("۰۰۴۲");
    expect(shown(owner)).toContain(say.number);
    await tap(owner, say.positionKey);
    await owner.send(say.position);
    expect(shown(owner)).toContain(say.position);
    await tap(owner, say.positionKey);
    await tap(owner, say.clear);
    expect(shown(owner)).not.toContain(say.position);
    nothingWrong();
  });

  test("one's own month comes as a picture in the staff bot", async () => {
    const [found] = await world.db.read([
      { sql: "select telegram_user_id from persons", params: [] },
    ]);
    const id = Number(found?.rows[0]?.[0]);
    const person = world.sim.user({ id, firstName: "Owner", languageCode: language }).in("staff");
    await person.send("/month");
    await tap(person, say.picture);
    await world.settle();
    const picture = person.lastDocument();
    expect(picture).toMatchObject({ kind: "photo", mime: "image/png" });
    expect(seen(picture.caption)).toBe(say.pictureCaption);
    nothingWrong();
  });
});
