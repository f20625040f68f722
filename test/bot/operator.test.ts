import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { auditBooks } from "../../api/billing/invariants/audit-books.ts";
import { ask, named } from "../../bot/core/api.ts";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { bankStatement } from "../../bot/simulator/gateways/bank-statement.ts";
import { demoSellers } from "../../db/demo-sellers.ts";
import { giveSeats, giveTerm } from "../support/billing.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { buyers, operatorId } from "../support/operator-house.ts";
import { type PayingCompany, payingCompany, labels, seen, shown, tap } from "./billing-company.ts";
import { harvest } from "./survival-crawl.ts";

let world: BotWorld;
let company: PayingCompany;
let order: { readonly id: string; readonly total: number; readonly number: string };
beforeEach(async () => {
  world = await createBotWorld();
  company = await payingCompany(world, "ru");
  const { deps } = world.house;
  await giveTerm(deps, company.organisationId, "ru-3", { quantity: 2 });
  const id = await giveSeats(deps, company.organisationId, 2, { unpaid: true });
  const paper = await ask(
    company.api.documents.orders[":id"].$post(
      { param: { id }, json: { kind: "paper" } },
      named(`paper:${id}`),
    ),
  );
  const [row] = await rows("select total from orders where id = ?", id);
  order = { id, total: Number(row?.[0]), number: String(paper.number) };
  await world.settle();
});
afterEach(async () => {
  const { complaints } = world;
  const { faults } = await auditBooks(world.house.deps);
  await world.close();
  const wrong = [
    ...complaints,
    ...[...faults, ...world.sim.violations()].map((one) => JSON.stringify(one)),
  ];
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
});

const rows = async (sql: string, ...params: string[]) =>
  (await world.db.read([{ sql, params }]))[0]?.rows ?? [];
const stateOf = async (id: string) =>
  (await rows("select state from orders where id = ?", id))[0]?.[0];

/** Somebody of the company that runs Hozur, without a company here. */
async function enter(languageCode: "fa" | "ru" = "ru"): Promise<ActorChat> {
  const chat = world.sim.user({ id: operatorId, firstName: "Оператор", languageCode }).in("owner");
  await chat.start();
  await tap(chat, languageCode === "ru" ? "Русский" : "فارسی");
  await tap(chat, "🛠");
  return chat;
}

const statement = (changes: { readonly invoice?: string; readonly amount?: number } = {}) => {
  const { name, inn, bank } = demoSellers.ru;
  const [payer] = buyers;
  if (payer === undefined) throw new Error("no buyer");
  return bankStatement({
    day: "2026-11-21",
    seller: { name, inn, account: bank.account, bank: bank.name, bic: bank.bic },
    payments: [
      {
        habit: "exact",
        invoice: changes.invoice ?? order.number,
        invoiceDay: "2026-11-21",
        amount: changes.amount ?? order.total,
        payer,
      },
    ],
  });
};

describe("the operator's rooms in the owner bot", () => {
  test("are shown to the operator alone, also without a company", async () => {
    const operator = await enter();
    expect(shown(operator)).toContain("🧾 К оплате: 1");
    expect(labels(company.owner).filter((text) => text.includes("🛠"))).toEqual([]);
    await company.owner.send("/operator");
    expect(shown(company.owner)).toContain("Кофейня «Север»");
    await company.owner.sendsDocument({ name: "a.txt", bytes: statement().bytes });
    expect(shown(company.owner)).not.toContain("Выписка");
    expect(await stateOf(order.id)).toBe("due");
  });

  test("speak Persian too", async () => {
    const operator = await enter("fa");
    expect(shown(operator)).toContain("🛠 اپراتور");
    for (const key of ["🧾", "↩️"]) await tap(operator, key);
    expect(shown(operator)).toContain("درآمد ماه‌ها");
  });

  test.each(["fa", "ru"] as const)(
    "open, every one of them, and change nothing by being looked at: %s",
    async (language) => {
      const operator = await enter(language);
      const found = await harvest(operator, ["/operator"], 160);
      expect(found.length).toBeGreaterThan(60);
      expect(await stateOf(order.id)).toBe("due");
      expect(await rows("select count(*) from bank_lines")).toEqual([[0]]);
    },
  );
});

describe("a bank's file sent into the chat", () => {
  test("is shown first, then paid with one tap; the owner hears of it", async () => {
    const operator = await enter();
    await operator.sendsDocument({ name: "kl_to_1c.txt", bytes: statement().bytes });
    expect(shown(operator)).toContain("✅ точно");
    expect(shown(operator)).toContain("Кофейня «Север»");
    expect(await stateOf(order.id)).toBe("due");
    await tap(operator, "✅ Учесть 1 перевод");
    await world.settle();
    expect(await stateOf(order.id)).toBe("paid");
    expect(seen(operator.messages().findLast(({ from }) => from === "bot")?.text ?? "")).toContain(
      "Оплачено заказов: 1",
    );
    expect(shown(company.owner)).toContain("✅");
  });

  test("sent again changes nothing; two quick taps count once", async () => {
    const operator = await enter();
    const file = { name: "1c.txt", bytes: statement().bytes };
    await operator.sendsDocument(file);
    await Promise.all([tap(operator, "✅ Учесть"), tap(operator, "✅ Учесть")]);
    await operator.sendsDocument(file);
    expect(shown(operator)).toContain("✔️ уже учтён");
    expect(labels(operator).filter((text) => text.startsWith("✅ Учесть"))).toEqual([]);
    expect(await rows("select count(*) from attempts where rail = 'bank'")).toEqual([[1]]);
  });

  test("may be pasted as text; what fits nobody waits and is given to an order by hand", async () => {
    const operator = await enter();
    await tap(operator, "🏦");
    await operator.send(statement({ invoice: "999" }).text);
    expect(shown(operator)).toContain("❓ неясно");
    await tap(operator, "✅ Учесть");
    await tap(operator, "❓");
    await tap(operator, "ООО «Ромашка»");
    expect(shown(operator)).toContain("Оплата по счету № 999");
    await tap(operator, "✅ Чьи деньги");
    await operator.send("север");
    await tap(operator, "Кофейня");
    await tap(operator, "🎯");
    expect(shown(operator)).toContain("✅ Точно за заказ");
    expect(await stateOf(order.id)).toBe("paid");
  });

  test("a table asks for its country; rubbish is refused in words", async () => {
    const operator = await enter();
    await operator.sendsDocument({ name: "x.csv", bytes: new TextEncoder().encode("a;b\n1;2\n") });
    await tap(operator, "Россия");
    expect(operator.toasts().at(-1)?.text ?? shown(operator)).toContain("нет выписки");
    await operator.sendsDocument({ name: "big.csv", bytes: new Uint8Array(5_100_000).fill(65) });
    expect(shown(operator)).toContain("больше 5 МБ");
  });
});

describe("what the operator changes by hand", () => {
  test("an order is annulled and brought back, with a reason and a look before", async () => {
    const operator = await enter();
    await tap(operator, "🧾");
    await tap(operator, /Кофейня/);
    await tap(operator, "🚫 Аннулировать");
    await operator.send("я");
    expect(shown(operator)).toContain("⚠️");
    await operator.send("клиент передумал");
    expect(shown(operator)).toContain("клиент передумал");
    expect(await stateOf(order.id)).toBe("due");
    await tap(operator, "Подтвердить");
    expect(await stateOf(order.id)).toBe("annulled");
    await tap(operator, "♻️");
    await operator.send("передумал снова");
    await tap(operator, "Подтвердить");
    expect(await stateOf(order.id)).toBe("due");
  });

  test("a transfer seen at the bank pays an order and is given back again", async () => {
    const operator = await enter();
    await tap(operator, "🧾");
    await tap(operator, /Кофейня/);
    await tap(operator, "🏦 Отметить");
    await tap(operator, "Вся сумма");
    await operator.send("вчера");
    await operator.send("417");
    expect(shown(operator)).toContain("417");
    await tap(operator, "Подтвердить");
    expect(await stateOf(order.id)).toBe("paid");
    await tap(operator, "✅ 🏦");
    await tap(operator, "↩️ Вернуть деньги");
    await operator.send("1000000");
    expect(shown(operator)).toContain("⚠️");
    await operator.send(String(order.total / 100));
    await operator.send("клиент уходит");
    await tap(operator, "Подтвердить");
    await operator.send("/operator");
    await tap(operator, "⏳ Платежи");
    await tap(operator, "↩️ Незавершённые");
    await tap(operator, "Кофейня");
    await tap(operator, "✅ Деньги отправлены");
    expect(await stateOf(order.id)).toBe("refunded");
  });

  test("money and its sign are typed; the owner reads the reason", async () => {
    const operator = await enter();
    await tap(operator, "🏢");
    await operator.send("север");
    await tap(operator, "Кофейня");
    await tap(operator, "➕➖ Деньги");
    await operator.send("-5");
    await operator.send("ошибка");
    await tap(operator, "Подтвердить");
    expect(operator.toasts().at(-1)?.text).toContain("столько нет");
    await operator.send("/operator");
    await tap(operator, "🏢");
    await tap(operator, "Кофейня");
    await tap(operator, "➕➖ Деньги");
    await operator.send("1 500,50");
    await operator.send("за неудобства");
    expect(shown(operator)).toContain("1 500,50 ₽");
    await tap(operator, "Подтвердить");
    await world.settle();
    expect(shown(company.owner)).toContain("за неудобства");
  });

  test("a tariff gets a version from a day on, after a look at whom it touches", async () => {
    const operator = await enter();
    await tap(operator, "🏷");
    await tap(operator, "3 месяца");
    await tap(operator, "➕ Новая версия");
    await tap(operator, "Цена");
    await operator.send("много");
    expect(shown(operator)).toContain("число");
    await operator.send("600");
    await tap(operator, "Дальше");
    await operator.send("01.02.2027");
    expect(shown(operator)).toContain("499 ₽ → 600 ₽");
    expect(shown(operator)).toContain("Кофейня «Север»");
    await tap(operator, "✅ Ввести");
    expect(shown(operator)).toContain("🕓");
    expect(
      await rows(
        "select list_price from plan_versions where code = 'ru-3' and valid_from = '2027-02-01'",
      ),
    ).toEqual([[60_000]]);
  });

  test("a seller is asked field by field and check digits are checked at once", async () => {
    const operator = await enter();
    await tap(operator, "📄");
    await tap(operator, "Россия");
    await tap(operator, "Изменить");
    await operator.send("ООО «Новый продавец»");
    await operator.send("7701234561");
    expect(shown(operator)).toContain("⚠️");
    for (let step = 0; step < 10; step++) await tap(operator, "Оставить");
    expect(shown(operator)).toContain("Новый продавец");
    await tap(operator, "Сохранить");
    const [row] = await rows("select requisites ->> '$.name' from sellers where profile = 'ru'");
    expect(row?.[0]).toBe("ООО «Новый продавец»");
  });

  test("a wish for a tariff is answered in the owner's chat", async () => {
    await ask(
      company.api.billing["plan-requests"].$post(
        { json: { text: "Нужно 500 мест" } },
        named("plan-request-1"),
      ),
    );
    const operator = await enter();
    await tap(operator, "✍️ Запросы (1)");
    await tap(operator, "Кофейня");
    expect(shown(operator)).toContain("Нужно 500 мест");
    await tap(operator, "✍️ Ответить");
    await operator.send("Можем по 300 ₽");
    await tap(operator, "Подтвердить");
    await world.settle();
    expect(shown(company.owner)).toContain("Можем по 300 ₽");
  });

  test("the audit runs on demand", async () => {
    const operator = await enter();
    await tap(operator, "🔎");
    expect(shown(operator)).toContain("Проверок: 20, ошибок: 0");
  });
});
