import type { Deps } from "../deps.ts";
import { personMonthsOf } from "./access-facts.ts";
import type { BooksPart } from "./books-part.ts";
import type { LoadedBooks } from "./load-books.ts";
import { creditTransactions, grantStatements } from "./place-order.ts";
import { planById } from "./rules/current-plan.ts";
import { minor } from "./rules/money.ts";
import { addCalendarMonths } from "./rules/months.ts";
import { isPayable } from "./rules/orders.ts";
import { applyPosting } from "./rules/postings.ts";
import type { Books, Grant, Minor, OrderFacts } from "./rules/types.ts";
import { setOrderState } from "./set-order-state.ts";

export interface WalletPayment extends BooksPart {
  /** What the wallet still holds, minor units. */
  readonly walletAfter: Minor;
  /** Person-months that have come with it. */
  readonly creditGranted: number;
}

/**
 * Pays one whole order out of the wallet (BIL §5.3 «apply to order»): books it, marks it paid, and lets a pay-first order take
 * effect now. Pure: the caller writes it in the same batch with whatever filled the wallet, and tells the payers.
 * @param wallet minor units it holds at this point of the batch: `books.wallet` plus what the caller books in before
 * @returns null when the order is not open, the wallet is too small, or the books are parked (BIL §5.7); then money stays there
 */
export function applyWallet(
  deps: Pick<Deps, "ids">,
  { books }: LoadedBooks,
  order: OrderFacts,
  wallet: Minor,
): WalletPayment | null {
  if (books.parkedReason !== null || !isPayable(order.state) || wallet < order.total) return null;
  const { currency, orgId, now } = books;
  const grants = order.activation === "on_payment" ? datedFromNow(books, order) : [];
  const overtaken = grants.some(({ kind }) => kind === "term") ? otherChoices(books, order) : [];
  return {
    walletAfter: minor(wallet - order.total),
    creditGranted: order.activation === "on_payment" ? personMonthsOf(order) : 0,
    transactions: [
      {
        orgId,
        id: `apply:${order.id}:${order.version}`,
        kind: "apply",
        subject: `order:${order.id}`,
        at: now,
        entries: applyPosting({ ...order, currency }),
      },
      ...creditTransactions(orgId, order.id, grants, now),
    ],
    statements: [
      setOrderState(books, order, { state: "paid" }),
      ...grantStatements({ deps }, orgId, order.id, grants, now),
      ...overtaken.map((other) =>
        setOrderState(books, other, { state: "annulled", reason: "overtaken" }),
      ),
    ],
    audit: [
      {
        orgId,
        action: "order.paid",
        subject: `order:${order.id}`,
        before: { state: order.state },
        after: { state: "paid", total: order.total },
      },
      ...overtaken.map(({ id, state }) => ({
        orgId,
        action: "order.annulled",
        subject: `order:${id}`,
        before: { state },
        after: { state: "annulled", reason: "overtaken" },
      })),
    ],
    notices: [],
  };
}

/** A term that was quoted for a day gone by starts today and is as long as it was sold; nobody pays for days before paying. */
function datedFromNow(books: Books, order: OrderFacts): Grant[] {
  const { today, calendar } = books;
  return order.lines.flatMap(({ grant }): Grant[] => {
    if (grant === null) return [];
    if (grant.kind === "credit" || grant.startsOn >= today) return [grant];
    if (grant.kind === "seats") return [{ ...grant, startsOn: today }];
    const { termMonths } = planById(books, grant.planVersionId);
    return [{ ...grant, startsOn: today, endsOn: addCalendarMonths(today, termMonths, calendar) }];
  });
}

/**
 * Offers that were made on the plan as it was: paying for one of them is over. Seats would land on the plan before; a top-up is
 * as good on any.
 */
const otherChoices = (books: Books, paid: OrderFacts): OrderFacts[] =>
  books.orders.filter(
    ({ id, state, kind }) => id !== paid.id && state === "quoted" && kind !== "topup",
  );
