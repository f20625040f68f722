import { orderPapers } from "../documents/rules/order-papers.ts";
import { isFreePlan, planById } from "./rules/current-plan.ts";
import { annulAt } from "./rules/due-at.ts";
import { minor } from "./rules/money.ts";
import { effectivePrice } from "./rules/prices.ts";
import type { Books, OrderFacts, OrderLine, PlanVersion } from "./rules/types.ts";
import type { LineView, OrderView, PlanRef } from "./schemas.ts";

export const planRefOf = (plan: PlanVersion): PlanRef => ({
  code: plan.code,
  meter: plan.meter,
  termMonths: plan.termMonths,
  isFree: isFreePlan(plan),
  deviceLimit: plan.deviceLimit,
  unitPrice: effectivePrice(plan),
  listPrice: plan.listPrice,
  discountBp: plan.discountBp,
});

export const lineViewOf = ({ detail, quantity, unitPrice, total }: OrderLine): LineView => ({
  detail,
  quantity,
  unitPrice,
  total,
});

const closingPaper = (
  { profile }: Books,
  { state, total }: OrderFacts,
  documents: OrderView["documents"],
): OrderView["closingPaper"] => {
  const { after } = orderPapers[profile];
  const isClosed = state === "paid" && total > 0;
  return isClosed && documents.every(({ kind }) => kind !== after) ? after : null;
};

/** An order as its owner sees it; rails and papers come from their areas. */
export function orderViewOf(
  books: Books,
  order: OrderFacts,
  also: Pick<OrderView, "rails" | "documents">,
): OrderView {
  const plan = planById(books, order.planVersionId);
  const isOwed = order.state === "due" || order.state === "overdue";
  return {
    id: order.id,
    number: order.number,
    kind: order.kind,
    state: order.state,
    currency: books.currency,
    plan: planRefOf(plan),
    lines: order.lines.map(lineViewOf),
    net: order.lines.reduce((sum, { total }) => minor(sum + total), 0),
    tax: order.tax,
    taxBp: order.taxBp,
    total: order.total,
    dueAt: order.dueAt,
    annulAt:
      isOwed && order.dueAt !== null
        ? annulAt(order.dueAt, plan.annulAfterDays, books.timeZone)
        : null,
    createdAt: order.createdAt,
    paidAt: order.paidAt,
    annulledAt: order.annulledAt,
    underReview: order.underReview,
    closingPaper: closingPaper(books, order, also.documents),
    ...also,
  };
}
