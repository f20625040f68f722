import type { YookassaOrder } from "./yookassa-desk.ts";

export type Input = Readonly<Record<string, unknown>>;

/** Why an input is refused: the `parameter` and the `description` of the error. */
export class InputMistake extends Error {
  readonly parameter: string;
  constructor(parameter: string, description: string) {
    super(description);
    this.parameter = parameter;
  }
}

/** @throws {InputMistake} */
export function readOrder(
  input: Input,
  fiscal: boolean,
): Omit<YookassaOrder, "merchant" | "origin"> {
  const amount = readMoney(input["amount"], "amount");
  const receipt = input["receipt"];
  if (fiscal && receipt === undefined)
    throw new InputMistake("receipt", "Receipt is missing or illegal");
  if (receipt !== undefined) checkReceipt(asObject(receipt), amount);
  const method = methodOf(input["payment_method_data"]);
  return {
    amount,
    capture: input["capture"] === true,
    description: readDescription(input["description"], "description"),
    method,
    confirmation: confirmationOf(asObject(input["confirmation"]), method),
    metadata: readMetadata(input["metadata"]),
    hasReceipt: receipt !== undefined,
  };
}

/** "329.00" RUB → kopecks. @throws {InputMistake} */
export function readMoney(given: unknown, parameter: string): number {
  const { value, currency } = asObject(given);
  const parts = typeof value === "string" ? /^(\d{1,11})\.(\d{2})$/.exec(value) : null;
  if (!parts) throw new InputMistake(`${parameter}.value`, "Incorrect amount value");
  if (currency !== "RUB") throw new InputMistake(`${parameter}.currency`, "Incorrect currency");
  const kopecks = Number(`${parts[1]}${parts[2]}`);
  if (kopecks === 0) throw new InputMistake(`${parameter}.value`, "Amount must be positive");
  return kopecks;
}

export function asObject(value: unknown): Input {
  return typeof value === "object" && value !== null ? (value as Input) : {};
}

function methodOf(given: unknown): "bank_card" | "sbp" {
  const type = given === undefined ? "bank_card" : asObject(given)["type"];
  if (type === "bank_card" || type === "sbp") return type;
  throw new InputMistake("payment_method_data.type", "Payment method is not available");
}

function confirmationOf(given: Input, method: string): YookassaOrder["confirmation"] {
  const { type, return_url: returnUrl } = given;
  if (type === "qr" && method === "sbp") return { type, returnUrl: null };
  if (type !== "redirect") throw new InputMistake("confirmation.type", "Confirmation is illegal");
  if (typeof returnUrl !== "string" || !URL.canParse(returnUrl))
    throw new InputMistake("confirmation.return_url", "Return url is missing or illegal");
  return { type, returnUrl };
}

function readDescription(given: unknown, parameter: string): string | null {
  if (given === undefined) return null;
  if (typeof given === "string" && given.length <= 128) return given;
  throw new InputMistake(parameter, "Description is longer than 128 characters");
}

function readMetadata(given: unknown): Record<string, string> {
  const entries = Object.entries(asObject(given));
  const fits = entries.every(
    ([key, value]) => key.length <= 32 && typeof value === "string" && value.length <= 512,
  );
  if (!fits || entries.length > 16) throw new InputMistake("metadata", "Metadata is illegal");
  return Object.fromEntries(entries) as Record<string, string>;
}

function checkReceipt(receipt: Input, amount: number): void {
  const { email, phone } = asObject(receipt["customer"]);
  if (typeof email !== "string" && typeof phone !== "string")
    throw new InputMistake("receipt.customer", "Receipt is missing or illegal");
  const items = Array.isArray(receipt["items"]) ? receipt["items"].map(asObject) : [];
  if (items.length === 0 || items.length > 80)
    throw new InputMistake("receipt.items", "Receipt is missing or illegal");
  const sum = items.reduce((total, item, at) => total + lineSum(item, `receipt.items.${at}`), 0);
  if (sum !== amount)
    throw new InputMistake("receipt.items", "Sum of receipt items is not the payment amount");
}

function lineSum(item: Input, at: string): number {
  if (readDescription(item["description"], `${at}.description`) === null)
    throw new InputMistake(`${at}.description`, "Description is missing");
  const { vat_code: vat, quantity } = item;
  if (typeof vat !== "number" || !Number.isInteger(vat) || vat < 1 || vat > 12)
    throw new InputMistake(`${at}.vat_code`, "Incorrect vat_code");
  if (typeof quantity !== "number" || quantity <= 0)
    throw new InputMistake(`${at}.quantity`, "Incorrect quantity");
  return Math.round(quantity * readMoney(item["amount"], `${at}.amount`));
}
