import { afterEach, beforeEach, expect, test } from "vitest";
import { apiFor, ask, named } from "../../bot/core/api.ts";
import { testConfig } from "../support/api-world.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { seedCrowd } from "../support/crowd.ts";

let world: BotWorld;
beforeEach(async () => {
  world = await createBotWorld();
});
afterEach(() => world.close());

test("a contact nobody asked for is answered with a way on", async () => {
  const ann = world.sim.user({ id: 71, firstName: "Ann", languageCode: "ru" });
  for (const bot of ["staff", "owner"] as const) {
    const chat = ann.in(bot);
    await chat.start();
    await chat.shareContact();
    await chat.tap("🏠 Главная");
    expect(chat.last().text).toContain("Выберите язык");
  }
});

test("a card waits for a manager who has never opened the owner bot, and comes with the first word", async () => {
  const { users } = await seedCrowd(world.db, {
    people: 2,
    firstUser: 41,
    role: "manager",
    since: world.now - 400 * 86_400_000,
  });
  const [asking = 0, deciding = 0] = users;
  const manager = world.sim.user({ id: deciding, firstName: "رضا", languageCode: "fa" });
  const access = {
    fetch: (url: string, init: RequestInit) => world.house.app.request(url, init),
    origin: "http://api",
    keys: testConfig.botKeys,
  };
  const json = { unit: "day", from: "2026-12-05", to: "2026-12-05" } as const;
  const { requests } = apiFor(access, "staff", asking);
  await ask(requests.leave.$post({ json }, named("first-contact-1")));
  await world.settle();
  expect(manager.in("owner").messages()).toEqual([]);

  await manager.in("owner").start();
  await world.settle();
  const card = manager
    .in("owner")
    .messages()
    .find(({ text }) => text.includes(`Person ${asking}`));
  expect(card?.buttons.flat().length).toBeGreaterThan(1);
  const [state] = await world.db.read([
    {
      sql: "select owner_unreachable_at from persons where telegram_user_id = ?",
      params: [deciding],
    },
  ]);
  expect(state?.rows).toEqual([[null]]);
});
