import { changeBooks } from "../../api/billing/change-books.ts";
import { type BooksPart, joinParts } from "../../api/billing/books-part.ts";
import type { Transaction } from "../../api/billing/ledger.ts";
import { type LoadedBooks, loadBooks } from "../../api/billing/load-books.ts";
import { applyWallet } from "../../api/billing/pay-from-wallet.ts";
import { placeOrder } from "../../api/billing/place-order.ts";
import { activeSeats, currentTerm, isFreePlan } from "../../api/billing/rules/current-plan.ts";
import { adjustPosting } from "../../api/billing/rules/postings.ts";
import { quotePlan } from "../../api/billing/rules/quote-plan.ts";
import { quoteSeats } from "../../api/billing/rules/quote-seats.ts";
import { quoteTopUp } from "../../api/billing/rules/quote-topup.ts";
import type {
  Asset,
  Books,
  Quote,
  QuoteRefusal,
  Scheduled,
} from "../../api/billing/rules/types.ts";
import { systemContext } from "../../api/core/context.ts";
import { systemPermit } from "../../api/core/permissions.ts";
import type { Deps } from "../../api/deps.ts";
import type { Database } from "../../db/client/port.ts";

/** Everything here goes through the product's own books, so that every invariant holds afterwards. */

const byTest = (deps: Deps) => systemContext(deps, "test");

export const booksOf = async (deps: Deps, orgId: string): Promise<Books> =>
  (await loadBooks(deps, orgId)).books;

/** Balances by `account/asset`; debit is positive. */
export async function ledgerOf(db: Database, orgId: string): Promise<Record<string, number>> {
  const [rows] = await db.read([
    {
      sql: `select account, asset, sum(amount) from ledger_entries where org_id = ? group by account, asset
        having sum(amount) <> 0 order by account, asset`,
      params: [orgId],
    },
  ]);
  return Object.fromEntries(
    (rows?.rows ?? []).map(([account, asset, amount]) => [
      `${String(account)}/${String(asset)}`,
      Number(amount),
    ]),
  );
}

/** Person-months from the operator; a negative number takes some, down to a debt. */
export const giveCredit = (deps: Deps, orgId: string, personMonths: number): Promise<void> =>
  adjust(deps, orgId, "PM", personMonths);

/** Money from the operator into the wallet, minor units. */
export const giveMoney = async (deps: Deps, orgId: string, amount: number): Promise<void> =>
  adjust(deps, orgId, (await booksOf(deps, orgId)).currency, amount);

/** An order for a plan, paid at once unless `unpaid`. @returns the order's id */
export const giveTerm = (
  deps: Deps,
  orgId: string,
  planCode: string,
  options: { readonly quantity?: number; readonly unpaid?: boolean } = {},
): Promise<string> =>
  order(
    deps,
    orgId,
    (books) => quotePlan(books, { planCode, quantity: options.quantity }),
    options,
  );

/** `n` seats more than there are, paid at once unless `unpaid`; on `ru-3` when no seats are sold yet. @returns the order's id */
export const giveSeats = (
  deps: Deps,
  orgId: string,
  n: number,
  options: { readonly unpaid?: boolean } = {},
): Promise<string> =>
  order(
    deps,
    orgId,
    (books) => {
      const plan = currentTerm(books)?.plan;
      return plan?.meter === "seat" && !isFreePlan(plan)
        ? quoteSeats(books, n)
        : quotePlan(books, { planCode: "ru-3", quantity: activeSeats(books) + n });
    },
    options,
  );

/** An order for person-months; `unpaid` leaves it quoted. @returns the order's id */
export const orderTopUp = (
  deps: Deps,
  orgId: string,
  wish: Parameters<typeof quoteTopUp>[1],
  options: { readonly unpaid?: boolean } = {},
): Promise<string> => order(deps, orgId, (books) => quoteTopUp(books, wish), options);

/** Pays an open order with money from the operator. */
export async function payOrder(deps: Deps, orgId: string, orderId: string): Promise<void> {
  await changeBooks(byTest(deps), orgId, (loaded) => {
    const found = loaded.books.orders.find(({ id }) => id === orderId);
    if (found === undefined) throw new Error(`no order ${orderId}`);
    const paid = applyWallet(deps, loaded, found, loaded.books.wallet + found.total);
    if (paid === null) throw new Error(`order ${orderId} takes no money`);
    const money = adjustment(deps, loaded, loaded.books.currency, found.total);
    return { permit: systemPermit(), ...joinParts(money, paid), answer: null };
  });
}

async function order(
  deps: Deps,
  orgId: string,
  quoteFor: (books: Books) => Quote | QuoteRefusal | Scheduled,
  { unpaid = false }: { readonly unpaid?: boolean },
): Promise<string> {
  const placed = await changeBooks(byTest(deps), orgId, (loaded) => {
    const quote = quoteFor(loaded.books);
    if (typeof quote === "string" || "scheduled" in quote)
      throw new Error(`no order: ${JSON.stringify(quote)}`);
    return placeOrder({ deps }, loaded, quote, {
      permit: systemPermit(),
      employeeId: null,
      expected: null,
    });
  });
  if (!unpaid && placed.state !== "paid") await payOrder(deps, orgId, placed.orderId);
  return placed.orderId;
}

async function adjust(deps: Deps, orgId: string, asset: Asset, amount: number): Promise<void> {
  await changeBooks(byTest(deps), orgId, (loaded) => {
    return { permit: systemPermit(), ...adjustment(deps, loaded, asset, amount), answer: null };
  });
}

function adjustment(deps: Deps, { books }: LoadedBooks, asset: Asset, amount: number): BooksPart {
  const transaction: Transaction = {
    orgId: books.orgId,
    id: `adjust:${deps.ids()}`,
    kind: "adjust",
    subject: `organisation:${books.orgId}`,
    reason: "test",
    at: books.now,
    entries: adjustPosting({ asset, amount }),
  };
  return {
    transactions: [transaction],
    statements: [],
    audit: [
      {
        orgId: books.orgId,
        action: "books.adjusted",
        subject: transaction.subject,
        after: { asset, amount },
      },
    ],
    notices: [],
  };
}
