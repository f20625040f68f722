import type { LocalDate } from "../../core/calendar/types.ts";
import type { IranianBuyer, IranianSeller, RussianBuyer, RussianSeller } from "./requisites.ts";

/** Счёт на оплату, акт, پیش‌فاکتور, فاکتور. A Russian sale is closed by an act, so only Iran has an `invoice`. */
export type DocumentKind = "bank_invoice" | "act" | "pro_forma" | "invoice";

export type TaxMode = "inclusive" | "exclusive" | "none";

export type LineUnit = "person_month" | "seat" | "service";

/** Money is in minor units: kopecks or rials. `total = quantity × unitPrice − discount`, and `+ vat` when the tax is exclusive. */
export interface DocumentLine {
  /** Already written in the paper's language. */
  readonly title: string;
  /** A second line under the title: period, days. */
  readonly details?: string | undefined;
  readonly quantity: number;
  readonly unit: LineUnit;
  readonly unitPrice: number;
  readonly discount: number;
  /** Inside `total`; 0 when there is no tax. */
  readonly vat: number;
  readonly total: number;
}

export interface DocumentTotals {
  /** Σ quantity × unitPrice. */
  readonly gross: number;
  readonly discount: number;
  readonly vat: number;
  /** What is to be paid: Σ line totals (BIL I14). */
  readonly payable: number;
}

export interface DocumentTax {
  readonly mode: "inclusive" | "exclusive";
  /** Basis points: 2200 is 22 %. */
  readonly rateBp: number;
  readonly amount: number;
}

interface SnapshotBase {
  readonly version: 1;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate | null;
  /** Until when a pro-forma's price holds. */
  readonly validUntil: LocalDate | null;
  /** The order's number as the customer knows it. */
  readonly orderNumber: string;
  /** The earlier paper this one follows: the счёт of an акт, the پیش‌فاکتور of a فاکتور. */
  readonly basis: { readonly number: string; readonly issuedOn: LocalDate } | null;
  readonly lines: readonly DocumentLine[];
  readonly totals: DocumentTotals;
  /** Null: no VAT («Без НДС»). */
  readonly tax: DocumentTax | null;
  /** What is paid for, in a few words; the paper adds its number, date and tax. */
  readonly purpose: string;
}

export interface RussianSnapshot extends SnapshotBase {
  readonly kind: "bank_invoice" | "act";
  readonly language: "ru";
  readonly currency: "RUB";
  readonly seller: RussianSeller;
  readonly buyer: RussianBuyer;
}

export interface IranianSnapshot extends SnapshotBase {
  readonly kind: "pro_forma" | "invoice";
  readonly language: "fa";
  readonly currency: "IRR";
  readonly seller: IranianSeller;
  readonly buyer: IranianBuyer;
}

/** Everything a paper shows, but its number; JSON, frozen when the paper is issued. */
export type DocumentSnapshot = RussianSnapshot | IranianSnapshot;
