import type { Books, OrderFacts } from "./types.ts";

/**
 * Whether the organisation has to pay before things work: its last word on an activate-first order was to let it lapse unpaid
 * (KV-3, C-11). Else a plan could be had for nothing by ordering, waiting for the annulment and ordering again. One order that
 * is paid restores «activation first» (KV-1).
 */
export function paysFirst({ orders }: Pick<Books, "orders">): boolean {
  const last = orders.filter(isSettledWord).toSorted((a, b) => saidAt(b) - saidAt(a))[0];
  return last !== undefined && last.state === "annulled";
}

/** Paid something, or was overdue when it was annulled. */
const isSettledWord = ({ state, total, dueAt, paidAt, annulledAt }: OrderFacts): boolean =>
  state === "annulled"
    ? dueAt !== null && annulledAt !== null && annulledAt > dueAt
    : paidAt !== null && total > 0;

const saidAt = ({ paidAt, annulledAt }: OrderFacts): number => paidAt ?? annulledAt ?? 0;
