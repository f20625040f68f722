import type { DocumentLine, DocumentTotals, LineUnit, TaxMode } from "./snapshot.ts";

/** What an order sold, with its words. A negative line is money already paid for what is exchanged now. */
export interface SoldLine {
  readonly title: string;
  readonly details?: string | undefined;
  readonly unit: LineUnit;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly total: number;
}

export interface SoldTax {
  readonly mode: TaxMode;
  /** Of the whole order, minor units. */
  readonly amount: number;
}

/**
 * Lines of a paper: negative ones become discounts of the others, the order's tax is shared out to the last unit (BIL I14).
 * @throws RangeError when the discounts are more than was sold
 */
export function paperLines(
  sold: readonly SoldLine[],
  tax: SoldTax,
): { readonly lines: DocumentLine[]; readonly totals: DocumentTotals } {
  const positive = sold.filter(({ total }) => total >= 0);
  let discountLeft = sold.reduce((sum, { total }) => sum + Math.max(-total, 0), 0);
  const nets = positive.map(({ total }) => {
    const discount = Math.min(total, discountLeft);
    discountLeft -= discount;
    return { discount, net: total - discount };
  });
  if (discountLeft > 0) throw new RangeError("More is given back than is sold");
  const shares = shareOut(
    tax.mode === "none" ? 0 : tax.amount,
    nets.map(({ net }) => net),
  );
  const lines = positive.map((line, index): DocumentLine => {
    const { discount = 0, net = 0 } = nets[index] ?? {};
    const vat = shares[index] ?? 0;
    const { title, details, unit, quantity, unitPrice } = line;
    const total = tax.mode === "exclusive" ? net + vat : net;
    return { title, details, unit, quantity, unitPrice, discount, vat, total };
  });
  return { lines, totals: totalsOf(lines) };
}

/** Parts of `amount` in proportion to `weights`, whole and exact: what rounding leaves goes to the last that weighs anything. */
function shareOut(amount: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (amount === 0 || whole === 0) return weights.map(() => 0);
  const last = weights.findLastIndex((weight) => weight > 0);
  let left = amount;
  return weights.map((weight, index) => {
    const share = index === last ? left : Number((BigInt(amount) * BigInt(weight)) / BigInt(whole));
    left -= share;
    return share;
  });
}

const totalsOf = (lines: readonly DocumentLine[]): DocumentTotals => ({
  gross: lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0),
  discount: lines.reduce((sum, { discount }) => sum + discount, 0),
  vat: lines.reduce((sum, { vat }) => sum + vat, 0),
  payable: lines.reduce((sum, { total }) => sum + total, 0),
});
