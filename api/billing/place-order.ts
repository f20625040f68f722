import type { Statement } from "../../db/client/port.ts";
import type { Deps } from "../deps.ts";
import type { Permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import type { BooksChange } from "./change-books.ts";
import type { Transaction } from "./ledger.ts";
import type { LoadedBooks } from "./load-books.ts";
import { stateWhenMade } from "./rules/orders.ts";
import { grantPosting, orderPosting } from "./rules/postings.ts";
import type { Grant, OrderState, Quote } from "./rules/types.ts";
import { tellPayers } from "./tell-payers.ts";

export interface PlacedOrder {
  readonly orderId: string;
  readonly number: number;
  readonly state: OrderState;
  readonly total: number;
}

/**
 * Turns a quote into an order, in the batch of the caller's change: an activate-first order is a receivable and its plan and
 * seats work at once (KV-1, KV-6); a pay-first order waits for its money; what costs nothing is paid (BIL §5.4).
 * @param expected the total the person saw; @throws {Refusal} `price_changed` when it is another by now
 */
export function placeOrder(
  ctx: { readonly deps: Pick<Deps, "ids"> },
  loaded: LoadedBooks,
  quote: Quote,
  by: {
    readonly permit: Permit;
    readonly employeeId: string | null;
    readonly expected: number | null;
  },
): BooksChange<PlacedOrder> {
  const { books } = loaded;
  if (by.expected !== null && by.expected !== quote.total)
    throw new Refusal("price_changed", { total: quote.total, currency: books.currency });
  const orderId = ctx.deps.ids();
  const number = books.lastOrderNumber + 1;
  const state = stateWhenMade(quote);
  const takesEffect = quote.activation === "on_order" || quote.total === 0;
  const { now } = books;
  const order = { orderId, number, state, total: quote.total };
  return {
    permit: by.permit,
    statements: [
      {
        sql: "update billing_accounts set last_order_number = ? where org_id = ?",
        params: [number, books.orgId],
      },
      orderStatement(loaded, quote, { ...order, createdBy: by.employeeId }),
      ...(takesEffect ? grantStatements(ctx, books.orgId, orderId, grantsOf(quote), now) : []),
    ],
    transactions: [
      ...(state === "due" ? [orderTransaction(loaded, quote, orderId)] : []),
      ...(takesEffect ? creditTransactions(books.orgId, orderId, grantsOf(quote), now) : []),
    ],
    audit: [
      {
        orgId: books.orgId,
        action: "order.placed",
        subject: `order:${orderId}`,
        after: { number, kind: quote.kind, total: quote.total, plan: quote.plan.id, state },
      },
    ],
    notices:
      state === "due"
        ? tellPayers(loaded, {
            kind: "order-created",
            payload: {
              orderId,
              orderNumber: number,
              kind: quote.kind,
              total: quote.total,
              currency: books.currency,
              dueAt: quote.dueAt,
            },
            subject: `order:${orderId}`,
            key: orderId,
          })
        : [],
    answer: order,
  };
}

const grantsOf = ({ lines }: Quote): Grant[] =>
  lines.flatMap(({ grant }) => (grant === null ? [] : [grant]));

function orderStatement(
  { books }: LoadedBooks,
  quote: Quote,
  order: PlacedOrder & { readonly createdBy: string | null },
): Statement {
  return {
    sql: `insert into orders (org_id, id, number, kind, state, activation, currency, plan_version_id, total, tax, tax_bp,
        tax_mode, lines, due_at, created_by, created_at, paid_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    params: [
      books.orgId,
      order.orderId,
      order.number,
      quote.kind,
      order.state,
      quote.activation,
      books.currency,
      quote.plan.id,
      quote.total,
      quote.tax,
      quote.taxBp,
      quote.plan.taxMode,
      JSON.stringify(quote.lines),
      order.state === "due" ? quote.dueAt : null,
      order.createdBy,
      books.now,
      order.state === "paid" ? books.now : null,
    ],
  };
}

/** Terms and seats an order brings; they live in rows, so that annulment can suspend and reinstatement restore them. */
export function grantStatements(
  { deps }: { readonly deps: Pick<Deps, "ids"> },
  orgId: string,
  orderId: string,
  grants: readonly Grant[],
  now: number,
): Statement[] {
  let ownTerm: string | null = null;
  const statements: Statement[] = [];
  for (const grant of grants.toSorted(termsFirst)) {
    if (grant.kind === "term") {
      ownTerm = deps.ids();
      statements.push({
        sql: `insert into terms (org_id, id, order_id, plan_version_id, starts_on, ends_on, state, created_at)
          values (?, ?, ?, ?, ?, ?, 'active', ?)`,
        params: [orgId, ownTerm, orderId, grant.planVersionId, grant.startsOn, grant.endsOn, now],
      });
    }
    if (grant.kind === "seats")
      statements.push({
        sql: `insert into seat_grants (org_id, id, order_id, term_id, quantity, starts_on, state, created_at)
          values (?, ?, ?, ?, ?, ?, 'active', ?)`,
        params: [
          orgId,
          deps.ids(),
          orderId,
          grant.termId ?? ownTerm,
          grant.quantity,
          grant.startsOn,
          now,
        ],
      });
  }
  return ownTerm === null ? statements : [...statements, forgetPending(orgId)];
}

const termsFirst = (a: Grant, b: Grant): number =>
  Number(b.kind === "term") - Number(a.kind === "term");

/** A new term has taken what was scheduled for it. */
const forgetPending = (orgId: string): Statement => ({
  sql: "delete from pending_changes where org_id = ?",
  params: [orgId],
});

const orderTransaction = ({ books }: LoadedBooks, quote: Quote, orderId: string): Transaction => ({
  orgId: books.orgId,
  id: `order:${orderId}`,
  kind: "order",
  subject: `order:${orderId}`,
  at: books.now,
  entries: orderPosting({ total: quote.total, tax: quote.tax, currency: books.currency }),
});

/** Person-months that come with the order; never twice for one order. */
export const creditTransactions = (
  orgId: string,
  orderId: string,
  grants: readonly Grant[],
  at: number,
): Transaction[] => {
  const personMonths = grants.reduce(
    (sum, grant) => sum + (grant.kind === "credit" ? grant.personMonths : 0),
    0,
  );
  if (personMonths === 0) return [];
  return [
    {
      orgId,
      id: `grant:${orderId}`,
      kind: "grant",
      subject: `order:${orderId}`,
      at,
      entries: grantPosting(personMonths),
    },
  ];
};
