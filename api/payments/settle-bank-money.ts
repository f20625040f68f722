import type { Statement } from "../../db/client/port.ts";
import { changeBooks } from "../billing/change-books.ts";
import { bookTransaction, operatorBooks } from "../billing/ledger.ts";
import { matchPosting, suspensePosting } from "../billing/rules/postings.ts";
import type { Currency, Profile } from "../billing/rules/types.ts";
import { commit } from "../core/commit.ts";
import type { Context } from "../core/context.ts";
import { operatorPermit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { insertAttempt } from "./attempt-row.ts";
import { paymentPart } from "./settle-payment.ts";

export interface BankMoney {
  readonly profile: Profile;
  /** A line of a statement; its id names the fact, so it is booked once. `amount`: minor units. */
  readonly line: { readonly id: string; readonly amount: number };
  /** Null while nobody is known for it: it waits in the operator's own books. */
  readonly orgId: string | null;
  readonly orderId: string | null;
  /** It waited there before and is now known. */
  readonly fromSuspense?: boolean;
  /** Rows of the caller (the line itself), written in the same batch. */
  readonly statements?: readonly Statement[];
}

export interface SettledBankMoney {
  /** Orders it has paid. */
  readonly pays: readonly string[];
}

const currencyOf: Readonly<Record<Profile, Currency>> = { ir: "IRR", ru: "RUB" };

/**
 * Books money that came to the operator's bank account: to the wallet of the organisation and from there to its orders, or to
 * the suspense account while nobody is known for it (BIL §5.3).
 * @throws {Refusal} `not_found` for strangers and for an order the organisation does not have
 * @throws {DatabaseError} `unique` for a line that is booked already
 */
export function settleBankMoney(acting: Context, money: BankMoney): Promise<SettledBankMoney> {
  operatorPermit(acting);
  return money.orgId === null || money.orderId === null
    ? toSuspense(acting, money)
    : toOrganisation(acting, money, money.orgId, money.orderId);
}

function toSuspense(acting: Context, { profile, line, statements }: BankMoney) {
  const currency = currencyOf[profile];
  return commit<SettledBankMoney>(acting, {
    permit: operatorPermit(acting),
    statements: [
      ...(statements ?? []),
      ...bookTransaction({
        orgId: operatorBooks,
        id: `pay:bank:${line.id}`,
        kind: "suspense",
        subject: `bank_line:${line.id}`,
        at: acting.deps.clock(),
        entries: suspensePosting({ currency, amount: line.amount }),
      }),
    ],
    audit: [
      {
        orgId: null,
        action: "payment.unmatched",
        subject: `bank_line:${line.id}`,
        after: { amount: line.amount, currency },
      },
    ],
    answer: { pays: [] },
  });
}

function toOrganisation(acting: Context, money: BankMoney, orgId: string, orderId: string) {
  const { line, profile, statements = [], fromSuspense = false } = money;
  const currency = currencyOf[profile];
  const { deps } = acting;
  return changeBooks<SettledBankMoney>(acting, orgId, (loaded) => {
    const { books } = loaded;
    if (books.profile !== profile || !books.orders.some(({ id }) => id === orderId))
      throw new Refusal("not_found");
    const id = deps.ids();
    const part = paymentPart(
      deps,
      loaded,
      { id, orgId, orderId, rail: "bank", amount: line.amount, ref: line.id },
      [
        ...statements,
        insertAttempt({
          orgId,
          id,
          orderId,
          rail: "bank",
          state: "succeeded",
          amount: line.amount,
          currency,
          gatewayRef: line.id,
          createdAt: books.now,
          concludedAt: books.now,
        }),
      ],
    );
    const fromOperator = {
      orgId: operatorBooks,
      id: `match:${line.id}`,
      kind: "suspense",
      subject: `bank_line:${line.id}`,
      at: books.now,
      entries: matchPosting({ currency, amount: line.amount }),
    } as const;
    return {
      ...part,
      permit: operatorPermit(acting),
      transactions: [...(fromSuspense ? [fromOperator] : []), ...part.transactions],
      audit: [
        ...part.audit,
        {
          orgId,
          action: "payment.matched",
          subject: `bank_line:${line.id}`,
          after: { orderId, amount: line.amount },
        },
      ],
      answer: { pays: part.conclusion.pays },
    };
  });
}
