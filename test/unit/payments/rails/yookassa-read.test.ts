import { describe, expect, it } from "vitest";
import { createYookassa } from "../../../../api/payments/rails/yookassa.ts";
import { toYookassaMoney } from "../../../../api/payments/rails/yookassa-money.ts";
import { readYookassaNotice } from "../../../../api/payments/rails/yookassa-notification.ts";

const shop = { shopId: "100500", secretKey: "live_secret" };
const order = {
  attemptId: "att_1",
  amount: 32_900,
  method: "card",
  description: "Заказ 17",
  returnUrl: "https://app/pay/yk/return/att_1",
  metadata: { order_id: "17" },
  receipt: null,
} as const;

const payment = {
  id: "23d93cac-000f-5000-8000-126628f15141",
  status: "pending",
  paid: false,
  amount: { value: "329.00", currency: "RUB" },
  confirmation: { type: "redirect", confirmation_url: "https://yoomoney.ru/x" },
  created_at: "2025-04-08T10:00:00.000Z",
  metadata: { attempt_id: "att_1" },
  refundable: false,
  test: false,
};

interface Asked {
  url: string;
  method: string;
  headers: Headers;
  body: unknown;
}

function saying(body: unknown, status = 200) {
  const asked: Asked[] = [];
  const client = createYookassa({
    baseUrl: "https://yookassa.example",
    ...shop,
    fetch: async (url, init) => {
      const sent = typeof init.body === "string" ? (JSON.parse(init.body) as unknown) : null;
      const headers = new Headers(init.headers);
      asked.push({ url, method: init.method ?? "", headers, body: sent });
      return new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
    },
  });
  return { client, asked };
}

describe("what YooKassa is asked (BIL 3.2)", () => {
  it("sends the attempt as key and in the metadata, captured at once, in roubles made of kopecks", async () => {
    const { client, asked } = saying(payment);
    const receipt = {
      email: "owner@firm.ru",
      lines: [{ description: "Место".repeat(40), quantity: 7, unitAmount: 4700, vatCode: 11 }],
    };
    await client.create({ ...order, description: "я".repeat(200), receipt });
    expect(asked[0]?.headers.get("idempotence-key")).toBe("att_1");
    expect(asked[0]?.headers.get("authorization")).toBe(`Basic ${btoa("100500:live_secret")}`);
    expect(asked[0]?.body).toEqual({
      amount: { value: "329.00", currency: "RUB" },
      capture: true,
      description: "я".repeat(128),
      payment_method_data: { type: "bank_card" },
      confirmation: { type: "redirect", return_url: order.returnUrl },
      metadata: { order_id: "17", attempt_id: "att_1" },
      receipt: {
        customer: { email: "owner@firm.ru" },
        items: [
          {
            description: "Место".repeat(40).slice(0, 128),
            quantity: 7,
            amount: { value: "47.00", currency: "RUB" },
            vat_code: 11,
            payment_subject: "service",
            payment_mode: "full_payment",
            measure: "piece",
          },
        ],
      },
    });
  });

  it("asks SBP for a QR, or for the page", async () => {
    const { client, asked } = saying(payment);
    await client.create({ ...order, method: "sbp" });
    await client.create({ ...order, method: "sbp", confirmation: "page" });
    expect(asked.map(({ body }) => body)).toMatchObject([
      { payment_method_data: { type: "sbp" }, confirmation: { type: "qr" } },
      { payment_method_data: { type: "sbp" }, confirmation: { type: "redirect" } },
    ]);
  });

  it("sends no receipt whose lines do not add up, and no key the gateway would not take", async () => {
    const { client, asked } = saying(payment);
    const line = { description: "x", quantity: 1, unitAmount: 32_899, vatCode: 1 };
    const wrong = { email: "a@b.ru", lines: [line] };
    const keys = ["", "k".repeat(65), "ключ", "a\nb"].map((attemptId) => ({ ...order, attemptId }));
    for (const bad of [{ ...order, receipt: wrong }, { ...order, amount: 0 }, ...keys])
      await expect(client.create(bad)).rejects.toThrow(RangeError);
    const refund = { refundId: "r", paymentId: "p", amount: -1 };
    await expect(client.refund(refund)).rejects.toThrow(RangeError);
    expect(asked).toEqual([]);
  });

  it.each([
    [1, "0.01"],
    [10, "0.10"],
    [99, "0.99"],
    [100, "1.00"],
    [32_900, "329.00"],
    [Number.MAX_SAFE_INTEGER, "90071992547409.91"],
  ])("writes %d kopecks as %s", (kopecks, value) => {
    expect(toYookassaMoney(kopecks)).toEqual({ value, currency: "RUB" });
  });
});

describe("what YooKassa answers (BIL 3.2)", () => {
  it("opens a payment with a page", async () => {
    expect(await saying(payment).client.create(order)).toEqual({
      kind: "ok",
      value: {
        id: payment.id,
        state: { state: "pending" },
        amount: 32_900,
        pay: { by: "page", url: "https://yoomoney.ru/x" },
        attemptId: "att_1",
        createdAt: Date.parse(payment.created_at),
        test: false,
      },
    });
  });

  it("tells the fee, what went back, and who paid", async () => {
    const succeeded = {
      ...payment,
      status: "succeeded",
      income_amount: { value: "317.48", currency: "RUB" },
      refunded_amount: { value: "29.5", currency: "RUB" },
      payment_method: { type: "bank_card", card: { first6: "555555", last4: "4444" } },
    };
    expect(await saying(succeeded).client.get(payment.id)).toMatchObject({
      value: {
        pay: null,
        state: {
          state: "paid",
          ref: payment.id,
          amount: 32_900,
          fee: 1152,
          refunded: 2950,
          payer: "555555******4444",
        },
      },
    });
    const bySbp = { ...payment, status: "succeeded", payment_method: { type: "sbp" } };
    expect(await saying(bySbp).client.get(payment.id)).toMatchObject({
      value: { state: { fee: null, refunded: 0, payer: "sbp" } },
    });
  });

  it.each([
    ["expired_on_confirmation", { state: "expired" }],
    ["insufficient_funds", { state: "failed", reason: "insufficient_funds" }],
    ["canceled_by_merchant", { state: "failed", reason: "canceled_by_merchant" }],
  ])("reads the end of a payment: %s", async (reason, state) => {
    const cancellation_details = { party: "yoo_money", reason };
    const canceled = { ...payment, status: "canceled", cancellation_details };
    expect(await saying(canceled).client.get(payment.id)).toMatchObject({ value: { state } });
  });

  it("holds is not ours", async () => {
    const held = { ...payment, status: "waiting_for_capture" };
    expect(await saying(held).client.get(payment.id)).toMatchObject({
      value: { state: { state: "in_bank" } },
    });
  });

  it.each([
    ["another currency", { amount: { value: "329.00", currency: "USD" } }],
    ["a third decimal", { amount: { value: "329.001", currency: "RUB" } }],
    ["a number for a sum", { amount: { value: 329, currency: "RUB" } }],
    ["an unknown status", { status: "refunded" }],
    ["no id", { id: "" }],
  ])("does not book %s", async (_name, odd) => {
    const { client } = saying({ ...payment, ...odd });
    expect(await client.get(payment.id)).toEqual({ kind: "unknown", reason: "garbled" });
  });

  it.each([
    [400, "invalid_request", "final"],
    [404, "not_found", "final"],
    [401, "invalid_credentials", "config"],
    [403, "forbidden", "config"],
    [429, "too_many_requests", "later"],
    [418, "something_new", "config"],
  ])("reads HTTP %d %s as %s", async (status, code, kind) => {
    const body = { type: "error", code, description: "no live_secret here" };
    expect(await saying(body, status).client.get("x")).toEqual({
      kind: "refused",
      code,
      class: kind,
      detail: "no … here",
    });
  });

  it("reads a missing receipt as a matter of settings", async () => {
    const description = "Receipt is missing or illegal";
    const body = { type: "error", code: "invalid_request", description, parameter: "receipt" };
    expect(await saying(body, 400).client.create(order)).toMatchObject({ class: "config" });
  });

  it("knows that a used key means a payment somewhere", async () => {
    const description = "Idempotence key duplicated";
    const body = { type: "error", code: "invalid_request", description };
    expect(await saying(body, 400).client.create(order)).toEqual({
      kind: "unknown",
      reason: "key_used",
    });
  });

  it("never takes 5xx, 202 or a page for a no", async () => {
    const error = { type: "error", code: "internal_server_error" };
    expect(await saying(error, 500).client.create(order)).toMatchObject({ reason: "server" });
    const later = { type: "processing", retry_after: 1800 };
    expect(await saying(later, 202).client.create(order)).toMatchObject({ reason: "processing" });
    expect(await saying("<html>", 404).client.create(order)).toMatchObject({ reason: "garbled" });
    expect(await saying("<html>", 502).client.create(order)).toMatchObject({ reason: "server" });
    expect(await saying("{", 200).client.create(order)).toMatchObject({ reason: "garbled" });
  });
});

describe("what a notification says", () => {
  it("is only where to look", () => {
    const body = { type: "notification", event: "payment.succeeded", object: payment };
    expect(readYookassaNotice(body)).toEqual({
      event: "payment.succeeded",
      about: "payment",
      id: payment.id,
      paymentId: payment.id,
      attemptId: payment.metadata.attempt_id,
    });
    const refund = { id: "r1", payment_id: "p1", status: "succeeded" };
    expect(readYookassaNotice({ ...body, event: "refund.succeeded", object: refund })).toEqual({
      event: "refund.succeeded",
      about: "refund",
      id: "r1",
      paymentId: "p1",
      attemptId: null,
    });
  });

  it.each([
    null,
    "x",
    [],
    {},
    { type: "notification", event: "payment.succeeded" },
    { type: "notification", event: "payment.succeeded", object: { id: "" } },
    { type: "notification", event: "payment.succeeded", object: { id: "x".repeat(65) } },
    { type: "notification", event: "deal.closed", object: { id: "d" } },
  ])("is none: %j", (body) => {
    expect(readYookassaNotice(body)).toBeNull();
  });
});
