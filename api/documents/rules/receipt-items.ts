import { calmText } from "./calm-text.ts";
import type { DocumentLine } from "./snapshot.ts";
import { vatCode } from "./tax.ts";

/** An item of a 54-ФЗ receipt as YooKassa takes it (BIL §3.2). */
export interface ReceiptItem {
  readonly description: string;
  readonly quantity: number;
  /** Price of one. */
  readonly amount: { readonly value: string; readonly currency: "RUB" };
  readonly vat_code: number;
  readonly payment_subject: "service";
  readonly payment_mode: "full_payment" | "full_prepayment" | "partial_prepayment";
  readonly measure: "piece";
}

export interface ReceiptOptions {
  /** Kopecks that are really paid; less than the lines' sum when the rest came from elsewhere. */
  readonly amount: number;
  /** VAT in basis points on the day of payment; null without VAT. */
  readonly rateBp: number | null;
  readonly paymentMode?: ReceiptItem["payment_mode"];
}

type SoldLine = Pick<DocumentLine, "title" | "details" | "quantity" | "total">;

const maxItems = 80;
const maxDescription = 128;

/**
 * Items whose prices times quantities are exactly the payment (BIL I14). A line that does not divide becomes two: the same
 * thing at prices one kopeck apart.
 * @throws RangeError when the payment is over the lines' sum or nothing, or when there are more than 80 items
 */
export function receiptItems(
  lines: readonly SoldLine[],
  { amount, rateBp, paymentMode = "full_payment" }: ReceiptOptions,
): ReceiptItem[] {
  const shares = shared(
    amount,
    lines.map(({ total }) => total),
  );
  const items = lines.flatMap((line, index) =>
    priced(shares[index] ?? 0, line.quantity).map(({ quantity, price }): ReceiptItem => ({
      description: describe(line),
      quantity,
      amount: { value: roubles(price), currency: "RUB" },
      vat_code: vatCode(rateBp, paymentMode !== "full_payment"),
      payment_subject: "service",
      payment_mode: paymentMode,
      measure: "piece",
    })),
  );
  if (items.length > maxItems) throw new RangeError("A receipt has at most 80 items");
  return items;
}

/** Kopecks as gateways write them: 32900 is `329.00`. */
export function roubles(kopecks: number): string {
  return `${Math.floor(kopecks / 100)}.${String(kopecks % 100).padStart(2, "0")}`;
}

/** Cuts `amount` in proportion to the totals, exactly: every border between shares is floored. */
function shared(amount: number, totals: readonly number[]): number[] {
  const sum = totals.reduce((all, total) => all + total, 0);
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > sum)
    throw new RangeError("A receipt is of what was sold");
  const upTo = (part: number) => Number((BigInt(amount) * BigInt(part)) / BigInt(sum));
  let before = 0;
  return totals.map((total) => {
    const share = upTo(before + total) - upTo(before);
    before += total;
    return share;
  });
}

function priced(total: number, quantity: number): { quantity: number; price: number }[] {
  const price = Math.floor(total / quantity);
  const dearer = total - price * quantity;
  return [
    { quantity: quantity - dearer, price },
    { quantity: dearer, price: price + 1 },
  ].filter((part) => part.quantity > 0 && part.price > 0);
}

function describe({ title, details }: SoldLine): string {
  const whole = details === undefined ? title : `${title}, ${details}`;
  return calmText(Array.from(whole).length <= maxDescription ? whole : title, maxDescription);
}
