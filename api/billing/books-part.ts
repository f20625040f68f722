import type { Statement } from "../../db/client/port.ts";
import type { AuditEntry } from "../core/commit.ts";
import type { NewNotice } from "../core/notices.ts";
import type { Transaction } from "./ledger.ts";

/** A piece of a change of the books, decided but not written. A verb joins pieces into the one batch of `changeBooks`. */
export interface BooksPart {
  readonly transactions: readonly Transaction[];
  readonly statements: readonly Statement[];
  readonly audit: readonly [AuditEntry, ...AuditEntry[]];
  readonly notices: readonly NewNotice[];
}

/** One piece made of several, in their order. */
export const joinParts = (first: BooksPart, ...rest: readonly BooksPart[]): BooksPart => ({
  transactions: [first, ...rest].flatMap(({ transactions }) => transactions),
  statements: [first, ...rest].flatMap(({ statements }) => statements),
  audit: [...first.audit, ...rest.flatMap(({ audit }) => audit)],
  notices: [first, ...rest].flatMap(({ notices }) => notices),
});
