import { invalid } from "./api-error.ts";

type Fields = Record<string, unknown>;

/**
 * `provider_data` is any JSON object; a receipt for YooKassa in it must hold, or the provider refuses the payment (BIL 3.3):
 * items of at most 128 characters with a VAT code, together the sum of the invoice, and an address to send it to.
 * @throws ApiError 400
 */
export function checkProviderData(
  source: string | undefined,
  invoice: { readonly total: number; readonly currency: string },
  { toProvider }: { readonly toProvider: boolean },
): void {
  if (source === undefined || source === "") return;
  const { receipt } = parsed(source);
  if (receipt === undefined) return;
  if (!isFields(receipt) || !Array.isArray(receipt["items"]) || receipt["items"].length === 0)
    throw wrong("a receipt has items");
  const sums = receipt["items"].map((item: unknown) => itemSum(item, invoice.currency));
  if (sums.reduce((sum, one) => sum + one, 0) !== invoice.total)
    throw wrong("the receipt's items are not the sum of the invoice");
  const { customer } = receipt;
  const isKnown = isFields(customer) && ("email" in customer || "phone" in customer);
  if (!isKnown && !toProvider)
    throw wrong("nobody to send the receipt to: need_email and send_email_to_provider");
}

function parsed(source: string): Fields {
  try {
    const value: unknown = JSON.parse(source);
    if (isFields(value)) return value;
  } catch {
    // Falls through to the same refusal.
  }
  throw invalid("DATA_JSON_INVALID");
}

/** Minor units of one item: its price times its quantity. */
function itemSum(item: unknown, currency: string): number {
  if (!isFields(item) || !isFields(item["amount"])) throw wrong("an item has an amount");
  const { description, quantity, vat_code: vat } = item;
  const { value, currency: own } = item["amount"];
  if (typeof description !== "string" || description === "" || [...description].length > 128)
    throw wrong("an item's description has 1-128 characters");
  if (typeof value !== "string" || !/^\d+\.\d{2}$/.test(value) || own !== currency)
    throw wrong('an item\'s amount is like "329.00" in the currency of the invoice');
  if (!Number.isInteger(vat) || Number(vat) < 1 || Number(vat) > 12)
    throw wrong("vat_code is 1 to 12");
  const pieces = Number(quantity);
  if (!(pieces > 0)) throw wrong("an item's quantity is above zero");
  return Math.round(Number(value.replace(".", "")) * pieces);
}

const wrong = (reason: string): Error => invalid(`DATA_JSON_INVALID: ${reason}`);

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
