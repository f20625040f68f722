import { minor } from "./money.ts";
import type { Asset, Currency, Entry, Minor } from "./types.ts";

/** Templates of BIL §5.3: debit positive, credit negative, zero in all. Movements of nothing are left out. */

export interface OrderSum {
  readonly currency: Currency;
  /** With tax. */
  readonly total: Minor;
  readonly tax: Minor;
}

export interface Sum {
  readonly currency: Currency;
  readonly amount: Minor;
}

/** An activate-first order takes effect: receivable → revenue and VAT. */
export const orderPosting = (order: OrderSum): Entry[] => sale(order, "receivable");

/** Money has come over a rail: cash → wallet. */
export const paymentPosting = ({
  rail,
  currency,
  amount,
}: Sum & { readonly rail: string }): Entry[] =>
  movement(`cash:${rail}`, "wallet", currency, amount);

/** The wallet pays an order: a receivable, or, of a pay-first order, the sale itself. */
export const applyPosting = (
  order: OrderSum & { readonly activation: "on_order" | "on_payment" },
): Entry[] =>
  order.activation === "on_order"
    ? movement("wallet", "receivable", order.currency, order.total)
    : sale(order, "wallet");

/** Person-months are given. */
export const grantPosting = (personMonths: number): Entry[] =>
  movement("issued", "credit", "PM", personMonths);

/** A month is closed with this many person-months used. */
export const closePosting = (personMonths: number): Entry[] =>
  movement("credit", "consumed", "PM", personMonths);

/** Undoes a transaction: an annulment, or the return of a sale. The first one stays (I2). */
export const reversal = (entries: readonly Entry[]): Entry[] =>
  entries.map((entry) => ({ ...entry, amount: minor(-entry.amount) }));

/** A refund is asked for: the money leaves the wallet and waits for the gateway. */
export const refundPosting = ({ currency, amount }: Sum): Entry[] =>
  movement("wallet", "refund_clearing", currency, amount);

/** The gateway has sent it. */
export const refundDonePosting = ({
  rail,
  currency,
  amount,
}: Sum & { readonly rail: string }): Entry[] =>
  movement("refund_clearing", `cash:${rail}`, currency, amount);

/** The gateway has refused it: back to the wallet. */
export const refundFailedPosting = ({ currency, amount }: Sum): Entry[] =>
  movement("refund_clearing", "wallet", currency, amount);

/** Bank money that nobody is known for; in the operator's own books. */
export const suspensePosting = ({ currency, amount }: Sum): Entry[] =>
  movement("cash:bank", "suspense", currency, amount);

/** It belongs to somebody after all: the operator's half. The other half is `paymentPosting` over `bank` in their books. */
export const matchPosting = ({ currency, amount }: Sum): Entry[] =>
  movement("suspense", "cash:bank", currency, amount);

/** A correction by the operator: positive gives to the organisation, negative takes. Money or person-months. */
export const adjustPosting = ({
  asset,
  amount,
}: {
  readonly asset: Asset;
  readonly amount: number;
}): Entry[] => movement("adjustment", asset === "PM" ? "credit" : "wallet", asset, amount);

/** BIL I1. */
export function sumsToZero(entries: readonly Entry[]): boolean {
  const sums = new Map<Asset, number>();
  for (const { asset, amount } of entries) sums.set(asset, minor((sums.get(asset) ?? 0) + amount));
  return [...sums.values()].every((sum) => sum === 0);
}

function movement(debit: string, credit: string, asset: Asset, amount: number): Entry[] {
  return moved([
    { account: debit, asset, amount },
    { account: credit, asset, amount: minor(-amount) },
  ]);
}

function sale({ currency, total, tax }: OrderSum, debit: string): Entry[] {
  return moved([
    { account: debit, asset: currency, amount: total },
    { account: "revenue", asset: currency, amount: minor(tax - total) },
    { account: "vat", asset: currency, amount: minor(-tax) },
  ]);
}

const moved = (entries: readonly Entry[]): Entry[] => entries.filter(({ amount }) => amount !== 0);
