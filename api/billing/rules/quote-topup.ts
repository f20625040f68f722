import { currentTerm, type HeldPlan, isFreePlan, lastTerm, offeredPlans } from "./current-plan.ts";
import { isQuantity, orderRefusal } from "./may-order.ts";
import { monthsLeftInclusive } from "./months.ts";
import { effectivePrice } from "./prices.ts";
import { lineOf, quote } from "./quote.ts";
import type { Books, PlanVersion, Quote, QuoteRefusal } from "./types.ts";

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
  if ("debt" in wish) {
    const plan = planOfDebt(books);
    if (typeof plan === "string") return plan;
    return books.credit < 0
      ? sold(books, plan, { personMonths: -books.credit })
      : "quantity_invalid";
  }
  const tier = tierOf(books);
  if (typeof tier === "string") return tier;
  if (!isQuantity("persons" in wish ? wish.persons : wish.personMonths)) return "quantity_invalid";
  return sold(books, tier.plan, "persons" in wish ? untilEnd(books, tier, wish.persons) : wish);
}

/**
 * At whose price a debt is paid: the running tier's. Without one the price right is gone (C-4), yet paying is never locked:
 * the shortest paid plan's price holds then.
 */
export function planOfDebt(books: Priced): PlanVersion | "wrong_meter" | "no_plan" {
  const tier = tierOf(books);
  if (typeof tier !== "string") return tier.plan;
  if (tier === "wrong_meter") return tier;
  const paid = offeredPlans(books).filter((plan) => !isFreePlan(plan));
  return paid.find(({ meter }) => meter === "active_person") ?? "no_plan";
}

function tierOf(books: Priced): HeldPlan | "wrong_meter" | "plan_lapsed" | "no_plan" {
  const current = currentTerm(books);
  const held = current ?? lastTerm(books);
  if (!held) return "no_plan";
  if (held.plan.meter !== "active_person") return "wrong_meter";
  if (!current) return "plan_lapsed";
  return isFreePlan(held.plan) ? "no_plan" : held;
}

interface Chosen {
  readonly personMonths: number;
  readonly persons?: number;
  readonly months?: number;
}

function untilEnd(books: Books, { term }: HeldPlan, persons: number): Chosen {
  const months = monthsLeftInclusive(books.today, term.endsOn, books.calendar);
  return { personMonths: persons * months, persons, months };
}

function sold(books: Books, plan: PlanVersion, chosen: Chosen): Quote {
  const { personMonths, persons = null, months = null } = chosen;
  const line = lineOf({
    detail: { kind: "person_months", planCode: plan.code, persons, months },
    quantity: personMonths,
    unitPrice: effectivePrice(plan),
    grant: { kind: "credit", personMonths },
  });
  return quote(books, { kind: "topup", plan, lines: [line], term: null, units: personMonths });
}
