import { afterEach, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { codeOf, createPaymentsHouse, type PaymentsHouse } from "../support/payments-house.ts";

const hour = 3_600_000;
let house: PaymentsHouse;
afterEach(() => house.world.close());

test("who pays an annulled order again hears that it is annulled, and the money is in the wallet (BIL P5)", async () => {
  house = await createPaymentsHouse("ru", { gateways: { rules: { payWithin: 100 * 24 * hour } } });
  const { control } = house.world.gateways;
  control.webhookTarget(null);
  const order = await house.order();
  const total = await house.total(order);
  await house.pay(order, "yookassa_card");
  for (const days of [3, 6]) {
    house.world.now += days * 24 * hour;
    await house.world.settle();
    await house.world.settle();
  }
  expect(await house.orderState(order)).toBe("annulled");
  const [attempt] = await house.attempts();
  await house.world.db.write([
    { sql: "update attempts set state = 'pending', concluded_at = null", params: [] },
  ]);
  control.pay(attempt?.gatewayRef ?? "");
  expect(await codeOf(house.pay(order, "yookassa_card"))).toBe("order_annulled");
  expect([await house.orderState(order), await house.wallet()]).toEqual(["annulled", total]);
  await house.expectSound();
});

test("a command that was handed the offer there was gets the same one again, paid or not (BIL P7)", async () => {
  house = await createPaymentsHouse("ir");
  const { billing } = house.world.as("owner", 1);
  const json = { wish: { kind: "topup" as const, persons: 2 }, expected: null };
  const want = async (key: string) => {
    const placed = await ask(billing.orders.$post({ json }, named(key)));
    return "id" in placed ? placed.id : null;
  };
  const [first, second] = [house.world.key(), house.world.key()];
  const offer = await want(first);
  expect(await want(second)).toBe(offer);
  await house.pay(offer ?? "", "zarinpal");
  await house.visit(house.world.gateways.control.pay(await house.ref()));
  expect(await house.orderState(offer ?? "")).toBe("paid");
  expect([await want(second), await want(first)]).toEqual([offer, offer]);
  expect(await want(house.world.key())).not.toBe(offer);
});
