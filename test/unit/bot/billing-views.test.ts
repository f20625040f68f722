import { describe, expect, test } from "vitest";
import { balanceScreenView } from "../../../bot/screens/owner/billing/balance-view.ts";
import { orderCard } from "../../../bot/screens/owner/billing/order-view.ts";
import { ordersView } from "../../../bot/screens/owner/billing/orders-view.ts";
import { payFirstView } from "../../../bot/screens/owner/billing/quote-views.ts";
import { seatPeopleView } from "../../../bot/screens/owner/billing/people.ts";
import { usageView } from "../../../bot/screens/owner/billing/usage-view.ts";
import {
  bodyOf,
  creditBalance,
  goOf,
  labelsOf,
  now,
  order,
  orderId,
  readers,
  seatBalance,
} from "./billing-samples.ts";

const { fa, ru } = readers;
const lock = (cause: "debt" | "plan_lapsed") => ({ cause, sum: 0, personMonths: 0 });

describe("the balance", () => {
  test("of person-months: credit, the month so far, what the close will take and for how long it lasts", () => {
    const view = balanceScreenView(fa, creditBalance);
    expect(bodyOf(view)).toContain("💳 اعتبار: ۵۰ نفرماه");
    expect(bodyOf(view)).toContain("تا امروز ۷ نفر فعال بوده است");
    expect(bodyOf(view)).toContain("از آن میان ۱ نفر برای ماه‌های پیش");
    expect(bodyOf(view)).toContain("پیش‌بینی تا پایان ماه: ۹ نفر");
    expect(bodyOf(view)).toContain("بستن ماه: ۱ آذر، ۰۰:۰۰؛ پس از آن ۴۱ نفرماه می‌ماند");
    expect(bodyOf(view)).toContain("اعتبار برای ۵ ماه کافی است");
    expect(labelsOf(view)).toContain("➕ شارژ اعتبار");
    expect(labelsOf(view)).not.toContain("➕ افزودن ظرفیت");
  });

  test("the same company reads in Russian", () => {
    const view = balanceScreenView(ru, creditBalance);
    expect(bodyOf(view)).toContain("💳 Баланс: 50 человеко-месяцев");
    expect(bodyOf(view)).toContain("На сегодня активны 7 человек");
    expect(bodyOf(view)).toContain("хватит на 5 месяцев");
  });

  test("debt comes first, with its sum and a key; the lock is named (BIL AT-12, AT-13)", () => {
    const view = balanceScreenView(fa, {
      ...creditBalance,
      credit: -5,
      debtSum: 600_000,
      locks: { ...creditBalance.locks, attendance: lock("debt") },
    });
    expect(bodyOf(view)).toContain("⚠️ بدهی: ۵ نفرماه، برابر ۶۰٬۰۰۰ تومان");
    expect(bodyOf(view)).toContain("🔒 کارکرد ماه جاری تا پرداخت بدهی بسته است");
    expect(goOf(view, "💳 پرداخت بدهی، ۶۰٬۰۰۰ تومان")).toBe("billing-quote debt");
  });

  test.each([
    [1, "занято 1 из 1"],
    [4, "занято 4 из 4"],
  ])("of seats: %i needed", (needed, said) => {
    const seats = { active: needed, needed, free: 0, waiting: 0 };
    expect(bodyOf(balanceScreenView(ru, { ...seatBalance, seats }))).toContain(said);
  });

  test("of seats: free and waiting ones, what is scheduled, wallet, invoices, money under check", () => {
    const view = balanceScreenView(ru, {
      ...seatBalance,
      seats: { active: 5, needed: 7, free: 0, waiting: 2 },
      pending: { planCode: "ru-1", seatsToRemove: 2 },
      wallet: 32_900,
      openOrders: { count: 2, total: 65_800, overdue: 1 },
      underReview: { count: 1, total: 32_900 },
    });
    expect(bodyOf(view)).toContain("занято 5 из 5");
    expect(bodyOf(view)).toContain("🔒 2 сотрудника ждут места");
    expect(bodyOf(view)).toContain("С 1 февраля тариф: 1 месяц");
    expect(bodyOf(view)).toContain("станет на 2 места меньше");
    expect(bodyOf(view)).toContain("👛 Внутренний счёт: 329 ₽");
    expect(bodyOf(view)).toContain("🧾 2 счёта к оплате: 658 ₽");
    expect(bodyOf(view)).toContain("⚠️ 1 счёт просрочен");
    expect(bodyOf(view)).toContain("⏳ 1 платёж проверяется: 329 ₽");
    expect(goOf(view, "🧾 Счета к оплате (2)")).toBe("billing-orders open");
  });

  test("before the first plan and after the last one the way on is a tariff", () => {
    const none = { ...seatBalance, meter: null, plan: null };
    expect(goOf(balanceScreenView(ru, none), "🏷 Выбрать тариф")).toBe("billing-plan");
    const held = seatBalance.plan;
    const free = { ...seatBalance, plan: held === null ? null : { ...held, isFree: true } };
    expect(goOf(balanceScreenView(ru, free), "🏷 Выбрать тариф")).toBe("billing-plan");
    const lapsed = {
      ...seatBalance,
      plan: held === null ? null : { ...held, lapsed: true },
      locks: { ...seatBalance.locks, reports: lock("plan_lapsed") },
    };
    const view = balanceScreenView(ru, lapsed);
    expect(bodyOf(view)).toContain("закончился 1 февраля 2027 г.");
    expect(bodyOf(view)).toContain("🔒 Отчёты закрыты до продления тарифа");
    expect(goOf(view, "🔁 Продлить тариф")).toBe("billing-plan");
  });
});

describe("an order", () => {
  test("explains its price as the seed does and has every way to pay (BIL K1)", () => {
    const view = orderCard(ru, order);
    expect(bodyOf(view)).toContain("📅 С 8 апреля до 1 мая 2025 г.");
    expect(bodyOf(view)).toContain("Цена дня: 449 ₽ (со скидкой 10 %) ÷ 30 = 14,96 ₽");
    expect(bodyOf(view)).toContain("За место: 22 дня до конца периода, 329 ₽");
    expect(bodyOf(view)).toContain("Итого: 329 ₽");
    expect(labelsOf(view)).toEqual(["💳 Картой", "📱 СБП", "🏦 Счёт на оплату", "↩️ Назад"]);
  });

  test("once its page is open, card is a link and the money can be asked for", () => {
    const live = {
      url: "https://pay.example/1",
      attemptId: orderId,
      rail: "yookassa_card" as const,
    };
    const view = orderCard(ru, order, { live });
    const again = labelsOf(orderCard(ru, order, { asked: live.attemptId }));
    expect(again).toContain("🔄 Проверить оплату");
    expect(view.keys?.[0]?.[0]).toMatchObject({ url: live.url });
    expect(goOf(view, "🔄 Проверить оплату")).toBe(`billing-order ${orderId} check ${orderId}`);
  });

  test.each([
    ["overdue", { annulAt: now }, "Срок оплаты прошёл 23 ноября"],
    ["annulled", { annulledAt: now, rails: [] }, "Места этого заказа не работают"],
    ["paid", { paidAt: now, rails: [] }, "✅ Оплачен 21 ноября"],
    ["refunded", { rails: [] }, "Сумма возвращена"],
    ["due", { underReview: true }, "Платёж проверяется"],
  ] as const)("%s says what happens next", (state, facts, said) => {
    expect(bodyOf(orderCard(ru, { ...order, state, ...facts, rails: [] }))).toContain(said);
  });

  test("an annulled one leads to us, who alone can bring it back (BIL C-11)", () => {
    const annulled = { ...order, state: "annulled" as const, annulledAt: now, rails: [] };
    expect(goOf(orderCard(ru, annulled), "✍️ Написать нам")).toBe("billing-request");
  });

  test("a paid one offers the paper it has not got yet, and those it has", () => {
    const paid = { ...order, state: "paid" as const, paidAt: now, rails: [] };
    const unclosed = { ...paid, closingPaper: "act" as const };
    expect(labelsOf(orderCard(ru, unclosed))).toContain("📄 Получить акт");
    const documents = [{ id: orderId, kind: "act" as const, number: 7 }];
    expect(labelsOf(orderCard(ru, { ...paid, documents }))).toEqual(["📄 Акт № 7", "↩️ Назад"]);
  });

  test("of seats that has to be paid first says why, not that credit comes (BIL C-11)", () => {
    const { plan, lines, net, tax, taxBp, total, currency } = order;
    const price = { plan, lines, net, tax, taxBp, total, currency };
    const quote = {
      ...price,
      kind: "order" as const,
      orderKind: "renew" as const,
      activation: "on_payment" as const,
      dueAt: null,
      term: null,
      units: 1,
      seatsAfter: 1,
      creditAfter: null,
    };
    const wish = { kind: "seats" as const, quantity: 1 };
    const view = payFirstView(ru, { quote, order, live: null, wish });
    expect(bodyOf(view)).toContain("Прошлый заказ не был оплачен в срок");
    expect(bodyOf(view)).not.toContain("Баланс");
  });

  test("lists have a row an order, an end and a beginning", () => {
    const page = { orders: [order], nextCursor: orderId };
    const view = ordersView(fa, page, "open");
    expect(labelsOf(view)[0]).toBe("🧾 سفارش ۱۲ · ۳۲۹ روبل · تا ۳ آذر");
    expect(goOf(view, "بعدی")).toBe(`billing-orders open ${orderId}`);
    const empty = ordersView(ru, { orders: [], nextCursor: null }, "history");
    expect(bodyOf(empty)).toContain("Платежей пока не было.");
  });
});

test("usage names everybody with the first act, and late ones are explained", () => {
  const person = { employeeId: orderId, name: "سارا", kind: "punch" as const, firstAt: now };
  const usage = {
    period: "1405-08",
    close: null,
    people: [
      { ...person, period: "1405-07" },
      { ...person, name: "<b>x", kind: "request" as const, period: "1405-08" },
    ],
    total: 9,
    nextCursor: `1405-08:${orderId}`,
  };
  const view = usageView(fa, usage);
  expect(bodyOf(view)).toContain("سارا: نخستین تردد ۳۰ آبان");
  expect(view.body.text).toContain("&lt;b&gt;x");
  expect(bodyOf(view)).toContain("پس از بستن ماه پیش");
  expect(goOf(view, "بعدی")).toBe(`billing-usage month 1405-08 1405-08 ${orderId}`);
});

test("who waits for a seat comes first and can be preferred; the free owner is named (BIL AL-5)", () => {
  const person = { employeeId: orderId, name: "Анна", reasons: ["keeps_time" as const] };
  const view = seatPeopleView(
    ru,
    {
      active: 1,
      needed: 2,
      people: [
        { ...person, name: "Ольга", reasons: [], isPrimaryOwner: true, seated: null },
        { ...person, isPrimaryOwner: false, seated: true },
        {
          ...person,
          name: "Иван",
          reasons: ["keeps_time", "takes_payments"],
          isPrimaryOwner: false,
          seated: false,
        },
      ],
    },
    1,
  );
  const [, , , first, second, third] = bodyOf(view).split("\n");
  expect(first).toBe("🔒 Иван: ждёт места (отмечает время, принимает оплату)");
  expect(second).toBe("🪑 Анна: отмечает время");
  expect(third).toBe("👑 Ольга: владелец, бесплатно");
  expect(goOf(view, "🪑 Дать место: Иван")).toBe(`billing-people prefer ${orderId}`);
});
