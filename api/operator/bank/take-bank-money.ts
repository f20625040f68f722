import { guardChanged } from "../../../db/client/guard.ts";
import type { Statement } from "../../../db/client/port.ts";
import { changeBooks } from "../../billing/change-books.ts";
import type { Transaction } from "../../billing/ledger.ts";
import type { LoadedBooks } from "../../billing/load-books.ts";
import type { OrderFacts } from "../../billing/rules/types.ts";
import type { AuditEntry } from "../../core/commit.ts";
import type { Acting } from "../../core/context.ts";
import type { Permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import type { BankLine } from "../../documents/rules/bank-line.ts";
import { insertAttempt } from "../../payments/attempt-row.ts";
import { paymentPart } from "../../payments/settle-payment.ts";
import { refOf } from "./bank-row.ts";

export interface Taken {
  /** Against the order that was named: its exact sum, less (or no order at all), or more. */
  readonly state: "exact" | "partial" | "over";
  readonly ordersPaid: number;
}

/** What else belongs into the same batch, once it is known how the line stands. */
export interface TakenWith {
  readonly statements: readonly Statement[];
  readonly transactions?: readonly Transaction[];
  readonly audit: readonly [AuditEntry, ...AuditEntry[]];
}

/**
 * Books a transfer for an organisation: cash:bank → wallet, and the order it was sent for is paid when the transfer covers
 * it. Whatever does not cover its own order waits in the wallet and pays what is owed, the oldest first; so the end is the
 * same in whatever order transfers come (BIL §5.3, P20).
 * @param also decided anew in every round; `unchanged` when there is nothing to do any more
 * @throws {Refusal} `not_found` for an order that is not theirs, `not_billed`
 */
export function takeBankMoney<Unchanged>(
  acting: Acting,
  allowed: Permit,
  money: { readonly orgId: string; readonly orderId: string | null; readonly line: BankLine },
  also: (
    state: Taken["state"],
    loaded: LoadedBooks,
  ) => Promise<TakenWith | { readonly unchanged: Unchanged }>,
): Promise<Taken | Unchanged> {
  const { orgId, orderId, line } = money;
  const { deps } = acting;
  return changeBooks<Taken | Unchanged>(acting, orgId, async (loaded) => {
    const { books } = loaded;
    const named = orderId === null ? null : books.orders.find(({ id }) => id === orderId);
    if (named === undefined) throw new Refusal("not_found");
    const state = stateOf(line, named);
    const rest = await also(state, loaded);
    if ("unchanged" in rest) return rest;
    const holder = named ?? orderToHold(books.orders);
    if (holder === null) throw new Refusal("not_found");
    const id = deps.ids();
    const ref = refOf(line);
    const { amount } = line;
    const paying = { id, orgId, rail: "bank", amount, ref } as const;
    const part = paymentPart(
      deps,
      loaded,
      { ...paying, orderId: named !== null && state !== "partial" ? named.id : "" },
      [
        insertAttempt({
          ...paying,
          orderId: holder.id,
          currency: books.currency,
          state: "succeeded",
          gatewayRef: ref,
          receiptRef: line.documentNumber,
          createdAt: books.now,
          concludedAt: books.now,
        }),
        ...rest.statements,
      ],
    );
    return {
      permit: allowed,
      statements: part.statements,
      transactions: [...(rest.transactions ?? []), ...part.transactions],
      audit: [...rest.audit, ...part.audit],
      notices: part.notices,
      answer: { state, ordersPaid: part.conclusion.pays.length },
    };
  });
}

function stateOf({ amount }: BankLine, named: OrderFacts | null): Taken["state"] {
  if (named === null || amount < named.total) return "partial";
  return amount === named.total ? "exact" : "over";
}

/** Money that names no order still stands beside one in the list of payments: what is owed longest, else the newest. */
function orderToHold(orders: readonly OrderFacts[]): OrderFacts | null {
  const owed = orders.filter(({ state }) => state === "due" || state === "overdue");
  return owed.toSorted((a, b) => a.number - b.number)[0] ?? orders[0] ?? null;
}

/** Marks a waiting line; the batch fails unless it was still waiting. */
export const leaveSuspense = (
  id: string,
  to: {
    readonly state: Taken["state"] | "returned";
    readonly orgId: string | null;
    readonly orderId: string | null;
  },
): Statement[] => [
  {
    sql: "update bank_lines set state = ?, org_id = ?, order_id = ? where id = ? and state = 'unmatched'",
    params: [to.state, to.orgId, to.orderId, id],
  },
  guardChanged(),
];
