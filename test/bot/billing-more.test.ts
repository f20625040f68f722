import { afterEach, beforeEach, expect, test } from "vitest";
import { ask } from "../../bot/core/api.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import {
  labels,
  type PayingCompany,
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

const go = async ({ owner }: PayingCompany, ...path: readonly string[]) => {
  await owner.send("/start");
  for (const label of path) await tap(owner, label);
};

test("Russian details: each wrong field is asked again, back and skip work, saved after a look", async () => {
  const company = await payingCompany(world, "ru");
  const { owner, api } = company;
  await go(company, "💳 Тариф и оплата", "📄 Реквизиты");
  expect(shown(owner)).toContain("Название: Кофейня «Север»");
  await tap(owner, "Изменить");
  expect(shown(owner)).toContain("Шаг 1 из 3");
  await owner.send("ООО «Север»");
  await owner.send("7701234561");
  expect(shown(owner)).toContain("⚠️ Номер неверный");
  await owner.send("7701 234560");
  expect(shown(owner)).toContain("Шаг 3 из 4");
  await owner.send("77");
  expect(shown(owner)).toContain("⚠️");
  await tap(owner, "↩️ Предыдущее поле");
  expect(shown(owner)).toContain("Сейчас: 7701234560");
  await tap(owner, "✅ Оставить как есть");
  await tap(owner, "Пропустить");
  await owner.send("Москва, ул. Примерная, 1");
  expect(shown(owner)).toContain("Всё верно?");
  const card = owner.last().id;
  await Promise.all([tap(owner, "Сохранить"), tap(owner, "Сохранить")]);
  await world.settle();
  expect(seen(owner.messages().find(({ id }) => id === card)?.text ?? "")).toContain(
    "ИНН: 7701234560",
  );
  const { requisites } = await ask(api.billing.requisites.$get());
  expect(requisites).toEqual({
    name: "ООО «Север»",
    inn: "7701234560",
    address: "Москва, ул. Примерная, 1",
  });
});

test("Iranian details take Persian digits; cancelling saves nothing", async () => {
  const company = await payingCompany(world, "ir");
  const { owner, api } = company;
  await go(company, "💳 اعتبار و پرداخت", "📄 مشخصات فاکتور", "ویرایش");
  await tap(owner, "✅ همین درست است");
  await owner.send("۱۴۰۰۵۸۹۳۸۷۶");
  expect(shown(owner)).toContain("⚠️ این شماره درست نیست");
  await owner.send("۱۴۰۰۵۸۹۳۸۷۵");
  expect(shown(owner)).toContain("گام ۳ از ۶");
  await tap(owner, "انصراف");
  expect((await ask(api.billing.requisites.$get())).requisites).toBeNull();
  await owner.send("سلام");
  expect((await ask(api.billing.requisites.$get())).requisites).toBeNull();
});

test("the wallet pays after one question, and once", async () => {
  const company = await payingCompany(world, "ru");
  const { owner } = company;
  await put(world, company, { wallet: 500_000 });
  await go(company, "💳 Тариф и оплата");
  expect(shown(owner)).toContain("👛 Внутренний счёт: 5 000 ₽");
  for (const label of ["🏷 Тариф", "1 месяц", "3 места", "✅ Оформить"]) await tap(owner, label);
  await world.settle();
  await tap(owner, "💳 Оплатить");
  await tap(owner, "👛 Внутренний счёт");
  expect(shown(owner)).toContain("Сейчас на нём 5 000 ₽, останется 3 503 ₽");
  await Promise.all([tap(owner, "👛 Оплатить 1 497 ₽"), tap(owner, "👛 Оплатить 1 497 ₽")]);
  await world.settle();
  await go(company, "💳 Тариф и оплата");
  expect(shown(owner)).toContain("👛 Внутренний счёт: 3 503 ₽");
  expect(shown(owner)).not.toContain("счёт к оплате");
});

test("who takes seats is listed; only somebody with every right can be the free owner (BIL AL-5)", async () => {
  const company = await payingCompany(world, "ru");
  const { owner } = company;
  await go(company, "💳 Тариф и оплата", "👥 Кто на местах");
  expect(shown(owner)).toContain("👑 Ольга Смирнова: владелец, бесплатно");
  await tap(owner, "👑 Бесплатный владелец");
  await tap(owner, "👑 Ольга");
  expect(seen(owner.toasts().at(-1)?.text ?? "")).toContain("Бесплатный владелец выбран");
});

test("a price that has changed meanwhile is shown anew and asked again", async () => {
  const company = await payingCompany(world, "ru");
  const { owner, api } = company;
  await go(company, "💳 Тариф и оплата", "🏷 Тариф", "3 месяца", "3 места");
  await tap(owner, "✅ Оформить");
  await world.settle();
  await go(company, "💳 Тариф и оплата", "➕ Добавить места", "2 места");
  expect(shown(owner)).toContain("2 694 ₽");
  world.now += 40 * 3_600_000;
  await tap(owner, "✅ Оформить");
  expect(seen(owner.toasts().at(-1)?.text ?? "")).toContain("Цена изменилась");
  expect(shown(owner)).not.toContain("2 694 ₽");
  expect((await ask(api.billing.balance.$get())).seats.active).toBe(3);
  await tap(owner, "✅ Оформить");
  expect((await ask(api.billing.balance.$get())).seats.active).toBe(5);
});

test("debt hides the month from the owner too, who sees the sum and pays from there (BIL AT-13)", async () => {
  const company = await payingCompany(world, "ir");
  const { owner } = company;
  await put(world, company, { plan: "ir-12", credit: -3 });
  await go(company, "👥 وضعیت تیم");
  expect(shown(owner)).toContain("🔒 کارکرد ماه جاری تا پرداخت بدهی بسته است");
  expect(shown(owner)).toContain("۳ نفرماه، ۳۳٬۰۰۰ تومان");
  await tap(owner, "💳 پرداخت");
  expect(shown(owner)).toContain("۳ نفرماه × ۱۱٬۰۰۰ تومان = ۳۳٬۰۰۰ تومان");
});

test("old keys, foreign orders and nonsense in a key lead to a fresh screen or a reason, never to a purchase", async () => {
  const company = await payingCompany(world, "ru");
  const other = await payingCompany(world, "ru");
  for (const label of ["💳 Тариф и оплата", "🏷 Тариф", "1 месяц", "3 места", "✅ Оформить"])
    await tap(other.owner, label);
  const [order] = (await ask(other.api.billing.orders.$get({ query: { view: "open" } }))).orders;
  const { owner, api } = company;
  const { codec } = await import("../../bot/core/registry.ts").then(({ createRegistry }) =>
    import("../../bot/screens/owner/registry.ts").then(({ ownerScreens }) =>
      createRegistry(ownerScreens, { start: "home", home: "home" }),
    ),
  );
  await go(company, "💳 Тариф и оплата");
  for (const args of [
    ["billing-order", order?.id ?? ""],
    ["billing-order", order?.id ?? "", "wallet"],
    ["billing-order", "x", "pay", "gold"],
    ["billing-quote", "yes", "0", "seats", "-1"],
    ["billing-quote", "yes", "0", "plan"],
    ["billing-quote", "seats", "99999999"],
    ["billing-plan", "offer", "none"],
    ["billing-people", "prefer", "x"],
    ["billing-usage", "month", "1405-99"],
    ["billing-remove", "yes", "9999"],
  ]) {
    const [screen = "", ...rest] = args;
    await owner.tapData(codec.encode({ screen, args: rest }));
    expect(labels(owner).length).toBeGreaterThan(0);
  }
  expect((await ask(api.billing.orders.$get({ query: { view: "open" } }))).orders).toEqual([]);
  expect((await ask(api.billing.balance.$get())).seats.active).toBe(3);
});
