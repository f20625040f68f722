import { access } from "./rules/access.ts";
import { currentTerm, lastTerm, suspendedSeats } from "./rules/current-plan.ts";
import { isOverdue } from "./rules/due-at.ts";
import { minor } from "./rules/money.ts";
import { effectivePrice } from "./rules/prices.ts";
import { planOfDebt } from "./rules/quote-topup.ts";
import type { AccessFacts, Books, OrderFacts } from "./rules/types.ts";

export interface OpenOrder extends Pick<OrderFacts, "state" | "dueAt" | "total" | "underReview"> {
  /** Person-months that come when it is paid. */
  readonly personMonths: number;
}

export type AccessBooks = Pick<
  Books,
  | "plans"
  | "terms"
  | "seatGrants"
  | "today"
  | "now"
  | "currency"
  | "credit"
  | "profile"
  | "calendar"
> & { readonly orders: readonly OpenOrder[] };

export const notBilled: AccessFacts = {
  billed: false,
  meter: null,
  credit: 0,
  unitPrice: 0,
  currency: "IRR",
  planEndsOn: null,
  today: "1970-01-01",
  dueCount: 0,
  dueTotal: 0,
  overdueCount: 0,
  overdueTotal: 0,
  annulledSeats: 0,
};

/**
 * The facts of the lock matrix (BIL §5.5) at `books.now`: from the ledger, the orders and the dates as they stand, so the
 * batch that pays unlocks. Money under review counts as paid; an order is overdue from its due date on, whether or not the
 * clock's job has said so yet.
 */
export function accessFacts(books: AccessBooks): AccessFacts {
  const { orders, now } = books;
  const owed = orders.filter(
    ({ state, underReview }) => (state === "due" || state === "overdue") && !underReview,
  );
  const overdue = owed.filter((order) => isOverdue(order, now));
  const due = owed.filter((order) => !isOverdue(order, now));
  const debtPlan = planOfDebt(books);
  const held = currentTerm(books) ?? lastTerm(books);
  return {
    billed: true,
    meter: held?.plan.meter ?? null,
    credit: books.credit + reviewed(orders),
    unitPrice: typeof debtPlan === "string" ? 0 : effectivePrice(debtPlan),
    currency: books.currency,
    planEndsOn: held?.term.endsOn ?? null,
    today: books.today,
    dueCount: due.length,
    dueTotal: sumOf(due),
    overdueCount: overdue.length,
    overdueTotal: sumOf(overdue),
    annulledSeats: suspendedSeats(books),
  };
}

/** Person-months that an order brings. */
export const personMonthsOf = ({ lines }: Pick<OrderFacts, "lines">): number =>
  lines.reduce((sum, { grant }) => sum + (grant?.kind === "credit" ? grant.personMonths : 0), 0);

const reviewed = (orders: readonly OpenOrder[]): number =>
  orders
    .filter(({ state, underReview }) => state === "quoted" && underReview)
    .reduce((sum, { personMonths }) => sum + personMonths, 0);

const sumOf = (orders: readonly OpenOrder[]): number =>
  orders.reduce((sum, { total }) => minor(sum + total), 0);

/** The facts of the lock matrix out of whole books. */
export const factsOf = (books: Books): AccessFacts =>
  accessFacts({
    ...books,
    orders: books.orders.map((order) => ({ ...order, personMonths: personMonthsOf(order) })),
  });

/** The locks of books that are loaded already. */
export const accessOfBooks = (books: Books): ReturnType<typeof access> => access(factsOf(books));
