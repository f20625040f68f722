import { type Context, Hono } from "hono";
import type { FaultPlan } from "./faults.ts";
import type { ZarinpalPayment } from "./model.ts";
import type { GatewayWorld } from "./world.ts";
import type { ZarinpalDesk } from "./zarinpal-desk.ts";

const messages: Readonly<Record<number, string>> = {
  [-9]: "The input params invalid, validation error.",
  [-10]: "Terminal is not valid, please check merchant_id or ip address.",
  [-12]: "Too many attempts, please try again later.",
  [-13]: "Terminal limit reached.",
  [-14]: "The callback URL domain does not match the registered terminal domain.",
  [-50]: "Session is not valid, amounts values is not the same.",
  [-51]: "Session is not valid, session is not active paid try.",
  [-53]: "Session is not this merchant_id session.",
  [-54]: "Invalid authority.",
  [-60]: "Session can not be reversed with bank.",
  [-61]: "Session is not in success status.",
  [-62]: "Terminal ip limit must be active.",
  [-63]: "Maximum time for reverse this session is expired.",
};

type Input = Readonly<Record<string, unknown>>;

/** `/pg/v4/payment/*.json` as Zarinpal answers it, with everything that bites: types that change, codes as text. (BIL 3.1) */
export function zarinpalApi(parts: {
  world: GatewayWorld;
  desk: ZarinpalDesk;
  faults: FaultPlan;
  merchants: readonly string[];
}): Hono {
  const { world, desk, faults, merchants } = parts;
  const api = new Hono();

  /** Answers only merchants it knows. */
  const route = (name: string, answer: (input: Input, c: Context) => Response): void => {
    api.post(`/${name}.json`, async (c) => {
      const input = (await c.req.json().catch(() => ({}))) as Input;
      if (faults.take(["too_many_requests"], "zarinpal", name)) return refuse(c, -12, 429);
      const merchant = input["merchant_id"];
      if (!isUuid(merchant))
        return invalid(c, { merchant_id: "The merchant id format is invalid." });
      return merchants.includes(merchant) ? answer(input, c) : refuse(c, -10, 401);
    });
  };

  route("request", (input, c) => {
    const wrong = requestMistake(input);
    if (wrong) return invalid(c, wrong);
    const currency = input["currency"] === "IRT" ? "IRT" : "IRR";
    const amount = Number(input["amount"]);
    if (amount * (currency === "IRT" ? 10 : 1) > world.rules.terminalLimit) return refuse(c, -13);
    const callbackUrl = String(input["callback_url"]);
    const hosts = world.rules.callbackHosts;
    if (hosts && !hosts.includes(new URL(callbackUrl).host)) return refuse(c, -14);
    const metadata = (input["metadata"] ?? {}) as Input;
    const { authority } = desk.open({
      merchant: String(input["merchant_id"]),
      amount,
      currency,
      callbackUrl,
      description: String(input["description"]),
      orderId: typeof metadata["order_id"] === "string" ? metadata["order_id"] : null,
      autoVerify:
        typeof metadata["auto_verify"] === "boolean"
          ? metadata["auto_verify"]
          : world.rules.autoVerify,
    });
    const fee = feeOf(amount);
    const data = { code: 100, message: "Success", authority, fee_type: "Merchant", fee };
    return c.json({ data, errors: [] });
  });

  route("verify", (input, c) => {
    if (typeof input["authority"] !== "string")
      return invalid(c, { authority: "The authority must be a string." });
    const merchant = String(input["merchant_id"]);
    const verified = desk.verify(input["authority"], merchant, Number(input["amount"]));
    if (!("payment" in verified)) return refuse(c, verified.code);
    const { amount, refId } = verified.payment;
    return c.json({
      data: {
        code: verified.code,
        message: "Verified",
        card_hash: "1EBE3EBEBE35C7EC0F8D6EE4F2F859107A87822CA179BC9528767EA7B5489B69",
        card_pan: "502229******5995",
        ref_id: refId,
        fee_type: "Merchant",
        fee: feeOf(amount),
      },
      errors: [],
    });
  });

  route("inquiry", (input, c) => {
    const payment = own(input);
    if (typeof payment === "number") return refuse(c, payment);
    const data = { status: payment.status, code: 100, message: "Success" };
    return c.json({ data, errors: {} });
  });

  route("unVerified", (input, c) => {
    const authorities = [...world.zarinpal.values()]
      .filter(({ merchant, status }) => merchant === input["merchant_id"] && status === "PAID")
      .slice(-100)
      .map(({ authority, amount, callbackUrl, paidAt }) => ({
        authority,
        amount,
        callback_url: callbackUrl,
        referer: new URL(callbackUrl).origin,
        date: tehranTime(paidAt ?? 0),
      }));
    return c.json({ data: { code: "100", message: "Success", authorities }, errors: [] });
  });

  route("reverse", (input, c) => {
    const payment = own(input);
    if (typeof payment === "number") return refuse(c, payment);
    const code = desk.reverse(payment);
    if (code !== 100) return refuse(c, code);
    return c.json({ data: { code, message: "Reversed" }, errors: [] });
  });

  function own(input: Input): ZarinpalPayment | -53 | -54 {
    const payment = world.zarinpal.get(String(input["authority"]));
    if (!payment) return -54;
    return payment.merchant === input["merchant_id"] ? payment : -53;
  }

  return api;
}

function requestMistake(input: Input): Record<string, string> | null {
  const { amount, currency, description, callback_url: callback } = input;
  const least = currency === "IRT" ? 100 : 1000;
  if (typeof amount !== "number" || !Number.isSafeInteger(amount))
    return { amount: "The amount must be an integer." };
  if (amount < least) return { amount: `The amount must be at least ${least}.` };
  if (currency !== undefined && currency !== "IRR" && currency !== "IRT")
    return { currency: "The selected currency is invalid." };
  if (typeof description !== "string" || description === "" || description.length > 500)
    return { description: "The description must be 1 to 500 characters." };
  if (typeof callback !== "string" || !URL.canParse(callback))
    return { callback_url: "The callback url format is invalid." };
  return null;
}

const isUuid = (value: unknown): value is string =>
  typeof value === "string" && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value);

function invalid(c: Context, validation: Record<string, string>): Response {
  const errors = { code: -9, message: messages[-9], validations: [validation] };
  return c.json({ data: [], errors }, 422);
}

/** Most refusals come with HTTP 200, and `data` is sometimes a list, sometimes an object. */
function refuse(c: Context, code: number, status: 200 | 401 | 429 = 200): Response {
  const errors = { code, message: messages[code] ?? "Error", validations: [] };
  return c.json({ data: code % 2 === 0 ? {} : [], errors }, status);
}

function feeOf(amount: number): number {
  return Math.min(Math.floor(amount / 100), 4000);
}

function tehranTime(at: number): string {
  const format = { timeZone: "Asia/Tehran", dateStyle: "short", timeStyle: "medium" } as const;
  return new Intl.DateTimeFormat("sv-SE", format).format(at);
}
