import { latinDigits } from "./calm-text.ts";

/** A bill nobody has paid yet. */
export interface OpenInvoice {
  readonly number: string;
  readonly orderNumber: string | null;
  /** Minor units still to be paid. */
  readonly amount: number;
  readonly buyerInn: string | null;
}

export type MatchVerdict = "exact" | "partial" | "over" | "unmatched";

/** `other_payer`: the ИНН is not the buyer's; `several`: more than one invoice is named; `no_number`: none of ours is. */
export type MatchDoubt = "other_payer" | "several" | "no_number";

export interface PurposeMatch {
  readonly verdict: MatchVerdict;
  /** The invoice the money is for; with a doubt, only the one a human may be asked about. */
  readonly number: string | null;
  readonly doubt: MatchDoubt | null;
}

interface Payment {
  readonly purpose: string;
  readonly amount: number;
  readonly payerInn: string | null;
}

const token = String.raw`((?:\p{L}{1,6}[-/])?\d+(?:[-/]\d+)*)`;
const mark = String.raw`\s*(?:№|n[o°]?\.?|#|номер|شماره[ٔی]?|ش\.?)?\s*[:.]?\s*`;
const invoiceNumber = new RegExp(
  String.raw`(?<!\p{L})(?:сч[её]т(?![\p{L}-]*-?фактур)(?:[аеуы]|ом|ов)?(?:\s+на\s+оплату)?|сч\.?|invoice|پیش\s?فاکتور|فاکتور|صورت\s?حساب)${mark}${token}`,
  "giu",
);
const orderNumber = new RegExp(
  String.raw`(?<!\p{L})(?:заказ[ауе]?|order|سفارش)${mark}${token}`,
  "giu",
);

/**
 * Which open invoice a transfer pays, by the number in its purpose, the payer and the sum (BIL §3.4). Money is only said to match
 * when one invoice is named and the payer is not somebody else; everything else is for a human.
 */
export function matchPurpose(payment: Payment, open: readonly OpenInvoice[]): PurposeMatch {
  const purpose = plainPurpose(payment.purpose);
  const named = namedIn(purpose, open);
  const [invoice] = named;
  if (!invoice) return { verdict: "unmatched", number: guess(payment, open), doubt: "no_number" };
  if (named.length > 1) return { verdict: "unmatched", number: null, doubt: "several" };
  const { number, amount, buyerInn } = invoice;
  if (buyerInn !== null && payment.payerInn !== null && buyerInn !== payment.payerInn)
    return { verdict: "unmatched", number, doubt: "other_payer" };
  if (payment.amount === amount) return { verdict: "exact", number, doubt: null };
  return { verdict: payment.amount < amount ? "partial" : "over", number, doubt: null };
}

function namedIn(purpose: string, open: readonly OpenInvoice[]): OpenInvoice[] {
  const invoices = numbersIn(purpose, invoiceNumber);
  const byInvoice = open.filter(({ number }) => invoices.has(plainNumber(number)));
  if (byInvoice.length > 0) return byInvoice;
  const orders = numbersIn(purpose, orderNumber);
  return open.filter(
    (invoice) => invoice.orderNumber !== null && orders.has(plainNumber(invoice.orderNumber)),
  );
}

/** The only invoice of this payer for this sum: worth asking about, not worth believing. */
function guess({ amount, payerInn }: Payment, open: readonly OpenInvoice[]): string | null {
  const alike = open.filter(
    (invoice) => payerInn !== null && invoice.buyerInn === payerInn && invoice.amount === amount,
  );
  return alike.length === 1 ? (alike[0]?.number ?? null) : null;
}

function numbersIn(purpose: string, pattern: RegExp): ReadonlySet<string> {
  return new Set([...purpose.matchAll(pattern)].map(([, number = ""]) => plainNumber(number)));
}

/** Without leading zeros and in one case: `INV-0017` is `inv-17`. */
function plainNumber(number: string): string {
  return latinDigits(number)
    .toLowerCase()
    .replace(/(?<!\d)0+(?=\d)/g, "");
}

function plainPurpose(purpose: string): string {
  return latinDigits(purpose)
    .replaceAll("ي", "ی")
    .replaceAll("ك", "ک")
    .replace(/[\u200c\u0640]/g, "")
    .replace(/\s+/g, " ");
}
