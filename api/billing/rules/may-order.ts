import { localDateOf } from "../../core/calendar/zone.ts";
import { isOverdue } from "./due-at.ts";
import type { Books, OrderFacts, QuoteRefusal } from "./types.ts";

/** Seats, people or person-months in one order. */
const MAX_QUANTITY = 10_000;
/** Safety stops, not limits of sale (BIL §5.7): orders that took effect or may, and all of them with the offers nobody took. */
const MAX_ORDERS_OF_DAY = 15;
const MAX_OFFERS_OF_DAY = 100;

/** What stops every order: parked books, and a day that saw too many (BIL §5.7). */
export function orderRefusal(books: Books): QuoteRefusal | null {
  if (books.parkedReason !== null) return "account_parked";
  const ofToday = books.orders.filter(
    ({ createdAt }) => localDateOf(createdAt, books.timeZone) === books.today,
  );
  const binding = ofToday.filter((order) => !isOffer(order));
  const isFull = binding.length >= MAX_ORDERS_OF_DAY || ofToday.length >= MAX_OFFERS_OF_DAY;
  return isFull ? "too_many_orders" : null;
}

/** A price that was looked at and not paid: it binds nobody. */
const isOffer = ({ activation, state }: OrderFacts): boolean =>
  activation === "on_payment" && (state === "quoted" || state === "annulled");

/** Unpaid orders block renewing and switching (KV-13); money under review counts as paid. */
export function unpaidRefusal(books: Books): QuoteRefusal | null {
  const overdue = overdueRefusal(books);
  if (overdue !== null) return overdue;
  return owedIn(books).some(({ state }) => state === "due") ? "unpaid_orders" : null;
}

/** Only overdue orders block new seats (C-13). */
export const overdueRefusal = (books: Books): QuoteRefusal | null =>
  owedIn(books).some((order) => isOverdue(order, books.now)) ? "overdue_orders" : null;

export const isQuantity = (value: number): boolean =>
  Number.isInteger(value) && value >= 1 && value <= MAX_QUANTITY;

const owedIn = ({ orders }: Books): OrderFacts[] =>
  orders.filter(({ underReview }) => !underReview);
