import { afterEach, describe, expect, test } from "vitest";
import { auditBooks } from "../../api/billing/invariants/audit-books.ts";
import { suspendedSeats } from "../../api/billing/rules/current-plan.ts";
import type { Context } from "../../api/core/context.ts";
import { endManualRefund } from "../../api/payments/conclude-refund.ts";
import { refundAttempt } from "../../api/payments/refund-attempt.ts";
import { booksOf, ledgerOf } from "../support/billing.ts";
import { codeOf, createPaymentsHouse, type PaymentsHouse } from "../support/payments-house.ts";

const minute = 60_000;
const hour = 60 * minute;

let house: PaymentsHouse;
afterEach(() => house.world.close());

/** Somebody of the company that runs Hozur. */
const operator = (telegramUserId = 900_000_001): Context => ({
  deps: house.world.deps,
  requestId: "test",
  caller: { bot: "owner", telegramUserId },
  command: null,
});

/** An order paid over a rail. @returns ids of the order and of its attempt */
async function paidOrder(rail: "yookassa_card" | "zarinpal" = "yookassa_card", units = 2) {
  const order = await house.order(units);
  await house.pay(order, rail);
  house.world.gateways.control.pay(await house.ref());
  const attempt = (await house.attempts()).at(-1)?.id ?? "";
  await house.check(attempt);
  return { order, attempt, total: await house.total(order) };
}

const give = (attempt: string, amount: number, by = operator()) =>
  refundAttempt(by, house.orgId, attempt, amount, "asked by phone");

describe("a refund over YooKassa", () => {
  test("gives an order back in parts until nothing is left, and never more (BIL I10)", async () => {
    house = await createPaymentsHouse("ru");
    const { order, attempt, total } = await paidOrder();
    await give(attempt, 10_000);
    expect(await house.orderState(order)).toBe("part_refunded");
    expect(await codeOf(give(attempt, total))).toBe("refund_too_large");
    expect(await codeOf(give(attempt, 0))).toBe("refund_too_large");
    expect(await codeOf(give(attempt, 0.5))).toBe("refund_too_large");
    await give(attempt, total - 10_000);
    expect(await house.orderState(order)).toBe("refunded");
    expect((await house.attempts())[0]?.state).toBe("refunded");
    expect(await codeOf(give(attempt, 1))).toBe("refund_too_large");
    const ledger = await ledgerOf(house.world.db, house.orgId);
    expect([
      ledger["cash:yookassa_card/RUB"],
      ledger["revenue/RUB"],
      ledger["refund_clearing/RUB"],
    ]).toEqual([undefined, undefined, undefined]);
    expect((await house.told()).filter((kind) => kind === "payment-refunded")).toHaveLength(2);
    const books = await booksOf(house.world.deps, house.orgId);
    const grants = books.seatGrants.filter(({ orderId }) => orderId === order);
    expect(grants.map(({ state }) => state)).toEqual(["ended"]);
    expect(suspendedSeats(books)).toBe(0);
    await house.expectSound();
  });

  test("of a second payment comes out of the wallet and leaves the order alone (BIL P6)", async () => {
    house = await createPaymentsHouse("ru");
    const { control } = house.world.gateways;
    const order = await house.order();
    await house.pay(order, "yookassa_card");
    const card = await house.ref();
    await house.pay(order, "yookassa_sbp");
    const sbp = await house.ref();
    control.pay(card);
    control.pay(sbp);
    await control.settle();
    expect(await house.wallet()).toBe(await house.total(order));
    await give((await house.attempts())[1]?.id ?? "", await house.total(order));
    expect([await house.wallet(), await house.orderState(order)]).toEqual([0, "paid"]);
    await house.expectSound();
  });

  test.each(["lose_answer", "http500_after_commit", "http500_before", "refund_pending"] as const)(
    "that is not answered (%s) is made once, and found by the schedule",
    async (fault) => {
      house = await createPaymentsHouse("ru");
      const { attempt, total, order } = await paidOrder();
      const { control } = house.world.gateways;
      control.next(fault, fault === "refund_pending" ? {} : { call: "refund" });
      await give(attempt, total);
      expect((await house.attempts())[0]?.state).toBe("refunding");
      expect(await codeOf(give(attempt, 1))).toBe("stale");
      house.world.now += 2 * minute;
      await control.settle();
      await house.world.settle();
      expect((await house.attempts())[0]?.state).toBe("refunded");
      expect(await house.orderState(order)).toBe("refunded");
      await house.expectSound();
    },
  );

  test("whose answer was lost a day ago is not made again: the payment tells", async () => {
    house = await createPaymentsHouse("ru");
    const { attempt, total } = await paidOrder();
    house.world.gateways.control.next("lose_answer", { call: "refund" });
    await give(attempt, total);
    house.world.now += 25 * hour;
    await house.world.settle();
    expect((await house.attempts())[0]?.state).toBe("refunded");
    await house.expectSound();
  });

  test("that the bank refuses leaves everything as it was", async () => {
    house = await createPaymentsHouse("ru");
    const { attempt, total, order } = await paidOrder();
    const before = await ledgerOf(house.world.db, house.orgId);
    house.world.gateways.control.next("refund_canceled");
    await give(attempt, total);
    house.world.now += 2 * minute;
    await house.world.gateways.control.settle();
    await house.world.settle();
    expect((await house.attempts())[0]?.state).toBe("succeeded");
    expect(await house.orderState(order)).toBe("paid");
    expect(await ledgerOf(house.world.db, house.orgId)).toEqual(before);
    await house.expectSound();
  });
});

test("a refund of Zarinpal is done by a person, who says how it ended", async () => {
  house = await createPaymentsHouse("ir");
  const { credit } = await booksOf(house.world.deps, house.orgId);
  const { attempt, total, order } = await paidOrder("zarinpal");
  expect((await booksOf(house.world.deps, house.orgId)).credit).toBe(credit + 14);
  const first = await give(attempt, total);
  expect(first.how).toBe("manual");
  await house.world.settle();
  expect((await house.attempts())[0]?.state).toBe("refunding");
  await endManualRefund(operator(), first.refundId, { state: "failed", why: "the card is closed" });
  expect((await house.attempts())[0]?.state).toBe("succeeded");
  const second = await give(attempt, total);
  await endManualRefund(operator(), second.refundId, { state: "done" });
  await endManualRefund(operator(), second.refundId, { state: "done" });
  expect(await house.orderState(order)).toBe("refunded");
  const books = await booksOf(house.world.deps, house.orgId);
  // The person-months go with their money.
  expect([books.wallet, books.credit]).toEqual([0, credit]);
  expect((await auditBooks(house.world.deps)).faults).toEqual([]);
});

test("refunds are nobody's but the operator's", async () => {
  house = await createPaymentsHouse("ru");
  const { attempt, total } = await paidOrder();
  expect(await codeOf(give(attempt, total, operator(1)))).toBe("not_found");
});
