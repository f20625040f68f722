import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask } from "../../bot/core/api.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import {
  labels,
  linkOf,
  type PayingCompany,
  payAtGateway,
  payingCompany,
  put,
  seen,
  shown,
  tap,
} from "./billing-company.ts";

let world: BotWorld;
beforeEach(async () => {
  world = await createBotWorld();
});
afterEach(async () => {
  const { complaints } = world;
  await world.close();
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
});

const day = 86_400_000;

describe("person-months, in Persian", () => {
  let company: PayingCompany;
  beforeEach(async () => {
    company = await payingCompany(world, "ir");
    await tap(company.owner, "💳 اعتبار و پرداخت");
  });

  test("the payment page is four taps from the balance, and the credit is there unasked (issue item 2)", async () => {
    const { owner } = company;
    expect(shown(owner)).toContain("💳 اعتبار: ۳ نفرماه");
    const taps = ["➕ شارژ اعتبار", "۱۲ ماهه", "۱۰ نفر"];
    for (const label of taps) await tap(owner, label);
    expect(shown(owner)).toContain("👥 ۱۰ نفر × ۱۲ ماه = ۱۲۰ نفرماه");
    expect(shown(owner)).toContain("۱۲۰ × ۱۱٬۰۰۰ تومان = ۱٬۳۲۰٬۰۰۰ تومان");
    expect(shown(owner)).toContain("۱۳٬۲۰۰٬۰۰۰ ریال");
    expect(shown(owner)).toContain("💳 اعتبار پس از پرداخت: ۱۲۳ نفرماه");
    expect(linkOf(owner, "💳 پرداخت با کارت")).toContain(world.gateways.url);
    expect(taps.length + 1).toBeLessThanOrEqual(4);

    await payAtGateway(world);
    await tap(owner, "🔄 پرداخت کردم");
    await world.settle();
    expect(shown(owner)).toContain("✅ پرداخت ۱٬۳۲۰٬۰۰۰ تومان برای سفارش ۲ رسید.");
    expect(shown(owner)).toContain("💳 اعتبار: ۱۲۳ نفرماه");
    await tap(owner, "💳 اعتبار و پرداخت");
    expect(shown(owner)).toContain("💳 اعتبار: ۱۲۳ نفرماه");
    expect(shown(owner)).toContain("۱۲ ماهه");
  });

  test("a count may be typed in any digits; nonsense is asked again; the quote is made once and can be dropped", async () => {
    const { owner, api } = company;
    await tap(owner, "➕ شارژ اعتبار");
    await tap(owner, "۶ ماهه");
    for (const wrong of ["سلام", "۰", "۲٫۵", "-3", "20000"]) {
      await owner.send(wrong);
      expect(shown(owner)).toContain("⚠️ لطفاً عددی از ۱ تا ۱۰٬۰۰۰ بنویسید.");
    }
    await owner.send("۷");
    expect(shown(owner)).toContain("۷ نفر × ۶ ماه = ۴۲ نفرماه");
    await tap(owner, "↩️ بازگشت");
    await owner.send("7");
    const open = async () =>
      (await ask(api.billing.orders.$get({ query: { view: "open" } }))).orders;
    expect(await open()).toHaveLength(1);
    await tap(owner, "✖️ انصراف از سفارش");
    expect(shown(owner)).toContain("اعتبار و پرداخت");
    expect(await open()).toHaveLength(0);
    for (const round of [1, 2]) {
      for (const label of ["➕ شارژ اعتبار", "۶ ماهه", "۵ نفر"]) await tap(owner, label);
      expect(linkOf(owner, "💳 پرداخت با کارت"), `round ${round}`).toContain("StartPay");
      await tap(owner, "✖️ انصراف از سفارش");
    }
  });

  test("a running tier offers more people until its end, and debt is one key with its sum (BIL A-4, C-6)", async () => {
    const { owner } = company;
    await put(world, company, { plan: "ir-6", credit: -5 });
    await owner.send("/start");
    expect(shown(owner)).toContain("⚠️ بدهی: ۵ نفرماه، برابر ۶۰٬۰۰۰ تومان");
    await tap(owner, "💳 اعتبار و پرداخت");
    expect(shown(owner)).toContain("🔒 کارکرد ماه جاری تا پرداخت بدهی بسته است");
    await tap(owner, "➕ شارژ اعتبار");
    await tap(owner, "👥 نفرات بیشتر");
    await tap(owner, "۵ نفر");
    expect(shown(owner)).toContain("۵ نفر × ");
    await owner.send("/start");
    await tap(owner, "💳 پرداخت");
    expect(shown(owner)).toContain("۵ نفرماه × ۱۲٬۰۰۰ تومان = ۶۰٬۰۰۰ تومان");
    expect(linkOf(owner, "💳 پرداخت با کارت")).toContain("StartPay");
    await payAtGateway(world);
    await tap(owner, "🔄 پرداخت کردم");
    await world.settle();
    // The first of the two payments has ended the debt; the second one has nothing left to open.
    const said = owner.messages().map(({ text }) => seen(text));
    expect(said.filter((text) => text.includes("🔓 همهٔ بخش‌ها باز است."))).toHaveLength(1);
  });

  test("who is counted and why, months back, and nothing to show is said (product §5.9)", async () => {
    const { owner, api } = company;
    await tap(owner, "👥 چه کسانی و چرا");
    expect(shown(owner)).toContain("هنوز کسی شمرده نشده است");
    await put(world, company, { punchAt: world.now });
    await tap(owner, "🗓 ماه‌های پیش");
    expect(shown(owner)).toContain("هنوز ماهی بسته نشده است");
    await tap(owner, "↩️ بازگشت");
    expect(shown(owner)).toContain("مریم احمدی: نخستین تردد ۳۰ آبان");
    world.now += 2 * day;
    await world.settle();
    // The conversation about the month that has ended may come after it.
    const told = owner.messages().map(({ text }) => seen(text));
    const invoice = told.find((text) => text.includes("🧾 آبان ۱۴۰۵ بسته شد: ۱ نفرماه کم شد."));
    expect(invoice).toContain("💳 اعتبار مانده: ۲ نفرماه");
    await owner.send("/start");
    await tap(owner, "💳 اعتبار و پرداخت");
    await tap(owner, "👥 چه کسانی و چرا");
    await tap(owner, "🗓 ماه‌های پیش");
    await tap(owner, "آبان ۱۴۰۵");
    expect(shown(owner)).toContain("۱ نفرماه کم شد، مانده ۲ نفرماه");
    expect((await ask(api.billing.closes.$get())).closes).toHaveLength(1);
  });

  test("a pro-forma comes into the chat as a PDF and again from the order", async () => {
    const { owner } = company;
    for (const label of ["➕ شارژ اعتبار", "۱ ماهه", "۵ نفر", "🏦 پیش‌فاکتور"])
      await tap(owner, label);
    const file = owner.lastDocument();
    expect(file.mime).toBe("application/pdf");
    expect(seen(file.caption)).toContain("پیش‌فاکتور شمارهٔ ۱");
    await owner.send("/start");
    await tap(owner, "💳 اعتبار و پرداخت");
    await tap(owner, "🧾 پرداخت‌نشده‌ها");
    await tap(owner, "🕓 سفارش ۲");
    expect(labels(owner)).toContain("📄 پیش‌فاکتور ۱");
    await tap(owner, "📄 پیش‌فاکتور ۱");
    expect(owner.lastDocument().name).toBe(file.name);
  });
});

describe("seats, in Russian", () => {
  let company: PayingCompany;
  beforeEach(async () => {
    company = await payingCompany(world, "ru");
    await tap(company.owner, "💳 Тариф и оплата");
  });

  async function takePlan(): Promise<void> {
    const { owner } = company;
    for (const label of ["🏷 Тариф", "3 месяца", "3 места", "✅ Оформить"]) await tap(owner, label);
    await world.settle();
  }

  test("a plan works at once, its order is paid by card, and the history has it with an act (issue items 3, 4)", async () => {
    const { owner } = company;
    for (const label of ["🏷 Тариф", "3 месяца"]) await tap(owner, label);
    await tap(owner, "3 места");
    expect(shown(owner)).toContain("За место: 3 месяца × 449 ₽ = 1 347 ₽");
    expect(shown(owner)).toContain("Итого: 4 041 ₽");
    expect(shown(owner)).toContain("🗓 Оплатить до конца дня 23 ноября");
    await tap(owner, "✅ Оформить");
    await world.settle();
    expect(shown(owner)).toContain("🧾 Заказ № 2 · тариф: 4 041 ₽");
    await tap(owner, "💳 Оплатить");
    await tap(owner, "💳 Картой");
    expect(linkOf(owner, "💳 Открыть страницу оплаты")).toContain(world.gateways.url);
    await tap(owner, "🔄 Проверить оплату");
    expect(shown(owner)).toContain("⌛️ Платёжная система пока не видит оплаты");
    await payAtGateway(world);
    expect(shown(owner)).toContain("✅ Получена оплата 4 041 ₽ за заказ № 2.");
    await tap(owner, "🧾 Заказ");
    expect(shown(owner)).toContain("✅ Оплачен 21 ноября");
    await tap(owner, "📄 Получить акт");
    expect(seen(owner.lastDocument().caption)).toContain("Акт № 1");
    await owner.send("/start");
    await tap(owner, "💳 Тариф и оплата");
    await tap(owner, "🕘 История");
    expect(labels(owner)).toContain("✅ № 2 · 4 041 ₽ · 21 ноября");
  });

  test("two taps on one price card buy once; the next card buys again (BIL KV-5, KV-6)", async () => {
    const { owner, api } = company;
    await takePlan();
    await owner.send("/start");
    for (const label of ["💳 Тариф и оплата", "➕ Добавить места", "2 места"])
      await tap(owner, label);
    expect(shown(owner)).toContain("Цена дня: 449 ₽ (со скидкой 10 %) ÷ 30 = 14,96 ₽");
    const card = owner.last().id;
    await Promise.all([tap(owner, "✅ Оформить"), tap(owner, "✅ Оформить")]);
    await world.settle();
    expect((await ask(api.billing.balance.$get())).seats.active).toBe(5);
    const done = owner.messages().find(({ id }) => id === card);
    expect(seen(done?.text ?? "")).toContain("✅ Места добавлены и уже работают.");
    expect(done?.buttons.flat().map(({ text }) => text)).toContain("✉️ Пригласить");
    await owner.send("/start");
    for (const label of ["💳 Тариф и оплата", "➕ Добавить места", "1 место", "✅ Оформить"])
      await tap(owner, label);
    expect((await ask(api.billing.balance.$get())).seats.active).toBe(6);
  });

  test("an unpaid order blocks renewing with its sum and a key that opens it (BIL KV-13)", async () => {
    const { owner } = company;
    await takePlan();
    await owner.send("/start");
    for (const label of ["💳 Тариф и оплата", "🏷 Тариф", "✅ 3 месяца"]) await tap(owner, label);
    expect(shown(owner)).toContain("⚠️ Есть неоплаченные счета на 4 041 ₽");
    await tap(owner, "💳 Оплатить счёт");
    expect(shown(owner)).toContain("Заказ № 2 · тариф");
    expect(labels(owner)).toEqual(
      expect.arrayContaining(["💳 Картой", "📱 СБП", "🏦 Счёт на оплату"]),
    );
  });

  test("СБП is a link and a picture to scan; the bank's invoice is a PDF with a page", async () => {
    const { owner } = company;
    await takePlan();
    await tap(owner, "💳 Оплатить");
    const order = owner.last().id;
    await tap(owner, "📱 СБП");
    expect(owner.lastDocument().kind).toBe("photo");
    const card = owner.messages().find(({ id }) => id === order);
    expect(card?.buttons.flat().some((button) => "url" in button)).toBe(true);
    await owner.tapOld(order, /Назад/);
    await owner.tapOld(order, /Счёт на оплату/);
    expect(owner.lastDocument().mime).toBe("application/pdf");
    expect(linkOf(owner, "🖨 Страница для печати")).toContain("/paper/");
  });

  test("overdue, annulled, and what became of the seats are told with the way on (BIL §5.6)", async () => {
    const { owner } = company;
    await takePlan();
    world.now += 3 * day;
    await world.settle();
    expect(shown(owner)).toContain("⚠️ Заказ № 2 (4 041 ₽) просрочен.");
    expect(labels(owner)).toEqual(["💳 Оплатить", "🏦 Счёт на оплату"]);
    await owner.send("/start");
    expect(shown(owner)).toContain("⚠️ 1 счёт просрочен");
    await tap(owner, "💳 Оплатить");
    await tap(owner, "⚠️ № 2");
    expect(shown(owner)).toContain("Без оплаты заказ будет аннулирован");
    world.now += 6 * day;
    await world.settle();
    expect(shown(owner)).toContain("🚫 Заказ № 2 (4 041 ₽) не оплачен и аннулирован.");
    expect(shown(owner)).toContain("3 места больше не работают");
  });

  test("fewer seats are asked for the next term, previewed, scheduled and taken back (BIL KV-15)", async () => {
    const { owner } = company;
    await takePlan();
    await owner.send("/start");
    for (const label of ["💳 Тариф и оплата", "🏷 Тариф", "➖ Убрать", "➖ 2 места"])
      await tap(owner, label);
    expect(shown(owner)).toContain("🪑 Останется: 1 место");
    await tap(owner, "✅ Запланировать");
    expect(shown(owner)).toContain("станет на 2 места меньше");
    await tap(owner, "➖ Убрать");
    await tap(owner, "↩️ Не убирать");
    expect(shown(owner)).not.toContain("места меньше");
  });

  test("a shorter tariff is scheduled and taken back; a special one is asked for in words", async () => {
    const { owner } = company;
    await takePlan();
    await tap(owner, "💳 Оплатить");
    await tap(owner, "💳 Картой");
    await payAtGateway(world);
    await owner.send("/start");
    for (const label of ["💳 Тариф и оплата", "🏷 Тариф", "1 месяц", "Продолжить"])
      await tap(owner, label);
    expect(shown(owner)).toContain("С 21 февраля 2027 г. ваш тариф: 1 месяц.");
    await tap(owner, "✅ Запланировать");
    expect(shown(owner)).toContain("✅ Записано");
    await tap(owner, "🏷 К тарифу");
    await tap(owner, "↩️ Не менять тариф");
    expect(labels(owner)).not.toContain("↩️ Не менять тариф");
    for (const label of ["1 месяц", "Продолжить", "✅ Запланировать", "🏷 К тарифу"])
      await tap(owner, label);
    expect(labels(owner)).toContain("↩️ Не менять тариф");
    await tap(owner, "✍️ Особый тариф");
    await owner.send("да");
    expect(shown(owner)).toContain("⚠️ Нужно от 3 до 1000 знаков.");
    await owner.send("Нужно 300 мест на 3 года");
    expect(shown(owner)).toContain("✅ Сообщение получено.");
  });

  test("an upgrade shows the difference line by line before it is ordered (BIL AT-16)", async () => {
    const { owner } = company;
    await takePlan();
    await tap(owner, "💳 Оплатить");
    await tap(owner, "💳 Картой");
    await payAtGateway(world);
    await owner.send("/start");
    for (const label of ["💳 Тариф и оплата", "🏷 Тариф", "12 месяцев", "3 места"])
      await tap(owner, label);
    expect(shown(owner)).toContain("➖ Неиспользованный остаток тарифа «3 месяца»");
    expect(labels(owner)).toContain("✅ Оформить заказ");
  });
});
