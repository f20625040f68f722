import type { Minor, OrderState, Quote } from "./types.ts";

/** What can happen to an order. `passed` asks whether its due date has gone by. */
export type OrderEvent = "paid" | "passed" | "annulled" | "reinstated" | "refunded";

export interface OrderStepFacts {
  readonly now: number;
  readonly dueAt: number | null;
  readonly total: Minor;
  /** All that was given back of it, with what the event gives back. */
  readonly refunded: Minor;
}

/** How an order begins: what costs nothing is paid at once, what takes effect before it is paid is due (BIL §5.4). */
export function stateWhenMade({
  total,
  activation,
}: Pick<Quote, "total" | "activation">): OrderState {
  if (total === 0) return "paid";
  return activation === "on_order" ? "due" : "quoted";
}

/** Money can still be taken for it. */
export const isPayable = (state: OrderState): boolean =>
  state === "quoted" || state === "due" || state === "overdue";

/**
 * The state after an event; null when this event cannot happen to it, which is no error: events come twice and late (BIL §5.4).
 * Paid is never due again (I16), an annulled order takes no money until support reinstates it. A pay-first offer that was
 * overtaken is annulled as well.
 */
export function orderAfter(
  state: OrderState,
  event: OrderEvent,
  facts: OrderStepFacts,
): OrderState | null {
  if (event === "paid") return isPayable(state) ? "paid" : null;
  if (event === "annulled") return isPayable(state) ? "annulled" : null;
  if (event === "reinstated") return state === "annulled" && facts.dueAt !== null ? "due" : null;
  if (event === "refunded") return afterRefund(state, facts);
  return isPast(state, facts) ? "overdue" : null;
}

/** Its due date has gone by; on the instant itself it has not. */
const isPast = (state: OrderState, { dueAt, now }: OrderStepFacts): boolean =>
  state === "due" && dueAt !== null && now > dueAt;

function afterRefund(state: OrderState, { refunded, total }: OrderStepFacts): OrderState | null {
  if (state !== "paid" && state !== "part_refunded") return null;
  if (refunded <= 0 || refunded > total) return null;
  return refunded === total ? "refunded" : "part_refunded";
}
