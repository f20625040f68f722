import { currentTerm, isFreePlan, lastTerm, offeredPlans } from "./current-plan.ts";
import { isQuantity, orderRefusal } from "./may-order.ts";
import { monthsLeftInclusive } from "./months.ts";
import { effectivePrice } from "./prices.ts";
import { lineOf, quote } from "./quote.ts";
import type { Books, LineDetail, PlanVersion, Quote, QuoteRefusal } from "./types.ts";

/** For people until the end of the term (C-6), exactly the debt, or a bare number. */
export type TopUp =
  | { readonly persons: number }
  | { readonly debt: true }
  | { readonly personMonths: number };

type Priced = Pick<Books, "terms" | "plans" | "today" | "profile">;

/** More person-months at the running tier's price; they take effect when paid and never expire (AT-11, C-4). */
export function quoteTopUp(books: Books, wish: TopUp): Quote | QuoteRefusal {
  const stopped = orderRefusal(books);
  if (stopped !== null) return stopped;
  const plan = "debt" in wish ? planOfDebt(books) : tierOf(books);
  if (typeof plan === "string") return plan;
  const chosen = personMonthsOf(books, wish);
  if (chosen === null) return "quantity_invalid";
  const { personMonths, persons, months } = chosen;
  const detail: LineDetail = { kind: "person_months", planCode: plan.code, persons, months };
  return quote(books, {
    kind: "topup",
    plan,
    lines: [
      lineOf({
        detail,
        quantity: personMonths,
        unitPrice: effectivePrice(plan),
        grant: { kind: "credit", personMonths },
      }),
    ],
    term: null,
    units: personMonths,
  });
}

/**
 * At whose price a debt is paid: the running tier's. Without one the price right is gone (C-4), yet paying is never locked:
 * the shortest paid plan's price holds then.
 */
export function planOfDebt(books: Priced): PlanVersion | "wrong_meter" | "no_plan" {
  const tier = tierOf(books);
  if (typeof tier !== "string" || tier === "wrong_meter") return tier;
  const sold = offeredPlans(books).filter((plan) => !isFreePlan(plan));
  return sold.find(({ meter }) => meter === "active_person") ?? "no_plan";
}

function tierOf(books: Priced): PlanVersion | "wrong_meter" | "plan_lapsed" | "no_plan" {
  const held = currentTerm(books) ?? lastTerm(books);
  if (!held) return "no_plan";
  if (held.plan.meter !== "active_person") return "wrong_meter";
  if (held.term.endsOn <= books.today) return "plan_lapsed";
  return isFreePlan(held.plan) ? "no_plan" : held.plan;
}

function personMonthsOf(
  books: Books,
  wish: TopUp,
): {
  readonly personMonths: number;
  readonly persons: number | null;
  readonly months: number | null;
} | null {
  if ("debt" in wish)
    return books.credit < 0 ? { personMonths: -books.credit, persons: null, months: null } : null;
  if ("personMonths" in wish)
    return isQuantity(wish.personMonths)
      ? { personMonths: wish.personMonths, persons: null, months: null }
      : null;
  const endsOn = currentTerm(books)?.term.endsOn ?? books.today;
  const months = monthsLeftInclusive(books.today, endsOn, books.calendar);
  if (!isQuantity(wish.persons) || months === 0) return null;
  return { personMonths: wish.persons * months, persons: wish.persons, months };
}
