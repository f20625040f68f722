import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createYookassa } from "../../../api/payments/rails/yookassa.ts";
import { sandboxCredentials } from "../../../bot/simulator/gateways/credentials.ts";
import {
  midnight,
  openOnYookassa,
  openSandbox,
  rawYookassa,
  type Sandbox,
  yookassaOrder,
} from "./sandbox.ts";

const hour = 3_600_000;
const amount = 32_900;
let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await openSandbox()));
afterEach(() => sandbox.close());

const raw = {
  amount: { value: "329.00", currency: "RUB" },
  capture: true,
  confirmation: { type: "redirect", return_url: "https://app.example/r" },
};
const cents = (kopecks: number) => ({ value: (kopecks / 100).toFixed(2), currency: "RUB" });

describe("a payment at YooKassa (BIL 3.2)", () => {
  it("is opened with a page, paid and found paid", async () => {
    const created = await sandbox.yookassa.create(yookassaOrder);
    const id = created.kind === "ok" ? created.value.id : "";
    expect(id).toMatch(/^[\da-f]{8}-000f-5000-8000-[\da-f]{12}$/);
    expect(created).toEqual({
      kind: "ok",
      value: {
        id,
        state: { state: "pending" },
        amount,
        pay: { by: "page", url: `${sandbox.url}/yookassa/pay/${id}` },
        attemptId: "att_yk",
        createdAt: midnight,
        test: false,
      },
    });
    expect(sandbox.control.pay(id)).toBe(yookassaOrder.returnUrl);
    expect(await sandbox.yookassa.get(id)).toMatchObject({
      value: {
        pay: null,
        state: {
          state: "paid",
          ref: id,
          amount,
          fee: 1151,
          refunded: 0,
          payer: "555555******4477",
        },
      },
    });
    expect(sandbox.control.ledger().merchants).toMatchObject([
      { taken: amount, captured: amount, held: 0, balance: amount },
    ]);
  });

  it("is opened by SBP with something to draw", async () => {
    const id = await openOnYookassa(sandbox, { method: "sbp" });
    expect(await sandbox.yookassa.get(id)).toMatchObject({
      value: { pay: { by: "qr", data: `${sandbox.url}/yookassa/pay/${id}` } },
    });
    sandbox.control.pay(id);
    expect(await sandbox.yookassa.get(id)).toMatchObject({
      value: { state: { payer: "sbp", fee: 230 } },
    });
    const page = await openOnYookassa(sandbox, { method: "sbp", confirmation: "page" });
    expect(await sandbox.yookassa.get(page)).toMatchObject({ value: { pay: { by: "page" } } });
  });

  it("is the same payment for the same key and body, at once and again and again", async () => {
    const both = await Promise.all([1, 2, 3].map(() => sandbox.yookassa.create(yookassaOrder)));
    const ids = both.map((answer) => (answer.kind === "ok" ? answer.value.id : answer.kind));
    expect(new Set(ids).size).toBe(1);
    sandbox.control.pay(ids[0] ?? "");
    expect(await sandbox.yookassa.create(yookassaOrder)).toMatchObject({
      value: { id: ids[0], state: { state: "paid" } },
    });
  });

  it("refuses a known key with another body: something exists", async () => {
    await sandbox.yookassa.create(yookassaOrder);
    const other = { ...yookassaOrder, amount: 44_900 };
    const used = { kind: "unknown", reason: "key_used" };
    expect(await sandbox.yookassa.create(other)).toEqual(used);
    const key = { "idempotence-key": yookassaOrder.attemptId };
    expect(await rawYookassa(sandbox, "/payments", raw, key)).toMatchObject({
      status: 400,
      body: { code: "invalid_request", parameter: "Idempotence-Key" },
    });
  });

  it("forgets a key after a day: then the same order is a second payment", async () => {
    const first = await sandbox.yookassa.create(yookassaOrder);
    sandbox.control.clock.advance(24 * hour - 1);
    const again = await sandbox.yookassa.create(yookassaOrder);
    expect(again).toMatchObject({ value: { id: first.kind === "ok" && first.value.id } });
    sandbox.control.clock.advance(1);
    await sandbox.yookassa.create(yookassaOrder);
    const range = { createdFrom: midnight, createdTo: midnight + 25 * hour };
    const found = await sandbox.yookassa.findByAttempt({ attemptId: "att_yk", ...range });
    expect(found.kind === "ok" && found.value.map(({ createdAt }) => createdAt)).toEqual([
      midnight,
      midnight + 24 * hour,
    ]);
  });

  it("expires when nobody pays, and cannot be paid or canceled by the merchant", async () => {
    const id = await openOnYookassa(sandbox);
    expect(await rawYookassa(sandbox, `/payments/${id}/cancel`, {})).toMatchObject({ status: 400 });
    sandbox.control.clock.advance(hour);
    expect(await sandbox.yookassa.get(id)).toMatchObject({
      value: { state: { state: "expired" } },
    });
    sandbox.control.pay(id);
    expect(sandbox.control.ledger().merchants).toEqual([]);
  });

  it("ends with the reason of the bank or of the buyer", async () => {
    const [declined, canceled] = [await openOnYookassa(sandbox), await openOnYookassa(sandbox)];
    sandbox.control.decline(declined);
    sandbox.control.cancel(canceled);
    expect(await sandbox.yookassa.get(declined)).toMatchObject({
      value: { state: { state: "failed", reason: "insufficient_funds" } },
    });
    expect(await sandbox.yookassa.get(canceled)).toMatchObject({
      value: { state: { state: "failed" } },
    });
  });

  it("holds without capture, and is captured in part or let go", async () => {
    const hold = async () =>
      String((await rawYookassa(sandbox, "/payments", { ...raw, capture: false })).body["id"]);
    const [captured, canceled, left] = [await hold(), await hold(), await hold()];
    for (const id of [captured, canceled, left]) sandbox.control.pay(id);
    expect(await sandbox.yookassa.get(left)).toMatchObject({
      value: { state: { state: "in_bank" } },
    });
    const part = { amount: cents(30_000) };
    await rawYookassa(sandbox, `/payments/${captured}/capture`, part);
    await rawYookassa(sandbox, `/payments/${canceled}/cancel`, {});
    expect(sandbox.control.ledger().merchants).toMatchObject([
      { taken: 98_700, captured: 30_000, returned: 35_800, held: 32_900 },
    ]);
    sandbox.control.clock.advance(7 * 24 * hour);
    expect(await sandbox.yookassa.get(left)).toMatchObject({
      value: { state: { state: "failed", reason: "expired_on_capture" } },
    });
  });

  it("is seen by its shop alone", async () => {
    const id = await openOnYookassa(sandbox);
    const as = (shop: { shopId: string; secretKey: string }) =>
      createYookassa({ baseUrl: sandbox.url, fetch: (url, init) => fetch(url, init), ...shop });
    const stranger = as(sandboxCredentials.stranger.yookassa);
    expect(await stranger.get(id)).toMatchObject({ code: "not_found", class: "final" });
    const range = { attemptId: "att_yk_1", createdFrom: 0, createdTo: midnight + hour };
    expect(await stranger.findByAttempt(range)).toEqual({ kind: "ok", value: [] });
    const { shopId } = sandboxCredentials.yookassa;
    const wrong = await as({ shopId, secretKey: "guess" }).get(id);
    expect(wrong).toMatchObject({ code: "invalid_credentials", class: "config" });
    expect(JSON.stringify(wrong)).not.toContain("guess");
  });

  it.each([
    ["no key", raw, { "idempotence-key": "" }, "Idempotence-Key"],
    ["a long key", raw, { "idempotence-key": "k".repeat(65) }, "Idempotence-Key"],
    ["a float", { ...raw, amount: { value: 329, currency: "RUB" } }, {}, "amount.value"],
    ["one decimal", { ...raw, amount: { value: "329.0", currency: "RUB" } }, {}, "amount.value"],
    ["nothing", { ...raw, amount: { value: "0.00", currency: "RUB" } }, {}, "amount.value"],
    ["dollars", { ...raw, amount: { value: "1.00", currency: "USD" } }, {}, "amount.currency"],
    ["a long description", { ...raw, description: "x".repeat(129) }, {}, "description"],
    ["numbers in metadata", { ...raw, metadata: { order: 1 } }, {}, "metadata"],
    ["no confirmation", { ...raw, confirmation: null }, {}, "confirmation.type"],
    ["QR by card", { ...raw, confirmation: { type: "qr" } }, {}, "confirmation.type"],
  ])("refuses %s", async (_name, body, headers, parameter) => {
    expect(await rawYookassa(sandbox, "/payments", body, headers)).toMatchObject({
      status: 400,
      body: { type: "error", code: "invalid_request", parameter },
    });
    expect(sandbox.control.ledger().payments).toEqual([]);
  });
});

describe("receipts (BIL 3.2)", () => {
  const line = { description: "Место", quantity: 1, unitAmount: amount, vatCode: 11 };
  const receipt = { email: "owner@firm.ru", lines: [line] };
  const item = { description: "x", quantity: 1, amount: cents(amount), vat_code: 1 };

  it("are demanded by a fiscal shop only", async () => {
    const fiscal = await openSandbox({ rules: { fiscal: true } });
    expect(await fiscal.yookassa.create(yookassaOrder)).toMatchObject({
      kind: "refused",
      class: "config",
      detail: "receipt Receipt is missing or illegal",
    });
    expect(await fiscal.yookassa.create({ ...yookassaOrder, receipt })).toMatchObject({
      kind: "ok",
    });
    await fiscal.close();
  });

  it.each([
    ["a sum that is not the payment's", { items: [{ ...item, amount: cents(amount - 1) }] }],
    ["nobody to send it to", { customer: {} }],
    ["no items", { items: [] }],
    ["too many items", { items: Array.from({ length: 81 }, () => item) }],
    ["an unknown VAT code", { items: [{ ...item, vat_code: 13 }] }],
    ["a long description", { items: [{ ...item, description: "x".repeat(129) }] }],
  ])("are refused for %s", async (_name, wrong) => {
    const good = { customer: { email: "a@b.ru" }, items: [item] };
    const answer = await rawYookassa(sandbox, "/payments", {
      ...raw,
      receipt: { ...good, ...wrong },
    });
    expect(answer).toMatchObject({ status: 400, body: { code: "invalid_request" } });
    expect(await rawYookassa(sandbox, "/payments", { ...raw, receipt: good })).toMatchObject({
      status: 200,
    });
  });
});

describe("finding a payment whose answer was lost (BIL 3.7)", () => {
  it("turns all pages of the list", async () => {
    const { yookassa, control } = sandbox;
    await yookassa.create(yookassaOrder);
    for (let at = 0; at < 120; at += 1) {
      control.clock.advance(1000);
      await openOnYookassa(sandbox);
    }
    const range = { createdFrom: midnight, createdTo: midnight + hour };
    const found = await yookassa.findByAttempt({ attemptId: "att_yk", ...range });
    expect(found).toMatchObject({ kind: "ok", value: [{ attemptId: "att_yk" }] });
    const before = { ...range, createdTo: midnight };
    expect(await yookassa.findByAttempt({ attemptId: "att_yk", ...before })).toEqual({
      kind: "ok",
      value: [],
    });
  });

  it("says so when it could not read all of it", async () => {
    sandbox.control.next("truncate_body", { call: "list" });
    const range = { attemptId: "att_yk", createdFrom: midnight, createdTo: midnight + hour };
    expect(await sandbox.yookassa.findByAttempt(range)).toMatchObject({ kind: "unknown" });
  });
});

describe("refunds (BIL 3.2)", () => {
  it("give back at most what is left, once a key", async () => {
    const { yookassa, control } = sandbox;
    const paymentId = await openOnYookassa(sandbox);
    const first = { refundId: "r1", paymentId, amount: 12_900 };
    expect(await yookassa.refund(first)).toMatchObject({ code: "invalid_request" });
    control.pay(paymentId);
    const done = await yookassa.refund(first);
    expect(done).toMatchObject({
      value: { state: "succeeded", amount: 12_900, paymentId, reason: null },
    });
    expect(await yookassa.refund(first)).toEqual(done);
    expect(await yookassa.refund({ ...first, amount: 1 })).toMatchObject({ reason: "key_used" });
    const rest = { refundId: "r2", paymentId, amount: 20_001 };
    expect(await yookassa.refund(rest)).toMatchObject({ kind: "refused", class: "final" });
    expect(await yookassa.refund({ ...rest, refundId: "r3", amount: 20_000 })).toMatchObject({
      kind: "ok",
    });
    expect(await yookassa.get(paymentId)).toMatchObject({ value: { state: { refunded: amount } } });
    expect(control.ledger().merchants).toMatchObject([
      { captured: amount, refunded: amount, balance: 0 },
    ]);
    const id = done.kind === "ok" ? done.value.id : "";
    expect(await yookassa.getRefund(id)).toEqual(done);
    expect(await yookassa.getRefund("nope")).toMatchObject({ code: "not_found" });
  });

  it("may take a minute, and may be canceled", async () => {
    const { yookassa, control } = sandbox;
    const paymentId = await openOnYookassa(sandbox);
    control.pay(paymentId);
    control.next("refund_pending");
    control.next("refund_canceled");
    const slow = await yookassa.refund({ refundId: "r1", paymentId, amount: 900 });
    const never = await yookassa.refund({ refundId: "r2", paymentId, amount: 32_000 });
    expect([slow, never]).toMatchObject([
      { value: { state: "pending" } },
      { value: { state: "pending" } },
    ]);
    expect(await yookassa.refund({ refundId: "r3", paymentId, amount: 1 })).toMatchObject({
      kind: "refused",
    });
    control.clock.advance(60_000);
    const ends = [slow, never].map((answer) => (answer.kind === "ok" ? answer.value.id : ""));
    expect(await yookassa.getRefund(ends[0] ?? "")).toMatchObject({
      value: { state: "succeeded" },
    });
    expect(await yookassa.getRefund(ends[1] ?? "")).toMatchObject({
      value: { state: "canceled", reason: "insufficient_funds" },
    });
    expect(control.ledger().merchants).toMatchObject([{ refunded: 900 }]);
  });
});
