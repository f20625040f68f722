import { standardVat, taxOf } from "../../documents/rules/tax.ts";
import { dueAt } from "./due-at.ts";
import { floorTo, minor } from "./money.ts";
import { priceStep } from "./prices.ts";
import { paysFirst } from "./trust.ts";
import type { Books, Minor, OrderLine, PlanVersion, Quote } from "./types.ts";

type Draft = Pick<Quote, "kind" | "plan" | "lines" | "term" | "units">;

/** Sums up the lines of an order: tax of the day, the whole, and until when it is to be paid. */
export function quote(books: Books, draft: Draft): Quote {
  const net = draft.lines.reduce((sum, { total }) => minor(sum + total), 0);
  const { tax, taxBp } = taxOn(net, draft.plan, books);
  const total = minor(draft.plan.taxMode === "exclusive" ? net + tax : net);
  const { dueDays } = draft.plan;
  const activation = paysFirst(books) ? "on_payment" : draft.plan.activation;
  const isOwed = activation === "on_order" && total > 0;
  return {
    kind: draft.kind,
    plan: draft.plan,
    lines: draft.lines,
    net,
    tax,
    taxBp,
    total,
    activation,
    dueAt: isOwed ? dueAt(books.now, books.timeZone, dueDays) : null,
    term: draft.term,
    units: draft.units,
  };
}

/** A line whose price times quantity is its total, exactly. */
export const lineOf = (
  line: Pick<OrderLine, "detail" | "quantity" | "unitPrice" | "grant">,
): OrderLine => ({ ...line, total: minor(line.unitPrice * line.quantity) });

/** Tax on top of rials is floored to whole tomans like every other price (C-15, C-16). */
function taxOn(net: Minor, plan: PlanVersion, books: Books): { tax: Minor; taxBp: number } {
  if (plan.taxMode === "none") return { tax: 0, taxBp: 0 };
  const taxBp = standardVat(books.profile, books.today);
  const { vat } = taxOf(net, plan.taxMode, taxBp);
  const isTomans = plan.taxMode === "exclusive" && plan.currency === "IRR";
  return { tax: isTomans ? floorTo(vat, priceStep("IRR")) : vat, taxBp };
}
