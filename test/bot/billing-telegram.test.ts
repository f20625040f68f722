import { expect, test } from "vitest";
import { createBotWorld } from "../support/bot-world.ts";
import { payingCompany, shown, tap } from "./billing-company.ts";

test.each([
  ["✈️ В Telegram", { TELEGRAM_PROVIDER_TOKEN: "381764678:TEST:100037" }],
  ["⭐️ Telegram Stars", { STARS_MINOR_PER_STAR: "150" }],
])(
  "%s: the invoice comes into the chat and its payment is told (BIL §3.3)",
  async (rail, settings) => {
    const world = await createBotWorld({ settings });
    const { owner } = await payingCompany(world, "ru");
    for (const label of ["💳 Тариф и оплата", "🏷 Тариф", "1 месяц", "3 места", "✅ Оформить"])
      await tap(owner, label);
    await world.settle();
    await tap(owner, "💳 Оплатить");
    await tap(owner, rail);
    await owner.pays();
    await world.settle();
    expect(shown(owner)).toContain("✅ Получена оплата 1 497 ₽ за заказ № 2.");
    const { complaints } = world;
    await world.close();
    expect(complaints).toEqual([]);
  },
);
