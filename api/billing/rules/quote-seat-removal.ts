import { isFreePlan, lastTerm, seatsOfTerm } from "./current-plan.ts";
import type { Books, QuoteRefusal, Scheduled } from "./types.ts";

/**
 * Seats that go when the next term begins: nothing is refunded (KV-15, AT-18). A later removal replaces an earlier one, and one
 * seat stays always.
 * @param seatsToRemove how many go in all
 */
export function quoteSeatRemoval(books: Books, seatsToRemove: number): Scheduled | QuoteRefusal {
  if (books.parkedReason !== null) return "account_parked";
  const last = lastTerm(books);
  if (!last) return "no_plan";
  const { plan } = last;
  if (plan.meter !== "seat") return "wrong_meter";
  if (last.term.endsOn <= books.today) return "plan_lapsed";
  if (isFreePlan(plan)) return "no_plan";
  const seats = seatsOfTerm(books, last.term.id);
  const removable = seats - 1;
  if (removable <= 0) return "nothing_to_remove";
  if (!Number.isInteger(seatsToRemove) || seatsToRemove < 1 || seatsToRemove > removable)
    return "quantity_invalid";
  return {
    scheduled: {
      kind: "seats",
      seatsToRemove,
      seatsAfter: seats - seatsToRemove,
      startsOn: last.term.endsOn,
    },
  };
}
