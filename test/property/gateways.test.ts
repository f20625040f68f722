import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createYookassa } from "../../api/payments/rails/yookassa.ts";
import { createZarinpal } from "../../api/payments/rails/zarinpal.ts";
import { sandboxCredentials } from "../../bot/simulator/gateways/credentials.ts";
import { faultNames } from "../../bot/simulator/gateways/faults.ts";
import { createGateways } from "../../bot/simulator/gateways/gateways.ts";

const start = Date.parse("2026-11-21T00:00:00Z");
const hour = 3_600_000;
/** Inside the process nobody leaves, so a call that hangs would hang for ever. */
const playable = faultNames.filter((name) => name !== "hang" && name !== "slow");

const which = fc.nat({ max: 7 });
const rail = fc.constantFrom("zarinpal" as const, "yookassa" as const);

/** One step of a scenario: pure data, which is what a failing run prints. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("open"),
      rail,
      amount: fc.integer({ min: 1000, max: 9_000_000 }),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom("pay", "pay", "pay", "ask"), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cancel"), which }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("verify"), which, wrong: fc.constantFrom(0, 0, 1) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("refund"),
      which,
      percent: fc.constantFrom(1, 40, 60, 100),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("fault"), name: fc.constantFrom(...playable) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("wait"),
      ms: fc.constantFrom(1, 1, 60_000, 60_000, hour / 2, hour, 25 * hour),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("settle") }) },
);
const scenario = fc.array(step, { minLength: 8, maxLength: 80, size: "max" });
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** A shop that books what its clients tell it, and nothing else. */
function createShop() {
  const heard: { event: string; id: string }[] = [];
  const gateways = createGateways({
    clock: () => start,
    webhookTarget: "http://shop/hook",
    fetch: async (_url, init) => {
      const { event, object } = JSON.parse(typeof init.body === "string" ? init.body : "") as {
        event: string;
        object: { id: string };
      };
      heard.push({ event, id: object.id });
      return new Response(null, { status: 200 });
    },
  });
  const inProcess = async (url: string, init: RequestInit) => gateways.app.request(url, init);
  const common = { baseUrl: "http://127.0.0.1", fetch: inProcess };
  const zarinpal = createZarinpal({ ...common, ...sandboxCredentials.zarinpal });
  const yookassa = createYookassa({ ...common, ...sandboxCredentials.yookassa });
  const { control } = gateways;

  const opened: { rail: "zarinpal" | "yookassa"; id: string; amount: number }[] = [];
  const attempts: string[] = [];
  const booked = new Map<string, number>();
  let serial = 0;

  async function open(at: "zarinpal" | "yookassa", amount: number): Promise<void> {
    const attemptId = `att_${(serial += 1)}`;
    if (at === "zarinpal") {
      const callbackUrl = "http://shop/cb";
      const started = await zarinpal.request({ attemptId, amount, description: "x", callbackUrl });
      if (started.kind === "ok") opened.push({ rail: at, id: started.value.authority, amount });
      return;
    }
    attempts.push(attemptId);
    const order = {
      attemptId,
      amount,
      method: "card",
      description: "x",
      returnUrl: "http://shop/r",
      metadata: {},
      receipt: null,
    } as const;
    const first = await yookassa.create(order);
    const created = first.kind === "unknown" ? await yookassa.create(order) : first;
    if (created.kind === "ok") opened.push({ rail: at, id: created.value.id, amount });
  }

  async function verify(authority: string, amount: number): Promise<void> {
    const answer = await zarinpal.verify({ authority, amount });
    if (answer.kind !== "ok" || answer.value.state !== "paid") return;
    const key = `zarinpal ${answer.value.ref}`;
    // A booking is never changed: what was booked first must be right.
    if (!booked.has(key)) booked.set(key, answer.value.amount);
  }

  async function play(one: Step): Promise<void> {
    if (one.do === "open") return open(one.rail, one.amount);
    if (one.do === "fault") return control.next(one.name);
    if (one.do === "wait") return control.clock.advance(one.ms);
    if (one.do === "settle") return control.settle();
    const target = opened[one.which % Math.max(opened.length, 1)];
    if (!target) return undefined;
    const { id } = target;
    if (one.do === "pay") control.pay(id);
    if (one.do === "cancel") control.cancel(id);
    if (one.do === "ask" && target.rail === "zarinpal") await zarinpal.inquiry({ authority: id });
    if (one.do === "ask" && target.rail === "yookassa") await yookassa.get(id);
    if (one.do === "verify" && target.rail === "zarinpal")
      await verify(id, target.amount + one.wrong);
    if (one.do === "refund" && target.rail === "yookassa")
      await yookassa.refund({
        refundId: `ref_${(serial += 1)}`,
        paymentId: id,
        amount: Math.ceil((target.amount * one.percent) / 100),
      });
    return undefined;
  }

  /** What the schedule does in the end, when all works again: nothing may stay unknown. */
  async function reconcile(): Promise<void> {
    control.clearFaults();
    for (const { rail: at, id, amount } of opened) if (at === "zarinpal") await verify(id, amount);
    for (const attemptId of attempts) {
      const range = { createdFrom: start - hour, createdTo: start + 10_000 * hour };
      const found = await yookassa.findByAttempt({ attemptId, ...range });
      if (found.kind !== "ok") throw new Error("nothing may be unknown without faults");
      expect(found.value.length).toBeLessThanOrEqual(1);
      for (const { id, state } of found.value)
        if (state.state === "paid") booked.set(`yookassa ${id}`, state.amount - state.refunded);
    }
  }

  return { control, heard, booked, play, reconcile };
}

describe("money at the gateways", () => {
  it("is what the clients said, whatever got lost on the way", async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (steps) => {
        const shop = createShop();
        for (const one of steps) await shop.play(one);
        await shop.reconcile();
        const { merchants, payments, movements } = shop.control.ledger();
        for (const at of ["zarinpal", "yookassa"]) {
          const line = merchants.find((merchant) => merchant.rail === at);
          const own = [...shop.booked].filter(([key]) => key.startsWith(at));
          const sum = own.reduce((total, [, amount]) => total + amount, 0);
          expect(sum).toBe(line?.balance ?? 0);
          if (!line) continue;
          const held = payments.filter((one) => one.rail === at && one.status === "PAID");
          expect(line.held).toBe(held.reduce((total, { amount }) => total + amount, 0));
          expect(line.taken).toBe(line.held + line.returned + line.captured);
          expect(Math.min(line.held, line.returned, line.captured, line.balance)).not.toBeLessThan(
            0,
          );
        }
        for (const { id, amount } of payments) {
          const of = (kind: string) =>
            movements
              .filter((movement) => movement.payment === id && movement.kind === kind)
              .reduce((total, movement) => total + movement.amount, 0);
          expect(of("hold")).toBeLessThanOrEqual(amount);
          expect(of("capture") + of("return")).toBeLessThanOrEqual(of("hold"));
          expect(of("refund")).toBeLessThanOrEqual(of("capture"));
        }
      }),
      { numRuns: 150 },
    );
  });

  it("is told by webhooks at least once, in whatever order and number", async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (steps) => {
        const shop = createShop();
        for (const one of steps) await shop.play(one);
        shop.control.clearFaults();
        await shop.control.settle();
        // The curve ends after a day: whatever was dropped before has come by now, and so have new expiries.
        shop.control.clock.advance(25 * hour);
        await shop.control.settle();
        const told = new Set(shop.heard.map(({ event, id }) => `${event} ${id}`));
        for (const { rail: at, id, status } of shop.control.ledger().payments)
          if (at === "yookassa" && status !== "pending")
            expect(told).toContain(`payment.${status} ${id}`);
      }),
      { numRuns: 100 },
    );
  });
});
