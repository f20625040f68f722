import { daysBetween } from "../../core/calendar/local-date.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import { floorTo, minor } from "./money.ts";
import type { Currency, Minor, PlanVersion } from "./types.ts";

type Priced = Pick<PlanVersion, "currency" | "listPrice" | "discountBp" | "termMonths">;

/** A month has 30 days in prices of days, always (KV-8). */
const DAYS_OF_MONTH = 30;
const WHOLE_BP = 10_000;

/** Prices are whole roubles, or whole tomans (C-15). */
const priceSteps: Readonly<Record<Currency, Minor>> = { RUB: 100, IRR: 10 };

export const priceStep = (currency: Currency): Minor => priceSteps[currency];

/**
 * The price of one person or seat and month with the discount of the term: floored to whole roubles, or to 10 rials.
 * Minor units. KV-12, BIL §1.6 `eff`. @throws {RangeError} when the numbers are beyond 2^53
 */
export function effectivePrice(plan: Pick<Priced, "currency" | "listPrice" | "discountBp">): Minor {
  const scaled = minor(plan.listPrice * (WHOLE_BP - plan.discountBp));
  return floorTo(scaled, WHOLE_BP * priceStep(plan.currency)) / WHOLE_BP;
}

/** The price of one seat and day, floored to a minor unit (KV-9). */
export const dayPriceOf = (plan: Priced): Minor =>
  floorTo(effectivePrice(plan), DAYS_OF_MONTH) / DAYS_OF_MONTH;

/** What `days` of one seat cost: floored to the price step, never more than the whole term (BIL headline 2). */
export function priceOfDays(plan: Priced, days: number): { price: Minor; clamped: boolean } {
  const raw = floorTo(minor(dayPriceOf(plan) * days), priceStep(plan.currency));
  const whole = priceOfTerm(plan);
  return raw > whole ? { price: whole, clamped: true } : { price: raw, clamped: false };
}

/** What a seat costs for the whole term. */
export const priceOfTerm = (plan: Priced): Minor => minor(effectivePrice(plan) * plan.termMonths);

/** Days that are paid for when something starts today: neither today nor the day of the end (KV-10, C-12). */
export const daysLeft = (today: LocalDate, endsOn: LocalDate): number =>
  Math.max(0, daysBetween(today, endsOn) - 1);

export interface SeatRest {
  readonly days: number;
  readonly dayPrice: Minor;
  /** For one seat, so that a line of an invoice divides by its quantity. */
  readonly unit: Minor;
  readonly total: Minor;
  /** The days would have cost more than a whole term. */
  readonly clamped: boolean;
}

/** What seats cost for the rest of a running term: KV-PRORATE-v1 (BIL §1.6), minor units. `endsOn` is exclusive. */
export function seatRest(
  plan: Priced,
  rest: { readonly today: LocalDate; readonly endsOn: LocalDate; readonly quantity: number },
): SeatRest {
  const days = daysLeft(rest.today, rest.endsOn);
  const { price: unit, clamped } = priceOfDays(plan, days);
  return {
    days,
    dayPrice: dayPriceOf(plan),
    unit,
    total: minor(unit * rest.quantity),
    clamped,
  };
}
