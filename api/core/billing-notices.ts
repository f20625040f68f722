import type { OperatorTopic } from "./operator-topics.ts";

export type BillingCurrency = "IRR" | "RUB";

interface OrderNotice {
  readonly orderId: string;
  readonly orderNumber: number;
  readonly kind: string;
  readonly total: number;
  readonly currency: BillingCurrency;
  readonly dueAt: number | null;
}

/** Messages about money, with their facts. */
export interface BillingNotices {
  "order-created": OrderNotice;
  "order-due-soon": OrderNotice;
  "order-overdue": OrderNotice & { readonly annulAt: number | null };
  "order-annulled": OrderNotice & { readonly seats: number };
  "order-reinstated": OrderNotice;
  "payment-received": {
    /** Null when the money pays for no order: it waits in the wallet. */
    readonly orderId: string | null;
    readonly orderNumber: number | null;
    readonly paid: number;
    readonly currency: BillingCurrency;
    readonly wallet: number;
    /** Person-months after it; null for plans by seats. */
    readonly credit: number | null;
    /** A second payment for an order that was paid already. */
    readonly double: boolean;
    /** Numbers of other orders that the wallet paid with it. */
    readonly alsoPaid: readonly number[];
    /** Something was locked before it. */
    readonly wasLocked: boolean;
  };
  "payment-check": {
    readonly attemptId: string;
    readonly orderNumber: number;
    readonly amount: number;
    readonly currency: BillingCurrency;
    readonly stage: "started" | "day" | "not_paid" | "case";
    /** When we write at the latest, ms. */
    readonly until: number;
  };
  "payment-refunded": {
    readonly amount: number;
    readonly currency: BillingCurrency;
    readonly reason: string;
  };
  "books-adjusted": {
    readonly amount: number;
    readonly asset: BillingCurrency | "PM";
    readonly reason: string;
  };
  /** A month was closed: what it cost and what is left; negative credit is debt (BIL AT-14). */
  "month-closed": {
    readonly period: string;
    readonly charged: number;
    readonly late: number;
    readonly creditAfter: number;
    /** What opens the month again; 0 without debt. */
    readonly debtSum: number;
    readonly currency: BillingCurrency;
  };
  /** Before the close: more people were active than there is credit for. */
  "credit-low": { readonly period: string; readonly active: number; readonly credit: number };
  "plan-ending": { readonly endsOn: string; readonly days: number; readonly planCode: string };
  "plan-ended": { readonly endsOn: string; readonly planCode: string };
  /** Somebody needs a seat and none is free. */
  "seat-wanted": { readonly name: string; readonly missing: number };
  /** The operator's answer to a wish for a tariff. */
  "plan-request-answered": { readonly question: string; readonly answer: string };
  /** For the operator's people. */
  "operator-alert": {
    readonly about: OperatorTopic;
    readonly organisationName: string | null;
    readonly orgId: string | null;
    readonly text: string;
  };
}
