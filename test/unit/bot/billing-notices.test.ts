import { expect, test } from "vitest";
import type { NoticeKind, NoticePayloads } from "../../../api/core/notices.ts";
import { type Api, apiFor } from "../../../bot/core/api.ts";
import type { Message } from "../../../bot/core/view.ts";
import { createRegistry } from "../../../bot/core/registry.ts";
import { noticeRenderers } from "../../../bot/screens/notices/renderers.ts";
import { ownerScreens } from "../../../bot/screens/owner/registry.ts";
import { creditBalance, labelsOf, now, orderId, readers, seen } from "./billing-samples.ts";

type BillingKind = Exclude<NoticeKind, "chat-menu">;

/** The API as the person who pays sees it: it knows their balance and nothing else. */
const api = (): Api =>
  apiFor(
    {
      fetch: (url) =>
        url.endsWith("/billing/balance")
          ? Response.json(creditBalance)
          : Response.json({ code: "not_found" }, { status: 404 }),
      origin: "http://api",
      keys: { staff: "", owner: "" },
    },
    "owner",
    1,
  );

const { codec } = createRegistry(ownerScreens, { start: "home", home: "home" });

async function rendered<Kind extends BillingKind>(
  language: "fa" | "ru",
  kind: Kind,
  payload: NoticePayloads[Kind],
): Promise<{ text: string; labels: string[] }> {
  const ctx = { bot: "owner" as const, t: readers[language], now, api };
  const render = noticeRenderers[kind] as (
    context: typeof ctx,
    facts: NoticePayloads[Kind],
  ) => Promise<Message | null> | Message | null;
  const message = await render(ctx, payload);
  if (message === null || !("body" in message)) throw new Error(`${kind} says nothing`);
  const keys = "keys" in message ? (message.keys ?? []) : [];
  for (const key of keys.flat()) if ("go" in key) codec.encode(key.go);
  return { text: seen(message.body.text), labels: labelsOf({ keys }) };
}

const order = {
  orderId,
  orderNumber: 12,
  kind: "seats",
  total: 32_900,
  currency: "RUB",
  dueAt: Date.parse("2026-11-23T20:59:59Z"),
} as const;
const payment = {
  orderId,
  orderNumber: 12,
  paid: 7_200_000,
  currency: "IRR",
  wallet: 0,
  credit: 60,
  double: false,
  alsoPaid: [],
  wasLocked: true,
} as const;
const check = { attemptId: orderId, orderNumber: 12, amount: 600_000, currency: "IRR" } as const;
const until = now + 72 * 3_600_000;
const month = {
  period: "1405-08",
  charged: 7,
  late: 2,
  creditAfter: 43,
  debtSum: 0,
  currency: "IRR",
} as const;

test("an order is told with its sum, its date, [pay] and the paper (BIL KV-2)", async () => {
  const { text, labels } = await rendered("ru", "order-created", order);
  expect(text).toContain("Заказ № 12 · места: 329 ₽");
  expect(text).toContain("оплатите до конца дня 23 ноября");
  expect(labels).toEqual(["💳 Оплатить", "🏦 Счёт на оплату"]);
  expect((await rendered("fa", "order-created", order)).text).toContain("تا پایان ۳ آذر");
  expect((await rendered("ru", "order-due-soon", order)).text).toContain("23 ноября");
  expect((await rendered("ru", "order-reinstated", order)).text).toContain("восстановлен");
});

test("overdue says what is closed and when it will be void; annulled says what became of the seats", async () => {
  const overdue = await rendered("ru", "order-overdue", { ...order, annulAt: now });
  expect(overdue.text).toContain("Без оплаты заказ будет аннулирован 21 ноября, 09:00.");
  const never = await rendered("fa", "order-overdue", { ...order, annulAt: null });
  expect(never.text).not.toContain("باطل");
  const annulled = await rendered("ru", "order-annulled", { ...order, seats: 2 });
  expect(annulled.text).toContain("2 места больше не работают");
  expect(annulled.labels).toEqual(["✍️ Написать нам", "💳 Тариф и оплата"]);
});

test("money that came: for an order, into the wallet, or a second time", async () => {
  const paid = await rendered("fa", "payment-received", payment);
  expect(paid.text).toContain("✅ پرداخت ۷۲۰٬۰۰۰ تومان برای سفارش ۱۲ رسید.");
  expect(paid.text).toContain("💳 اعتبار: ۶۰ نفرماه");
  expect(paid.text).toContain("🔓 همهٔ بخش‌ها باز است.");
  const waits = { ...payment, orderId: null, orderNumber: null, wallet: 7_200_000, credit: -2 };
  const wallet = await rendered("ru", "payment-received", waits);
  expect(wallet.text).toContain("сумма на внутреннем счёте");
  expect(wallet.text).toContain("⚠️ Задолженность: 2 человеко-месяца");
  expect(wallet.labels).toEqual(["💳 Тариф и оплата"]);
  const spent = { ...payment, double: true, alsoPaid: [9] };
  const twice = await rendered("ru", "payment-received", spent);
  expect(twice.text).toContain("Заказ № 12 уже был оплачен");
  expect(twice.text).toContain("оплачен и заказ № 9");
  expect(twice.text).not.toContain("вернуть");
  const kept = await rendered("ru", "payment-received", { ...payment, double: true, wallet: 100 });
  expect(kept.text).toContain("вернуть");
});

test.each([
  ["started", "حداکثر تا ۳ آذر، ۰۹:۳۰"],
  ["day", "همچنان بررسی می‌کنیم"],
  ["not_paid", "بانک آن را بازمی‌گرداند"],
  ["case", "خودمان پرونده‌ای باز کرده‌ایم"],
] as const)("a payment under check, %s (BIL §3.7)", async (stage, said) => {
  expect((await rendered("fa", "payment-check", { ...check, stage, until })).text).toContain(said);
  const russian = await rendered("ru", "payment-check", { ...check, stage, until });
  expect(russian.text).toContain("60 000 туманов");
});

test("a closed month: charged, late part, what is left and for how long, or the debt (BIL AT-14)", async () => {
  const closed = await rendered("fa", "month-closed", month);
  expect(closed.text).toContain("🧾 آبان ۱۴۰۵ بسته شد: ۷ نفرماه کم شد.");
  expect(closed.text).toContain("از آن میان ۲ نفر برای ماه‌های پیش");
  expect(closed.text).toContain("💳 اعتبار مانده: ۴۳ نفرماه");
  expect(closed.text).toContain("برای ۵ ماه کافی است");
  expect(closed.labels[0]).toBe("➕ شارژ اعتبار");
  const debt = await rendered("fa", "month-closed", {
    ...month,
    creditAfter: -5,
    debtSum: 600_000,
  });
  expect(debt.text).toContain("⚠️ بدهی: ۵ نفرماه، برابر ۶۰٬۰۰۰ تومان");
  expect(debt.labels[0]).toBe("💳 پرداخت");
});

test("credit, tariff and seats that run out name the way on", async () => {
  const low = await rendered("fa", "credit-low", { period: "1405-08", active: 9, credit: 7 });
  expect(low.text).toContain("تا امروز ۹ نفر فعال بوده است و اعتبار شما ۷ نفرماه است");
  const plan = { endsOn: "2026-12-05", planCode: "ru-3" };
  for (const [days, said] of [
    [14, "через 14 дней"],
    [3, "через 3 дня"],
    [1, "через 1 день"],
  ] as const)
    expect((await rendered("ru", "plan-ending", { ...plan, days })).text).toContain(said);
  const ended = await rendered("ru", "plan-ended", plan);
  expect(ended.text).toContain("Отметки записываются, данные сохраняются");
  expect(ended.labels).toEqual(["🔁 Продлить тариф"]);
  const wanted = await rendered("ru", "seat-wanted", { name: "<Иван>", missing: 1 });
  expect(wanted.text).toContain("Для сотрудника &lt;Иван&gt; нет места");
  expect(wanted.labels[0]).toBe("➕ Добавить место");
});

test("what the operator has done is told with its reason; the operator is told what only they can settle", async () => {
  const refunded = { amount: 32_900, currency: "RUB", reason: "Двойная оплата" } as const;
  expect((await rendered("ru", "payment-refunded", refunded)).text).toContain("Двойная оплата");
  const minus = { amount: -3, asset: "PM", reason: "x" } as const;
  expect((await rendered("fa", "books-adjusted", minus)).text).toContain("۳ نفرماه از حساب شما");
  const plus = { amount: 32_900, asset: "RUB", reason: "x" } as const;
  expect((await rendered("ru", "books-adjusted", plus)).text).toContain("329 ₽");
  const alert = await rendered("ru", "operator-alert", {
    about: "plan_request",
    organisationName: "Север",
    orgId: orderId,
    text: "300 мест\nна 3 года",
  });
  expect(alert.text.split("\n")).toEqual([
    "✍️ Запрос особого тарифа",
    "Север",
    "300 мест",
    "на 3 года",
  ]);
});
