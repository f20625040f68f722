import { bookTransaction, operatorBooks } from "../../billing/ledger.ts";
import { matchPosting, reversal, suspensePosting } from "../../billing/rules/postings.ts";
import { loadBooks } from "../../billing/load-books.ts";
import { commit, orEarlierAnswer } from "../../core/commit.ts";
import type { Context } from "../../core/context.ts";
import { operatorPermit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { retryChanged } from "../../core/retry-changed.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import type { BankLine } from "../../documents/rules/bank-line.ts";
import { findTwin, insertLine } from "./bank-row.ts";
import { actorOf } from "./import-statement.ts";
import { latestDay } from "./judge-lines.ts";
import { findLine } from "./list-lines.ts";
import { profileOf } from "./read-lines.ts";
import type { BankLineView, SettledAnswer } from "./schemas.ts";
import { leaveSuspense, takeBankMoney } from "./take-bank-money.ts";

/**
 * Gives waiting money to whom it belongs: out of suspense in the operator's books, into the organisation's wallet in theirs,
 * in one batch; from there it pays the order, or what is owed (BIL §5.3).
 * @throws {Refusal} `not_found`, `bank_line_settled` when it waits no more, `not_billed`, `wrong_currency`
 */
export function applyLine(
  ctx: Context,
  id: string,
  to: { readonly orgId: string; readonly orderId: string | null },
): Promise<SettledAnswer> {
  const allowed = operatorPermit(ctx);
  const subject = `bank_line:${id}`;
  return orEarlierAnswer(ctx, async () => {
    const shown = await findLine(ctx.deps, id);
    return takeBankMoney<never>(
      ctx,
      allowed,
      { ...to, line: lineFrom(shown) },
      async (state, { books }) => {
        const { state: now, currency, amount } = await findLine(ctx.deps, id);
        if (now !== "unmatched") throw new Refusal("bank_line_settled");
        if (currency !== books.currency) throw new Refusal("wrong_currency");
        return {
          statements: leaveSuspense(id, { state, ...to }),
          transactions: [
            {
              orgId: operatorBooks,
              id: `match:${id}`,
              kind: "suspense",
              subject,
              at: books.now,
              entries: matchPosting({ currency, amount }),
            },
          ],
          audit: [
            { orgId: null, action: "billing.bank_line_applied", subject, after: { ...to, state } },
          ],
        };
      },
    );
  });
}

/** Money that nobody claims has gone back over the bank: out of suspense and out of the account. @throws {Refusal} `not_found`, `bank_line_settled` */
export function returnLine(ctx: Context, id: string, reason: string): Promise<{ done: true }> {
  const allowed = operatorPermit(ctx);
  const subject = `bank_line:${id}`;
  return orEarlierAnswer(ctx, () =>
    retryChanged(async () => {
      const { state, currency, amount } = await findLine(ctx.deps, id);
      if (state !== "unmatched") throw new Refusal("bank_line_settled");
      return commit<{ done: true }>(ctx, {
        permit: allowed,
        statements: [
          ...leaveSuspense(id, { state: "returned", orgId: null, orderId: null }),
          ...bookTransaction({
            orgId: operatorBooks,
            id: `return:${id}`,
            kind: "suspense",
            subject,
            reason,
            at: ctx.deps.clock(),
            entries: reversal(suspensePosting({ currency, amount })),
          }),
        ],
        audit: [{ orgId: null, action: "billing.bank_line_returned", subject, after: { reason } }],
        answer: { done: true },
      });
    }),
  );
}

/**
 * A transfer for an order that the operator has seen at the bank, without a file. A statement that brings it later finds it
 * here.
 * @throws {Refusal} `not_found`, `bank_line_known`, `date_out_of_range`, `not_billed`
 */
export function confirmPayment(
  ctx: Context,
  payment: {
    readonly orgId: string;
    readonly orderId: string;
    readonly amount: number;
    readonly datedOn: string;
    readonly number: string;
  },
): Promise<SettledAnswer> {
  const allowed = operatorPermit(ctx);
  const { orgId, orderId } = payment;
  return orEarlierAnswer(ctx, async () => {
    const { organisationName } = await loadBooks(ctx.deps, orgId);
    const line: BankLine = {
      payerAccount: "",
      payerName: organisationName,
      payerInn: null,
      documentNumber: payment.number,
      datedOn: payment.datedOn as LocalDate,
      amount: payment.amount,
      purpose: "",
    };
    const id = ctx.deps.ids();
    return takeBankMoney<never>(
      ctx,
      allowed,
      { orgId, orderId, line },
      async (state, { books }) => {
        if (line.datedOn > latestDay(ctx.deps, books.timeZone))
          throw new Refusal("date_out_of_range");
        if ((await findTwin(ctx.deps, line)) !== null) throw new Refusal("bank_line_known");
        const profile = profileOf(books.currency);
        return {
          statements: [
            insertLine({
              id,
              line,
              profile,
              state,
              orgId,
              orderId,
              at: books.now,
              by: actorOf(ctx),
            }),
          ],
          audit: [
            {
              orgId,
              action: "billing.bank_payment_confirmed",
              subject: `bank_line:${id}`,
              after: { ...payment, state },
            },
          ],
        };
      },
    );
  });
}

const lineFrom = (shown: BankLineView): BankLine => ({
  payerAccount: shown.payerAccount,
  payerName: shown.payerName,
  payerInn: shown.payerTaxId,
  documentNumber: shown.documentNumber,
  datedOn: shown.datedOn as LocalDate,
  amount: shown.amount,
  purpose: shown.purpose,
});
