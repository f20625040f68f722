import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { sandboxCredentials } from "../../bot/simulator/gateways/credentials.ts";
import type { FaultName } from "../../bot/simulator/gateways/faults.ts";
import {
  hear,
  newWish,
  payOver,
  placeOrder,
  shownIn,
  stateOf,
  walletOf,
} from "../support/money-payer.ts";
import {
  comeToRest,
  type MoneyProcess,
  operator,
  type Payer,
  startMoneyProcess,
} from "../support/money-process.ts";
import { expectMoneySound } from "../support/money-sound.ts";

/** What the real process must do with money when much comes at once over HTTP, on whichever database. */
export function booksConformance(name: string, on: "embedded" | "sqld"): void {
  describe(`the books on ${name}`, () => {
    let product: MoneyProcess;
    /** Payments that somebody lied about. */
    const lies: string[] = [];
    beforeAll(async () => {
      product = await startMoneyProcess(on, ["ir", "ru", "ru", "ru", "ru"]);
    }, 60_000);
    afterAll(() => product.stop());
    const payer = (index: number): Payer => product.payers[index] ?? fail();

    it("make one order of many clicks with one key, and one of each key (BIL P7)", async () => {
      const who = payer(1);
      const key = crypto.randomUUID();
      const clicks = await times(6, () => placeOrder(product, who, newWish(who), key));
      expect(new Set(clicks).size).toBe(1);
      const others = await times(5, () => placeOrder(product, who));
      expect(new Set([...others, ...clicks]).size).toBe(6);
      const { orders } = await ask(
        product.api(who.owner).billing.orders.$get({ query: { view: "open" } }),
      );
      expect(orders.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual([
        3, 4, 5, 6, 7, 8,
      ]);
      expect(new Set(orders.map(({ total }) => total)).size).toBe(1);
    });

    it.each([0, 2])(
      "credit a payment once, however often and over how many doors one hears of it (BIL P2)",
      async (index) => {
        const who = payer(index);
        const order = await placeOrder(product, who);
        const links = await times(4, payOver(product, who, order));
        expect(new Set(links.map((link) => JSON.stringify(link))).size).toBe(1);
        const ref = shownIn(product, links[0]);
        const back = product.gateways.control.pay(ref);
        const tap = payOver(product, who, order);
        await Promise.all([
          product.gateways.control.deliver(ref, 6),
          times(3, () => hear(product, back)),
          times(3, () => tap().catch(() => null)),
        ]);
        expect(await stateOf(product, who, order)).toBe("paid");
        expect(await walletOf(product, who)).toBe(0);
      },
    );

    it("keep the second sum when two people pay one order over two rails (BIL P6)", async () => {
      const who = payer(2);
      const order = await placeOrder(product, who);
      const card = shownIn(product, await payOver(product, who, order, "yookassa_card")());
      const sbp = shownIn(product, await payOver(product, who, order, "yookassa_sbp")());
      expect(card).not.toBe(sbp);
      product.gateways.control.pay(card);
      product.gateways.control.pay(sbp);
      await Promise.all([card, sbp, card, sbp].map((ref) => product.gateways.control.deliver(ref)));
      expect(await stateOf(product, who, order)).toBe("paid");
      expect(await walletOf(product, who)).toBe(sumOf(product, sbp));
    });

    it("never spend the wallet twice (BIL I9)", async () => {
      const who = payer(2);
      const orders = await times(3, () => placeOrder(product, who));
      const held = await walletOf(product, who);
      const answers = await Promise.allSettled(
        orders.map((order) => payOver(product, who, order, "wallet")()),
      );
      const states = await Promise.all(orders.map((order) => stateOf(product, who, order)));
      expect(states.toSorted()).toEqual(["due", "due", "paid"]);
      expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await walletOf(product, who)).toBeLessThan(held);
    });

    it("pay an order or keep its money when it is annulled at that moment, never both (BIL P5)", async () => {
      const who = payer(3);
      for (let round = 0; round < 5; round += 1) {
        const wish = { kind: "plan", planCode: "ru-6", quantity: 1 } as const;
        const order = await placeOrder(product, who, wish);
        const ref = shownIn(product, await payOver(product, who, order)());
        const before = await walletOf(product, who);
        product.gateways.control.pay(ref);
        await Promise.all([
          product.gateways.control.deliver(ref, 2),
          annul(product, who, order).catch(() => null),
          product.gateways.control.deliver(ref, 2),
        ]);
        const isPaid = (await stateOf(product, who, order)) === "paid";
        const kept = (await walletOf(product, who)) - before;
        expect([isPaid, kept]).toEqual([isPaid, isPaid ? 0 : sumOf(product, ref)]);
      }
    });

    const lost: FaultName[] = ["http500_after_commit", "lose_answer", "truncate_body"];
    it.each(lost)("ask for one payment when its answer is lost: %s (BIL P9)", async (fault) => {
      const who = payer(4);
      const order = await placeOrder(product, who);
      product.gateways.control.next(fault, { call: "create" });
      const tap = payOver(product, who, order);
      await expect(tap()).rejects.toMatchObject({ code: "gateway_unavailable" });
      const taps = await times(3, payOver(product, who, order));
      const ref = shownIn(product, taps[0]);
      const { payments } = product.gateways.control.ledger();
      const attempt = payments.find(({ id }) => id === ref)?.attemptId;
      expect(payments.filter(({ attemptId }) => attemptId === attempt)).toHaveLength(1);
      product.gateways.control.pay(ref);
      product.gateways.control.next(fault, { call: "get", times: 2 });
      for (let round = 0; round < 3; round += 1) await product.gateways.control.deliver(ref);
      expect(await stateOf(product, who, order)).toBe("paid");
    });

    it("believe no event that is forged, of another sum or of another shop (BIL P10)", async () => {
      const who = payer(4);
      const { control } = product.gateways;
      const order = await placeOrder(product, who);
      const ref = shownIn(product, await payOver(product, who, order)());
      await times(3, () => control.forge({ event: "payment.succeeded", id: ref }));
      await control.forge({ event: "refund.succeeded", id: ref });
      const foreign = await payForeign(product, ref);
      control.tamper(100, ref);
      control.pay(ref);
      await times(3, () => control.deliver(ref));
      lies.push(ref, foreign);
      expect(await stateOf(product, who, order)).toBe("due");
      expect(await walletOf(product, who)).toBe(0);
      const told = await product
        .api(who.owner)
        .payments.attempts.$get({ query: { orderId: order } });
      expect(await told.json()).toMatchObject({ attempts: [{ state: "failed" }] });
    });

    it("agree with the gateways' own ledgers at the end, and every invariant holds (BIL I1–I20)", async () => {
      await comeToRest(product);
      await expectMoneySound(product, { allPaid: false, lies });
    }, 60_000);
  });
}

const times = <T>(count: number, work: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, work));

const sumOf = ({ gateways }: MoneyProcess, ref: string): number =>
  gateways.control.ledger().payments.find(({ id }) => id === ref)?.amount ?? 0;

function annul(product: MoneyProcess, { orgId }: Payer, id: string) {
  const verbs = product.api(operator).operator.orders[":orgId"][":id"];
  const json = { reason: "at the same moment" };
  return ask(verbs.annul.$post({ param: { orgId, id }, json }, named(crypto.randomUUID())));
}

/** Another shop takes the same sum for what it calls our attempt, and tells us of it. @returns the payment */
async function payForeign({ gateways }: MoneyProcess, ref: string): Promise<string> {
  const { shopId, secretKey } = sandboxCredentials.stranger.yookassa;
  const ours = gateways.control.ledger().payments.find(({ id }) => id === ref);
  const opened = await fetch(`${gateways.url}/v3/payments`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${shopId}:${secretKey}`).toString("base64")}`,
      "idempotence-key": crypto.randomUUID(),
      "content-type": "application/json",
    },
    body: JSON.stringify({
      amount: { value: ((ours?.amount ?? 0) / 100).toFixed(2), currency: "RUB" },
      capture: true,
      confirmation: { type: "redirect", return_url: "https://stranger.test/" },
      metadata: { attempt_id: ours?.attemptId },
    }),
  });
  const { id } = (await opened.json()) as { id: string };
  gateways.control.pay(id);
  await gateways.control.deliver(id, 2);
  return id;
}

function fail(): never {
  throw new RangeError("no such payer");
}
