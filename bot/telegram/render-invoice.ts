import { directedPlain } from "../core/bidi.ts";
import type { Invoice } from "../core/view.ts";
import type { Language } from "../../locales/text.ts";
import { renderPlain } from "./render-plain.ts";

const titleLimit = 32;
const descriptionLimit = 255;
const payloadLimitBytes = 128;

/**
 * An invoice as sendInvoice wants it (BIL 3.3).
 * @throws RangeError when it breaks a rule that no cut can mend: a bug
 */
export function renderInvoice(invoice: Invoice, language: Language): object {
  check(invoice);
  const { payload, currency, prices, startParameter, providerToken, providerData } = invoice;
  return {
    title: renderPlain(invoice.title, language, titleLimit),
    description: renderPlain(invoice.description, language, descriptionLimit),
    payload,
    currency,
    prices: prices.map(({ label, amount }) => ({ label: directedPlain(label, language), amount })),
    start_parameter: startParameter,
    provider_token: providerToken ?? "",
    ...(invoice.needEmail ? { need_email: true, send_email_to_provider: true } : {}),
    ...(providerData === undefined ? {} : { provider_data: JSON.stringify(providerData) }),
  };
}

function check({ payload, currency, prices, startParameter, providerToken }: Invoice): void {
  const size = new TextEncoder().encode(payload).length;
  if (size < 1 || size > payloadLimitBytes)
    throw new RangeError(`An invoice's payload has 1 to ${payloadLimitBytes} bytes, not ${size}`);
  if (!/^[\w-]{1,64}$/.test(startParameter))
    throw new RangeError("An invoice needs a start parameter of 1 to 64 letters, digits, _ or -");
  if (prices.length === 0 || !prices.every(({ amount }) => Number.isSafeInteger(amount)))
    throw new RangeError("An invoice needs prices in whole minor units");
  const isStars = currency === "XTR";
  if (isStars && (prices.length !== 1 || providerToken))
    throw new RangeError("Stars take exactly one price and no provider token");
  if (!isStars && !providerToken)
    throw new RangeError(`An invoice in ${currency} needs a provider token`);
}
