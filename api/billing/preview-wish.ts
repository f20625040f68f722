import type { z } from "zod";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { loadBooks } from "./load-books.ts";
import { quoteWish } from "./quote-wish.ts";
import { activeSeats, offeredPlans } from "./rules/current-plan.ts";
import type { Books, Quote, ScheduledChange } from "./rules/types.ts";
import { type QuoteView, wish, type wishQuery } from "./schemas.ts";
import { lineViewOf, planRefOf } from "./views.ts";

/**
 * What a wish costs and what it makes of the plan, computed by what will perform it (issue item 5). Changes nothing.
 * @throws {Refusal} `forbidden`, `invalid_input`, `not_billed`, and why it cannot be ordered (`QuoteRefusal`)
 */
export async function previewWish(
  ctx: MemberContext,
  query: z.infer<typeof wishQuery>,
): Promise<QuoteView> {
  permit(ctx, "billing.manage");
  const { data: wished, error } = wish.safeParse(query);
  if (wished === undefined) throw incomplete(error);
  const { books } = await loadBooks(ctx.deps, ctx.member.organisation.id);
  const made = quoteWish(books, wished);
  return "scheduled" in made ? scheduledOf(books, made.scheduled) : orderOf(books, made);
}

/** The query lacks what its kind needs. */
const incomplete = (error: z.ZodError): Refusal =>
  new Refusal(
    "invalid_input",
    {},
    error.issues.map(({ path, code }) => ({ pointer: `/${path.join("/")}`, code })),
  );

function orderOf(books: Books, quote: Quote): QuoteView {
  const isSeats = quote.plan.meter === "seat";
  const before = quote.kind === "seats" ? activeSeats(books) : 0;
  return {
    kind: "order",
    orderKind: quote.kind,
    plan: planRefOf(quote.plan),
    lines: quote.lines.map(lineViewOf),
    net: quote.net,
    tax: quote.tax,
    taxBp: quote.taxBp,
    total: quote.total,
    currency: books.currency,
    activation: quote.activation,
    dueAt: quote.dueAt,
    term: quote.term,
    units: quote.units,
    seatsAfter: isSeats ? before + quote.units : null,
    creditAfter: isSeats ? null : books.credit + quote.units,
  };
}

function scheduledOf(books: Books, change: ScheduledChange): QuoteView {
  const code = change.kind === "plan" ? change.planCode : null;
  const plan = offeredPlans(books).find((offered) => offered.code === code);
  const seatsAfter = change.kind === "seats" ? change.seatsAfter : null;
  return {
    kind: "scheduled",
    plan: plan === undefined ? null : planRefOf(plan),
    seatsToRemove: change.kind === "seats" ? change.seatsToRemove : 0,
    seatsAfter,
    waitingAfter: seatsAfter === null ? null : Math.max(0, books.seatsNeeded - seatsAfter),
    appliesOn: change.startsOn,
  };
}
