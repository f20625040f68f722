import type { Statement } from "../../db/client/port.ts";
import type { Entry } from "./rules/types.ts";

/** Books of money that belongs to no organisation yet. */
export const operatorBooks = "operator";

export type TransactionKind =
  | "order"
  | "payment"
  | "apply"
  | "grant"
  | "close"
  | "annul"
  | "reinstate"
  | "refund"
  | "refund_done"
  | "refund_failed"
  | "suspense"
  | "adjust";

export interface Transaction {
  readonly orgId: string;
  /** Names the fact, so that it cannot be booked twice (BIL I5): `pay:zarinpal:A…`. */
  readonly id: string;
  readonly kind: TransactionKind;
  readonly subject: string;
  readonly reason?: string | null;
  readonly at: number;
  /** Debit +, credit −. */
  readonly entries: readonly Entry[];
}

/**
 * The statements that book a transaction. @throws {RangeError} unless it sums to zero in every asset (BIL I1)
 * @throws {DatabaseError} when run: `unique` on `ledger_transactions` for a fact that is already booked
 */
export function bookTransaction(transaction: Transaction): Statement[] {
  const { orgId, id, kind, subject, reason, at } = transaction;
  const entries = transaction.entries.filter(({ amount }) => amount !== 0);
  if (entries.length === 0) return [];
  refuseUnbalanced(id, entries);
  return [
    {
      sql: "insert into ledger_transactions (org_id, id, kind, subject, reason, at) values (?, ?, ?, ?, ?, ?)",
      params: [orgId, id, kind, subject, reason ?? null, at],
    },
    ...entries.map(({ account, asset, amount }, index) => ({
      sql: `insert into ledger_entries (org_id, transaction_id, position, account, asset, amount)
        values (?, ?, ?, ?, ?, ?)`,
      params: [orgId, id, index + 1, account, asset, amount],
    })),
  ];
}

function refuseUnbalanced(id: string, entries: readonly Entry[]): void {
  const sums = new Map<string, number>();
  for (const { asset, amount } of entries) {
    if (!Number.isSafeInteger(amount)) throw new RangeError(`${id}: not a whole amount: ${amount}`);
    sums.set(asset, (sums.get(asset) ?? 0) + amount);
  }
  for (const [asset, sum] of sums)
    if (sum !== 0) throw new RangeError(`${id}: ${asset} is off by ${sum}`);
}
