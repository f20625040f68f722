import { invalid } from "./api-error.ts";
import type { InlineButton } from "./model.ts";
import type { StoredInvoice } from "./model-money.ts";
import { flag, list, number, text, type Payload } from "./parameters.ts";
import { checkProviderData } from "./provider-data.ts";

/** Currencies Telegram's providers take, by the digits after the point. */
const DIGITS: Readonly<Record<string, number>> = {
  ...digits(
    2,
    `AED AFN ALL AMD ARS AUD AZN BAM BDT BGN BND BOB BRL BYN CAD CHF CNY COP CRC CZK DKK DOP DZD EGP ETB EUR GBP GEL GHS
    GTQ HKD HNL HRK HUF IDR ILS INR JMD KES KGS KZT LBP LKR MAD MDL MMK MNT MOP MUR MVR MXN MYR MZN NGN NIO NOK NPR NZD PAB
    PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD SYP THB TJS TRY TTD TWD TZS UAH USD UYU UZS YER ZAR`,
  ),
  ...digits(0, "CLP ISK JPY KRW PYG UGX VND XTR"),
  ...digits(3, "BHD IQD JOD"),
};

/** Smallest and largest sum. About 1 to 10 000 dollars, so the real ones move with the rate. */
const SUMS: Readonly<Record<string, readonly [number, number]>> = {
  RUB: [8_000, 90_000_000],
  USD: [100, 1_000_000],
  EUR: [100, 1_000_000],
  XTR: [1, 100_000],
};

/**
 * Checks the payload of sendInvoice as Telegram does (BIL 3.3).
 * @throws ApiError 400
 */
export function readInvoice(payload: Payload): StoredInvoice {
  const title = sized(payload, "title", 32);
  const description = sized(payload, "description", 255);
  const own = text(payload, "payload") ?? "";
  if (Buffer.byteLength(own) > 128) throw invalid("INVOICE_PAYLOAD_INVALID");
  const startParameter = text(payload, "start_parameter") ?? "";
  if (!/^[\w-]{0,64}$/.test(startParameter)) throw invalid("START_PARAM_INVALID");
  const currency = text(payload, "currency") ?? "";
  if (!Object.hasOwn(DIGITS, currency)) throw invalid("CURRENCY_INVALID");
  const prices = (list(payload, "prices") ?? []).map(price);
  if (prices.length === 0) throw invalid("there must be at least one price");
  const total = prices.reduce((sum, { amount }) => sum + amount, 0);
  const providerToken = text(payload, "provider_token") ?? "";
  if (currency === "XTR") checkStars(payload, prices.length, providerToken);
  else if (!/^\d{5,}:(?:TEST|LIVE):\S+$/.test(providerToken))
    throw invalid("PAYMENT_PROVIDER_INVALID");
  const [least, most] = SUMS[currency] ?? [1, 999_999_999_999];
  if (total < least || total > most) throw invalid("CURRENCY_TOTAL_AMOUNT_INVALID");
  checkTips(payload);
  const invoice = { title, description, payload: own, currency, prices, total };
  const needEmail = currency !== "XTR" && flag(payload, "need_email");
  checkProviderData(text(payload, "provider_data"), invoice, {
    toProvider: needEmail && flag(payload, "send_email_to_provider"),
  });
  return { ...invoice, startParameter, providerToken, needEmail };
}

/** The keyboard of an invoice: Telegram's own pay button, or one given first. */
export function invoiceKeyboard(
  given: InlineButton[][] | undefined,
  { currency, total }: StoredInvoice,
): InlineButton[][] {
  const rows = given ?? [];
  if (rows.length === 0) return [[{ text: `Pay ${amountText(total, currency)}`, pay: true }]];
  if (rows[0]?.[0]?.pay !== true)
    throw invalid("the first button of an invoice must be a pay button");
  return rows;
}

/** As the client writes it: `RUB 329.00`, `⭐️ 50`. */
function amountText(total: number, currency: string): string {
  if (currency === "XTR") return `⭐️ ${total}`;
  const decimals = DIGITS[currency] ?? 2;
  return `${currency} ${(total / 10 ** decimals).toFixed(decimals)}`;
}

function sized(payload: Payload, name: string, limit: number): string {
  const value = text(payload, name) ?? "";
  if (value.trim() === "" || [...value].length > limit)
    throw invalid(`invoice ${name} must be of 1-${limit} characters`);
  return value;
}

function price(value: unknown): { label: string; amount: number } {
  const { label, amount } = (value ?? {}) as Record<string, unknown>;
  if (typeof label !== "string" || label === "" || !Number.isSafeInteger(amount))
    throw invalid("can't parse labeled price: label and a whole amount are expected");
  return { label, amount: amount as number };
}

function checkStars(payload: Payload, prices: number, providerToken: string): void {
  const tips = number(payload, "max_tip_amount") ?? list(payload, "suggested_tip_amounts");
  if (providerToken !== "" || prices !== 1 || tips !== undefined)
    throw invalid("STARS_INVOICE_INVALID");
}

function checkTips(payload: Payload): void {
  const most = number(payload, "max_tip_amount") ?? 0;
  const tips = (list(payload, "suggested_tip_amounts") ?? []) as number[];
  const rising = tips.every(
    (tip, index) => Number.isSafeInteger(tip) && tip > (tips[index - 1] ?? 0),
  );
  if (tips.length > 4 || !rising || tips.some((tip) => tip > most))
    throw invalid("TIP_AMOUNTS_INVALID");
}

function digits(count: number, codes: string): Record<string, number> {
  return Object.fromEntries(
    codes
      .trim()
      .split(/\s+/)
      .map((code) => [code, count]),
  );
}
