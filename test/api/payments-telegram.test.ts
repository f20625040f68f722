import { afterEach, describe, expect, test } from "vitest";
import type { StarMovement } from "../../api/deps.ts";
import { refundAttempt } from "../../api/payments/refund-attempt.ts";
import { ask, named } from "../../bot/core/api.ts";
import { ledgerOf } from "../support/billing.ts";
import { hire } from "./people-company.ts";
import { codeOf, createPaymentsHouse, type PaymentsHouse } from "../support/payments-house.ts";

let house: PaymentsHouse;
afterEach(() => house.world.close());

const settings = {
  TELEGRAM_PROVIDER_TOKEN: "381764678:TEST:12345",
  STARS_MINOR_PER_STAR: "150",
};

/** Telegram's till, as a list. */
function till() {
  const movements: StarMovement[] = [];
  return {
    movements,
    starTransactions: (offset: number, limit: number) =>
      Promise.resolve(movements.slice(offset, offset + limit)),
    refundStars(userId: number, id: string) {
      if (movements.some((one) => one.id === id && one.direction === "out"))
        return Promise.resolve("already" as const);
      const paid = movements.find((one) => one.id === id);
      if (paid?.userId !== userId) return Promise.reject(new Error("CHARGE_NOT_FOUND"));
      movements.push({ ...paid, direction: "out" });
      return Promise.resolve("refunded" as const);
    },
  };
}

/** An invoice for a new order. */
async function invoice(rail: "telegram" | "stars") {
  const order = await house.order();
  const answer = await house.pay(order, rail);
  if (answer.kind !== "invoice") throw new Error(answer.kind);
  const { currency, prices, payload } = answer.invoice;
  const totalAmount = prices.reduce((sum, { amount }) => sum + amount, 0);
  return { order, invoice: answer.invoice, money: { currency, totalAmount, payload } };
}

const money = (user = 1) => house.world.as("owner", user).payments.telegram;
const mayPay = (json: { currency: string; totalAmount: number; payload: string }, user = 1) =>
  codeOf(ask(money(user)["pre-checkout"].$post({ json }, named(house.world.key()))));
const paid = (
  json: { currency: string; totalAmount: number; payload: string },
  telegramChargeId: string,
  user = 1,
) =>
  ask(
    money(user).paid.$post(
      { json: { ...json, telegramChargeId, providerChargeId: "prov" } },
      named(house.world.key()),
    ),
  );

describe("an invoice inside Telegram", () => {
  test("asks for exactly the order, leads a forwarded copy to the bot, and is paid once (BIL §3.3)", async () => {
    house = await createPaymentsHouse("ru", { settings });
    const sold = await invoice("telegram");
    expect(sold.invoice).toMatchObject({
      currency: "RUB",
      providerToken: settings.TELEGRAM_PROVIDER_TOKEN,
    });
    expect(sold.invoice.startParameter).toMatch(/^[\w-]{1,64}$/);
    expect(sold.money.totalAmount).toBe(await house.total(sold.order));
    expect(await mayPay(sold.money)).toBe("ok");
    await Promise.all([paid(sold.money, "c1"), paid(sold.money, "c1"), paid(sold.money, "c1")]);
    expect(await house.orderState(sold.order)).toBe("paid");
    expect(await mayPay(sold.money)).toBe("already_paid");
    expect(await house.told()).toEqual(["payment-received 0"]);
    await house.expectSound();
  });

  test("is for those who pay for the company, for this sum and while the order is open", async () => {
    house = await createPaymentsHouse("ru", { settings });
    const { money: sum } = await invoice("telegram");
    await hire(house.world, house.company, 50, "manager");
    expect(await mayPay(sum, 50)).toBe("forbidden");
    expect(await mayPay(sum, 4711)).toBe("forbidden");
    expect(await mayPay({ ...sum, totalAmount: sum.totalAmount - 1 })).toBe("price_changed");
    expect(await mayPay({ ...sum, currency: "USD" })).toBe("price_changed");
    expect(await mayPay({ ...sum, payload: "nothing" })).toBe("not_found");
  });

  test("is paid by one payer at a time (BIL P6)", async () => {
    house = await createPaymentsHouse("ru", { settings });
    const { money: sum } = await invoice("telegram");
    await hire(house.world, house.company, 50, "owner");
    expect(await mayPay(sum)).toBe("ok");
    expect(await mayPay(sum, 50)).toBe("stale");
    expect(await mayPay(sum)).toBe("ok");
    house.world.now += 61_000;
    expect(await mayPay(sum, 50)).toBe("ok");
  });

  test("paid twice after all credits both sums, the second to the wallet", async () => {
    house = await createPaymentsHouse("ru", { settings });
    const { order, money: sum } = await invoice("telegram");
    await paid(sum, "c1");
    await paid(sum, "c2");
    await paid(sum, "c2");
    expect(await house.wallet()).toBe(sum.totalAmount);
    expect(await house.orderState(order)).toBe("paid");
    expect(
      (await house.attempts()).map(({ state, gatewayRef }) => `${state} ${gatewayRef}`),
    ).toEqual(["succeeded c1", "succeeded c2"]);
    await house.expectSound();
  });

  test("with another sum than asked for is not booked", async () => {
    house = await createPaymentsHouse("ru", { settings });
    const { order, money: sum } = await invoice("telegram");
    await paid({ ...sum, totalAmount: 1 }, "c1");
    expect(await house.orderState(order)).toBe("due");
    expect(await house.wallet()).toBe(0);
  });
});

describe("Stars", () => {
  test("are whole, never fewer than the sum is worth, and go back whole", async () => {
    const stars = till();
    house = await createPaymentsHouse("ru", { settings, till: stars });
    const { order, money: sum } = await invoice("stars");
    const total = await house.total(order);
    expect(sum).toMatchObject({ currency: "XTR", totalAmount: Math.ceil(total / 150) });
    await paid(sum, "s1");
    stars.movements.push({
      id: "s1",
      amount: sum.totalAmount,
      at: house.world.now,
      direction: "in",
      userId: 1,
      payload: sum.payload,
    });
    expect(await house.orderState(order)).toBe("paid");
    const [attempt] = await house.attempts();
    const operator = {
      deps: house.world.deps,
      requestId: "test",
      caller: { bot: "owner", telegramUserId: 900_000_001 },
      command: null,
    } as const;
    const give = (amount: number) =>
      refundAttempt(operator, house.orgId, attempt?.id ?? "", amount, "asked");
    expect(await codeOf(give(total - 1))).toBe("refund_too_large");
    await give(total);
    expect(await house.orderState(order)).toBe("refunded");
    expect(stars.movements).toHaveLength(2);
    await house.expectSound();
  });

  test("whose message never came are found in Telegram's list, once", async () => {
    const stars = till();
    house = await createPaymentsHouse("ru", { settings, till: stars });
    const { order, money: sum } = await invoice("stars");
    const paidIn = {
      amount: sum.totalAmount,
      at: house.world.now,
      userId: 1,
      payload: sum.payload,
    };
    stars.movements.push({ ...paidIn, id: "s1", direction: "in" });
    house.world.now += 5 * 60_000;
    await house.world.settle();
    expect(await house.orderState(order)).toBe("paid");
    house.world.now += 5 * 60_000;
    await house.world.settle();
    await paid(sum, "s1");
    expect(await house.wallet()).toBe(0);
    // Telegram's own support gives them back.
    stars.movements.push({ ...paidIn, id: "s1", direction: "out" });
    house.world.now += 5 * 60_000;
    await house.world.settle();
    expect(await house.orderState(order)).toBe("refunded");
    const { telegram } = house.world.as("owner", 1).payments;
    const back = { json: { ...sum, telegramChargeId: "s1" } };
    await ask(telegram.refunded.$post(back, named(house.world.key())));
    expect((await ledgerOf(house.world.db, house.orgId))["cash:stars/RUB"]).toBeUndefined();
    await house.expectSound();
  });
});
