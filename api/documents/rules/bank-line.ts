import type { LocalDate } from "../../core/calendar/types.ts";
import { calmText, latinDigits } from "./calm-text.ts";

/** Money that came to our account, as the bank tells it. All texts are untrusted and already calmed. */
export interface BankLine {
  /** Empty when the bank does not say. */
  readonly payerAccount: string;
  readonly payerName: string;
  readonly payerInn: string | null;
  readonly documentNumber: string;
  readonly datedOn: LocalDate;
  /** Kopecks or rials, above zero. */
  readonly amount: number;
  readonly purpose: string;
}

export type StatementCode =
  | "no_date"
  | "no_amount"
  | "no_document"
  | "not_a_statement"
  | "cut_short";

/** @property line of the file, from 1 */
export interface StatementError {
  readonly line: number;
  readonly code: StatementCode;
}

export interface Statement {
  readonly lines: readonly BankLine[];
  readonly errors: readonly StatementError[];
  /** Payments that left our account: not ours to count. */
  readonly outgoing: number;
}

/** What a bank wrote of one payment, before anything is believed. */
export interface RawBankLine {
  readonly payerAccount: string;
  readonly payerName: string;
  readonly payerInn: string;
  readonly documentNumber: string;
  readonly datedOn: LocalDate | null;
  readonly amount: number | null;
  readonly purpose: string;
}

const limits = { account: 34, name: 160, document: 40, purpose: 500 };

/** A payment with its texts calmed, or what is wrong with it. A line without a number could not be told from its copy. */
export function bankLine(raw: RawBankLine): BankLine | StatementCode {
  const documentNumber = calmText(latinDigits(raw.documentNumber), limits.document);
  if (raw.datedOn === null) return "no_date";
  if (raw.amount === null || raw.amount <= 0) return "no_amount";
  if (documentNumber === "") return "no_document";
  const inn = latinDigits(raw.payerInn).trim();
  return {
    payerAccount: calmText(latinDigits(raw.payerAccount), limits.account),
    payerName: calmText(raw.payerName, limits.name),
    payerInn: /^(?:\d{10}|\d{12})$/.test(inn) ? inn : null,
    documentNumber,
    datedOn: raw.datedOn,
    amount: raw.amount,
    purpose: calmText(raw.purpose, limits.purpose),
  };
}
