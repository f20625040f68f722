import { afterEach, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { type PayingCompany, payingCompany, shown, tap } from "./billing-company.ts";

let world: BotWorld;
let company: PayingCompany;
afterEach(() => world.close());

/** A company with seats to pay for, and the order's card in the chat. */
async function withOrder(key: string): Promise<string> {
  world = await createBotWorld({
    settings: { TELEGRAM_PROVIDER_TOKEN: "381764678:TEST:12345", STARS_MINOR_PER_STAR: "150" },
  });
  company = await payingCompany(world, "ru");
  const json = { wish: { kind: "plan", planCode: "ru-3", quantity: 4 }, expected: null } as const;
  await ask(company.api.billing.orders.$post({ json }, named("order-of-the-test")));
  await world.settle();
  const [found] = await world.db.read([
    { sql: "select id from orders where state = 'due'", params: [] },
  ]);
  await tap(company.owner, "💳 Оплатить");
  await tap(company.owner, key);
  return String(found?.rows[0]?.[0]);
}

async function stateOf(order: string): Promise<string> {
  const [found] = await world.db.read([
    { sql: "select state from orders where id = ?", params: [order] },
  ]);
  return String(found?.rows[0]?.[0]);
}

test.each(["✈️", "⭐️"])(
  "an order is paid inside Telegram (%s) and the owner reads it (TG 41, 42)",
  async (rail) => {
    const order = await withOrder(rail);
    expect((await company.owner.pays()).state).toBe("paid");
    await world.settle();
    expect(await stateOf(order)).toBe("paid");
    expect(shown(company.owner)).toContain("✅");
    expect(world.complaints).toEqual([]);
  },
);
