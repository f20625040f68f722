import { expect, test } from "vitest";
import { giveMoney } from "../support/billing.ts";
import { DatabaseError } from "../../db/errors.ts";
import type { Database } from "../../db/client/port.ts";
import { refundAttempt } from "../../api/payments/refund-attempt.ts";
import { codeOf, createPaymentsHouse, type PaymentsHouse } from "../support/payments-house.ts";

const minute = 60_000;

/** A database whose n-th write from now is the process's last: it is not done, or it is done and nobody hears of it. */
function createMortal() {
  let left = Number.POSITIVE_INFINITY;
  let done = false;
  let isDead = false;
  return {
    wrap: (db: Database): Database => ({
      read: (statements) => (isDead ? dead() : db.read(statements)),
      async write(statements) {
        if (isDead) return dead();
        left -= 1;
        if (left > 0) return db.write(statements);
        isDead = true;
        if (done) await db.write(statements);
        return dead();
      },
      get roundTrips() {
        return db.roundTrips;
      },
      close: () => db.close(),
    }),
    dieAt(write: number, afterIt: boolean) {
      left = write;
      done = afterIt;
    },
    /** @returns whether it had died */
    restart(): boolean {
      const died = isDead;
      isDead = false;
      left = Number.POSITIVE_INFINITY;
      return died;
    },
  };
}

const dead = () => Promise.reject(new DatabaseError("unavailable", "the process has died"));

/** From the tap on «pay» to the payer's return and the gateway's message. */
async function payWhole(house: PaymentsHouse, order: string, rail: "zarinpal" | "yookassa_card") {
  const { control } = house.world.gateways;
  await codeOf(house.pay(order, rail));
  await buyerPays(house);
  await control.settle();
}

async function buyerPays(house: PaymentsHouse): Promise<void> {
  const { control } = house.world.gateways;
  const ref = control.ledger().payments.at(-1)?.id;
  const back = ref === undefined ? null : control.pay(ref);
  if (back !== null) await codeOf(house.visit(back));
}

/** The process is there again; the person taps «pay» once more if there is still something to pay. */
async function goOn(house: PaymentsHouse, order: string, rail: "zarinpal" | "yookassa_card") {
  for (const pause of [3, 30, 120]) {
    house.world.now += pause * minute;
    await house.world.gateways.control.settle();
    await house.world.settle();
  }
  if ((await house.orderState(order)) !== "paid") {
    await house.pay(order, rail);
    await buyerPays(house);
    await house.world.gateways.control.settle();
    await house.world.settle();
  }
}

test.each([
  ["zarinpal", "ir"],
  ["yookassa_card", "ru"],
] as const)(
  "a process that dies at any write while an order is paid over %s leaves what a living one does (BIL P8)",
  { timeout: 120_000 },
  async (rail, profile) => {
    let points = 0;
    for (const afterIt of [false, true])
      for (let write = 1; ; write += 1) {
        const mortal = createMortal();
        const house = await createPaymentsHouse(profile, {
          wrapDatabase: mortal.wrap,
          isQuiet: true,
        });
        const order = await house.order();
        mortal.dieAt(write, afterIt);
        await payWhole(house, order, rail);
        const died = mortal.restart();
        await goOn(house, order, rail);
        const state = [await house.orderState(order), await house.wallet()];
        expect([write, afterIt, ...state]).toEqual([write, afterIt, "paid", 0]);
        expect((await house.told()).filter((told) => told.startsWith("payment-received"))).toEqual([
          "payment-received 0",
        ]);
        await house.expectSound();
        await house.world.close();
        if (!died) break;
        points += 1;
      }
    expect(points).toBeGreaterThanOrEqual(6);
  },
);

test(
  "a process that dies at any write of a refund gives the money back once (BIL P8, I10)",
  { timeout: 60_000 },
  async () => {
    for (const afterIt of [false, true])
      for (let write = 1; ; write += 1) {
        const mortal = createMortal();
        const house = await createPaymentsHouse("ru", { wrapDatabase: mortal.wrap, isQuiet: true });
        const order = await house.order();
        await payWhole(house, order, "yookassa_card");
        const [attempt] = await house.attempts();
        const total = await house.total(order);
        const give = () =>
          refundAttempt(
            {
              deps: house.world.deps,
              requestId: "test",
              caller: { bot: "owner", telegramUserId: 900_000_001 },
              command: null,
            },
            house.orgId,
            attempt?.id ?? "",
            total,
            "asked",
          );
        mortal.dieAt(write, afterIt);
        await codeOf(give());
        const died = mortal.restart();
        house.world.now += 3 * minute;
        await house.world.settle();
        if ((await house.attempts())[0]?.state === "succeeded") await give();
        expect([write, afterIt, (await house.attempts())[0]?.state]).toEqual([
          write,
          afterIt,
          "refunded",
        ]);
        await house.expectSound();
        await house.world.close();
        if (!died) break;
      }
  },
);

test("a gateway that hangs holds up nobody else's payment, and the next look finds it", async () => {
  const house = await createPaymentsHouse("ru", { isQuiet: true });
  const { control } = house.world.gateways;
  const orders = [await house.order(1), await house.order(1), await house.order(1)];
  for (const order of orders) await house.pay(order, "yookassa_card");
  for (const { id } of control.ledger().payments) control.pay(id);
  control.webhookTarget(null);
  control.next("http500_before", { call: "get" });
  house.world.now += 2 * minute;
  await house.world.settle();
  const states = await Promise.all(orders.map((order) => house.orderState(order)));
  expect(states.filter((state) => state === "paid")).toHaveLength(2);
  house.world.now += 10 * minute;
  await house.world.settle();
  expect(await Promise.all(orders.map((order) => house.orderState(order)))).toEqual([
    "paid",
    "paid",
    "paid",
  ]);
  await house.expectSound();
  await house.world.close();
});

test("a webhook that meets no database is brought again by YooKassa", async () => {
  const mortal = createMortal();
  const house = await createPaymentsHouse("ru", { wrapDatabase: mortal.wrap, isQuiet: true });
  const { control } = house.world.gateways;
  const order = await house.order();
  await giveMoney(house.world.deps, house.orgId, 1);
  await house.pay(order, "yookassa_card");
  control.pay(await house.ref());
  mortal.dieAt(1, false);
  await control.settle();
  expect(control.deliveries().map(({ status }) => status)).toEqual([503]);
  mortal.restart();
  house.world.now += 10_000;
  await control.settle();
  expect(control.deliveries().map(({ status }) => status)).toEqual([503, 200]);
  expect(await house.orderState(order)).toBe("paid");
  await house.expectSound();
  await house.world.close();
});
