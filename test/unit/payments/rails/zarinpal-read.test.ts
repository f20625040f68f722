import { describe, expect, it } from "vitest";
import { createZarinpal } from "../../../../api/payments/rails/zarinpal.ts";

const merchantId = "5a9db0c5-0000-4000-8000-73616e64626f";
const authority = "A00000000000000000000000000217885159";
const question = { authority, amount: 660_000 };
const order = { attemptId: "a", amount: 660_000, description: "x", callbackUrl: "https://a.ir/cb" };

/** A Zarinpal that says just this, with this HTTP status. */
function saying(body: unknown, status = 200) {
  const asked: { url: string; body: Record<string, unknown> }[] = [];
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const client = createZarinpal({
    baseUrl: "https://zarinpal.example/",
    merchantId,
    fetch: async (url, init) => {
      const sent = typeof init.body === "string" ? init.body : "";
      asked.push({ url, body: JSON.parse(sent) as Record<string, unknown> });
      return new Response(text, { status });
    },
  });
  return { client, asked };
}

const refused = (code: number | string, extra: object = {}) => ({
  data: [],
  errors: { code, message: "no", ...extra },
});

describe("what Zarinpal is asked (BIL 3.1)", () => {
  it("names rials, the attempt and manual verification in every request", async () => {
    const { client, asked } = saying({ data: { code: 100, authority }, errors: [] });
    await client.request({ ...order, mobile: "09121234567", description: "ب".repeat(600) });
    expect(asked).toEqual([
      {
        url: "https://zarinpal.example/pg/v4/payment/request.json",
        body: {
          merchant_id: merchantId,
          amount: 660_000,
          currency: "IRR",
          description: "ب".repeat(500),
          callback_url: "https://a.ir/cb",
          metadata: { mobile: "09121234567", order_id: "a", auto_verify: false },
        },
      },
    ]);
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 53])("never sends %d as a sum", async (amount) => {
    const { client, asked } = saying({});
    await expect(client.verify({ authority, amount })).rejects.toThrow(RangeError);
    await expect(client.request({ ...order, amount })).rejects.toThrow(RangeError);
    expect(asked).toEqual([]);
  });
});

describe("what Zarinpal answers (BIL 3.1)", () => {
  it("keeps the zeros of an authority and leads to its page", async () => {
    const { client } = saying({ data: { code: 100, authority, fee: 100 }, errors: [] });
    expect(await client.request(order)).toEqual({
      kind: "ok",
      value: {
        authority,
        fee: 100,
        pay: { by: "page", url: `https://zarinpal.example/pg/StartPay/${authority}` },
      },
    });
  });

  it("takes no number for an authority", async () => {
    const { client } = saying({ data: { code: 100, authority: 217_885_159 }, errors: [] });
    expect(await client.request(order)).toEqual({ kind: "unknown", reason: "garbled" });
  });

  it.each([
    ["100 as a number", 100, []],
    ["100 as text", "100", {}],
    ["101 as a number", 101, null],
    ["101 as text and no errors at all", "101", undefined],
  ])("is paid with %s", async (_name, code, errors) => {
    const data = { code, ref_id: 201, card_pan: "502229******5995", fee_type: "Merchant", fee: 0 };
    expect(await saying({ data, errors }).client.verify(question)).toEqual({
      kind: "ok",
      value: {
        state: "paid",
        amount: 660_000,
        ref: "201",
        payer: "502229******5995",
        fee: 0,
        refunded: 0,
      },
    });
  });

  it("does not take from the sum what the buyer paid on top", async () => {
    const data = { code: 100, ref_id: "201", fee_type: "Payer", fee: 6000 };
    expect(await saying({ data, errors: [] }).client.verify(question)).toMatchObject({
      value: { fee: 0, payer: null },
    });
  });

  it("is not paid without a reference, whatever the code says", async () => {
    const { client } = saying({ data: { code: 100 }, errors: [] });
    expect(await client.verify(question)).toEqual({ kind: "unknown", reason: "garbled" });
  });

  it.each([
    [-9, "final"],
    [-10, "config"],
    [-11, "config"],
    [-12, "later"],
    [-13, "config"],
    [-14, "config"],
    [-15, "config"],
    [-16, "config"],
    [-17, "config"],
    [-18, "config"],
    [-30, "config"],
    [-40, "config"],
    [-50, "security"],
    [-53, "config"],
    [-54, "final"],
    [-62, "final"],
    [-999, "config"],
  ])("reads %d as %s, as a number or text, with any HTTP status", async (code, kind) => {
    const expected = { kind: "refused", code: String(code), class: kind, detail: "no" };
    expect(await saying(refused(code)).client.verify(question)).toEqual(expected);
    expect(await saying(refused(String(code)), 422).client.verify(question)).toEqual(expected);
    const inData = { data: { code, message: "no" }, errors: [] };
    expect(await saying(inData).client.verify(question)).toEqual(expected);
  });

  it("reads −51 of verify as not paid, and −52 as nobody knows", async () => {
    expect(await saying(refused(-51)).client.verify(question)).toEqual({
      kind: "ok",
      value: { state: "unpaid" },
    });
    expect(await saying(refused(-52)).client.verify(question)).toEqual({
      kind: "unknown",
      reason: "server",
    });
  });

  it.each([
    [[{ amount: "too little" }, { description: "too long" }]],
    [{ amount: "too little", description: "too long" }],
  ])("names the wrong inputs of %j without our id", async (validations) => {
    const message = `merchant ${merchantId} said`;
    const { client } = saying(refused(-9, { message, validations }), 422);
    expect(await client.request(order)).toMatchObject({
      detail: "merchant … said amount description",
    });
  });

  it.each([
    ["VERIFIED", { state: "to_verify", verified: true }],
    ["PAID", { state: "to_verify", verified: false }],
    ["IN_BANK", { state: "in_bank" }],
    ["FAILED", { state: "failed", reason: "FAILED" }],
    ["REVERSED", { state: "reversed" }],
  ])("says how a payment stands: %s", async (status, value) => {
    const { client } = saying({ data: { code: 100, status }, errors: [] });
    expect(await client.inquiry({ authority })).toEqual({ kind: "ok", value });
  });

  it.each(["", "<html>502</html>", '{"data":{"code":1', "null", "[]", "{}", '{"data":[]}', "1"])(
    "does not know what «%s» means",
    async (body) => {
      const garbled = { kind: "unknown", reason: "garbled" };
      expect(await saying(body).client.verify(question)).toEqual(garbled);
      expect(await saying(body).client.inquiry({ authority })).toEqual(garbled);
      const server = { kind: "unknown", reason: "server" };
      expect(await saying(body, 502).client.request(order)).toEqual(server);
    },
  );

  it("does not invent a state that is not documented", async () => {
    const { client } = saying({ data: { code: 100, status: "constructor" }, errors: [] });
    expect(await client.inquiry({ authority })).toEqual({ kind: "unknown", reason: "garbled" });
  });

  it.each([
    ["none", { code: "100" }, []],
    ["an empty object's worth", { code: "100", authorities: [] }, []],
    [
      "one, its sum as text",
      { code: "100", authorities: [{ authority, amount: "50500", date: "2020-07-01" }] },
      [{ authority, amount: 50_500 }],
    ],
  ])("lists what waits: %s", async (_name, data, value) => {
    expect(await saying({ data, errors: [] }).client.unverified()).toEqual({ kind: "ok", value });
  });
});
