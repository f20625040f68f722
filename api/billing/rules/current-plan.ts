import type { Books, PlanVersion, Term } from "./types.ts";

/** The version that a term or an order names. @throws {RangeError} when the books lack it */
export function planById(books: Pick<Books, "plans">, id: string): PlanVersion {
  const plan = books.plans.find((known) => known.id === id);
  if (!plan) throw new RangeError(`no plan version ${id}`);
  return plan;
}

/** The version of each plan that holds today and is for sale, shortest term first (BIL §5.2: dated versions). */
export function offeredPlans(books: Pick<Books, "plans" | "profile" | "today">): PlanVersion[] {
  const newest = new Map<string, PlanVersion>();
  for (const plan of books.plans) {
    if (plan.profile !== books.profile || plan.validFrom > books.today) continue;
    const known = newest.get(plan.code);
    if (!known || plan.validFrom > known.validFrom) newest.set(plan.code, plan);
  }
  return [...newest.values()]
    .filter(({ offered }) => offered)
    .toSorted((a, b) => a.termMonths - b.termMonths || a.listPrice - b.listPrice);
}

/** A plan that comes once for nothing. */
export const isFreePlan = ({ included }: Pick<PlanVersion, "included">): boolean => included > 0;

export interface HeldPlan {
  readonly term: Term;
  readonly plan: PlanVersion;
}

type Held = Pick<Books, "terms" | "plans" | "today">;

/** The plan of today: the newest active term that contains it. Null when there was none or it has lapsed (AT-19). */
export const currentTerm = (books: Held): HeldPlan | null => termOn(books, books.today);

/** The same for any day. */
export function termOn(books: Held, day: Held["today"]): HeldPlan | null {
  const holding = books.terms.filter(
    ({ state, startsOn, endsOn }) => state === "active" && startsOn <= day && day < endsOn,
  );
  return held(books, holding.toSorted(newestFirst));
}

/** The active term that ends last, whenever that is: what a renewal follows. */
export function lastTerm(books: Held): HeldPlan | null {
  const active = books.terms.filter(({ state }) => state === "active");
  return held(
    books,
    active.toSorted((a, b) => compare(b.endsOn, a.endsOn) || newestFirst(a, b)),
  );
}

/** Seats that can be used today: active grants of the term that is the plan. */
export function activeSeats(books: Held & Pick<Books, "seatGrants">): number {
  const current = currentTerm(books);
  if (!current) return 0;
  return books.seatGrants
    .filter((grant) => grant.termId === current.term.id && grant.state === "active")
    .filter(({ startsOn }) => startsOn <= books.today)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Seats of annulled orders inside the running term (C-11). */
export function suspendedSeats(books: Held & Pick<Books, "seatGrants">): number {
  const current = currentTerm(books);
  if (!current) return 0;
  return books.seatGrants
    .filter((grant) => grant.termId === current.term.id && grant.state === "suspended")
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Seats that a term has in all, those that start later included. */
export const seatsOfTerm = (books: Pick<Books, "seatGrants">, termId: string): number =>
  books.seatGrants
    .filter((grant) => grant.termId === termId && grant.state === "active")
    .reduce((sum, { quantity }) => sum + quantity, 0);

/** The free month was taken; it comes once (AT-5). */
export const isFreeUsed = (books: Pick<Books, "orders" | "terms" | "plans">): boolean =>
  books.orders.some(({ kind }) => kind === "free") ||
  books.terms.some(({ planVersionId }) => isFreePlan(planById(books, planVersionId)));

function held(books: Held, terms: readonly Term[]): HeldPlan | null {
  const [term] = terms;
  return term ? { term, plan: planById(books, term.planVersionId) } : null;
}

/** Ids grow with time, so they order what was made in the same millisecond. */
const newestFirst = (a: Term, b: Term): number => b.createdAt - a.createdAt || compare(b.id, a.id);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
