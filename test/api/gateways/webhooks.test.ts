import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { retryCurve } from "../../../bot/simulator/gateways/webhooks.ts";
import { openOnYookassa, openSandbox, type Sandbox } from "./sandbox.ts";

const hour = 3_600_000;
let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await openSandbox()));
afterEach(() => sandbox.close());

const events = (): unknown[] =>
  sandbox.heard.map(({ body }) => (body as { event: string; object: { id: string } }).event);
const ids = (): unknown[] =>
  sandbox.heard.map(({ body }) => (body as { object: { id: string } }).object.id);

async function paidPayment(): Promise<string> {
  const id = await openOnYookassa(sandbox);
  sandbox.control.pay(id);
  return id;
}

describe("YooKassa's notifications (BIL 3.2)", () => {
  it("tell of payments, cancellations and refunds, and wait until somebody lets them out", async () => {
    const { control, yookassa } = sandbox;
    const paymentId = await paidPayment();
    control.cancel(await openOnYookassa(sandbox));
    await yookassa.refund({ refundId: "r1", paymentId, amount: 900 });
    expect(sandbox.heard).toEqual([]);
    await control.settle();
    expect(events()).toEqual(["payment.succeeded", "payment.canceled", "refund.succeeded"]);
    expect(sandbox.heard[0]).toMatchObject({
      path: "/hook",
      body: { type: "notification", object: { id: paymentId, status: "succeeded", paid: true } },
    });
    await control.settle();
    expect(sandbox.heard).toHaveLength(3);
  });

  it("tell of time running out", async () => {
    await openOnYookassa(sandbox);
    sandbox.control.clock.advance(hour);
    await sandbox.control.settle();
    expect(events()).toEqual(["payment.canceled"]);
  });

  it("come again by the curve until 200, a day at most", async () => {
    sandbox.answerWith = 500;
    await paidPayment();
    const { control } = sandbox;
    for (const [at, delay] of retryCurve.entries()) {
      control.clock.advance(delay - (retryCurve[at - 1] ?? 0));
      await control.settle();
      await control.settle();
      expect(sandbox.heard).toHaveLength(at + 1);
    }
    control.clock.advance(48 * hour);
    await control.settle();
    expect(sandbox.heard).toHaveLength(retryCurve.length);
    expect(new Set(sandbox.heard.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  it("stop with the first 200, also after an outage slept through", async () => {
    sandbox.answerWith = 503;
    await paidPayment();
    await sandbox.control.settle();
    sandbox.answerWith = 200;
    sandbox.control.clock.advance(20 * hour);
    await sandbox.control.settle();
    sandbox.control.clock.advance(20 * hour);
    await sandbox.control.settle();
    expect(sandbox.control.deliveries().map(({ status }) => status)).toEqual([503, 200]);
  });

  it("wait while there is nowhere to go", async () => {
    sandbox.control.webhookTarget(null);
    await paidPayment();
    await sandbox.control.settle();
    sandbox.control.webhookTarget(`${sandbox.shopUrl}/elsewhere`);
    await sandbox.control.settle();
    expect(sandbox.heard.map(({ path }) => path)).toEqual(["/elsewhere"]);
  });

  it("count an unreachable shop as no answer", async () => {
    sandbox.control.webhookTarget("http://127.0.0.1:1/hook");
    const id = await paidPayment();
    await sandbox.control.settle();
    expect(sandbox.control.deliveries()).toMatchObject([{ id, status: 0 }]);
  });

  it("may be dropped once, and then come by the curve", async () => {
    sandbox.control.next("drop");
    await paidPayment();
    await sandbox.control.settle();
    expect(sandbox.heard).toEqual([]);
    sandbox.control.clock.advance(10_000);
    await sandbox.control.settle();
    expect(events()).toEqual(["payment.succeeded"]);
  });

  it("may come late", async () => {
    sandbox.control.next("delay", { ms: 5000 });
    await paidPayment();
    sandbox.control.clock.advance(4999);
    await sandbox.control.settle();
    expect(sandbox.heard).toEqual([]);
    sandbox.control.clock.advance(1);
    await sandbox.control.settle();
    expect(sandbox.heard).toHaveLength(1);
  });

  it("may come several times at once", async () => {
    sandbox.control.next("dup", { copies: 4 });
    const id = await paidPayment();
    await sandbox.control.settle();
    expect(ids()).toEqual([id, id, id, id]);
  });

  it("may come after what happened later", async () => {
    sandbox.control.next("reorder", { call: "payment.succeeded" });
    const paymentId = await paidPayment();
    await sandbox.yookassa.refund({ refundId: "r1", paymentId, amount: 900 });
    await sandbox.control.settle();
    expect(events()).toEqual(["refund.succeeded", "payment.succeeded"]);
  });

  it("come after a minute when nothing happened later", async () => {
    sandbox.control.next("reorder");
    await paidPayment();
    await sandbox.control.settle();
    expect(sandbox.heard).toEqual([]);
    sandbox.control.clock.advance(60_000);
    await sandbox.control.settle();
    expect(sandbox.heard).toHaveLength(1);
  });

  it("can be delivered again at will, with the truth of now", async () => {
    const id = await paidPayment();
    await sandbox.control.settle();
    expect(await sandbox.control.deliver(id, 3)).toEqual([200, 200, 200]);
    expect(ids()).toEqual([id, id, id, id]);
    await expect(sandbox.control.deliver("nope")).rejects.toThrow("nope");
  });

  it("can be forged: the payment itself tells the truth", async () => {
    const id = await openOnYookassa(sandbox);
    expect(await sandbox.control.forge({ event: "payment.succeeded", id })).toBe(200);
    expect(sandbox.heard[0]).toMatchObject({
      body: { event: "payment.succeeded", object: { id, status: "succeeded", paid: true } },
    });
    expect(await sandbox.yookassa.get(id)).toMatchObject({
      value: { state: { state: "pending" } },
    });
    await sandbox.control.forge({ event: "payment.succeeded", id: "nobody" });
    expect(await sandbox.yookassa.get("nobody")).toMatchObject({ code: "not_found" });
    await sandbox.control.forge({ event: "refund.succeeded", id });
    expect(sandbox.heard[2]).toMatchObject({ body: { object: { payment_id: id } } });
  });

  it("go out by themselves where time is real", async () => {
    const live = await openSandbox({ pulse: 5, clock: Date.now });
    const id = await openOnYookassa(live);
    live.control.pay(id);
    await expect.poll(() => live.heard.length, { timeout: 10_000 }).toBe(1);
    await live.close();
  });
});
