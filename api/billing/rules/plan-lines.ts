import type { LocalDate } from "../../core/calendar/types.ts";
import { effectivePrice, priceOfTerm } from "./prices.ts";
import { lineOf } from "./quote.ts";
import type { Books, Grant, OrderLine, PlanVersion } from "./types.ts";
import { type Unused, unusedCredit, unusedSeats } from "./unused.ts";

export interface TermAhead {
  readonly startsOn: LocalDate;
  /** Exclusive. */
  readonly endsOn: LocalDate;
}

interface Lines {
  readonly lines: readonly OrderLine[];
  /** Seats or person-months that they give. */
  readonly units: number;
}

/** A whole term for `count` seats or people. */
export function planLines(plan: PlanVersion, term: TermAhead, count: number): Lines {
  const units = plan.meter === "seat" ? count : count * plan.termMonths;
  return { lines: [soldLine(plan, term, count, units), termLine(plan, term)], units };
}

/**
 * The same from today, less what is left of what was paid; never below 0. Person-months are filled up to people × months, so
 * what is traded in is not given twice, and a debt stays to be covered by them (C-5).
 */
export function switchLines(
  books: Books,
  change: {
    readonly from: PlanVersion;
    readonly to: PlanVersion;
    readonly term: TermAhead;
    readonly count: number;
  },
): Lines {
  const { to: plan, term, count } = change;
  const isSeats = plan.meter === "seat";
  const unused = isSeats
    ? unusedSeats(books, term.endsOn, count)
    : unusedCredit(books, count * plan.termMonths);
  const units = isSeats ? count : count * plan.termMonths - unused.units;
  const sold = soldLine(plan, term, count, units);
  const lines = [sold, termLine(plan, term), ...unusedLine(change.from, unused, sold.total)];
  return { lines, units };
}

/** The free month: the plan and what it includes (AT-5). */
export function freeLines(plan: PlanVersion, term: TermAhead): Lines {
  const units = plan.included;
  const gift = lineOf({
    detail: { kind: "free", planCode: plan.code },
    quantity: units,
    unitPrice: 0,
    grant: grantOf(plan, term, units),
  });
  return { lines: [gift, termLine(plan, term)], units };
}

function soldLine(plan: PlanVersion, term: TermAhead, count: number, units: number): OrderLine {
  const monthPrice = effectivePrice(plan);
  const { code: planCode, termMonths: months } = plan;
  const grant = grantOf(plan, term, units);
  if (plan.meter === "active_person")
    return lineOf({
      detail: { kind: "person_months", planCode, persons: count, months },
      quantity: count * months,
      unitPrice: monthPrice,
      grant,
    });
  return lineOf({
    detail: {
      kind: "seat_term",
      planCode,
      from: term.startsOn,
      to: term.endsOn,
      months,
      monthPrice,
    },
    quantity: count,
    unitPrice: priceOfTerm(plan),
    grant,
  });
}

function grantOf(plan: PlanVersion, term: TermAhead, units: number): Grant | null {
  if (units === 0) return null;
  return plan.meter === "seat"
    ? { kind: "seats", quantity: units, termId: null, startsOn: term.startsOn }
    : { kind: "credit", personMonths: units };
}

const termLine = (plan: PlanVersion, { startsOn, endsOn }: TermAhead): OrderLine =>
  lineOf({
    detail: {
      kind: "term",
      planCode: plan.code,
      from: startsOn,
      to: endsOn,
      months: plan.termMonths,
    },
    quantity: 1,
    unitPrice: 0,
    grant: { kind: "term", planVersionId: plan.id, startsOn, endsOn },
  });

/** Never more than the new plan costs: an upgrade gives no money back (P13). */
function unusedLine({ code: planCode }: PlanVersion, unused: Unused, most: number): OrderLine[] {
  const value = Math.min(unused.value, most);
  if (value === 0) return [];
  return [
    lineOf({
      detail: { kind: "unused", planCode, units: unused.units },
      quantity: 1,
      unitPrice: -value,
      grant: null,
    }),
  ];
}
