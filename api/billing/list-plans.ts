import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { loadBooks } from "./load-books.ts";
import { currentTerm, isFreePlan, lastTerm, offeredPlans } from "./rules/current-plan.ts";
import { quotePlan } from "./rules/quote-plan.ts";
import type { Books, PlanVersion } from "./rules/types.ts";
import type { PlanOffers } from "./schemas.ts";
import { planRefOf } from "./views.ts";

type Offer = PlanOffers["plans"][number];

/**
 * What is on sale today, what taking each would be, and why it cannot be taken now, by what would perform it.
 * @throws {Refusal} `forbidden`, `not_billed`
 */
export async function listPlans(ctx: MemberContext): Promise<PlanOffers> {
  permit(ctx, "billing.manage");
  const { books } = await loadBooks(ctx.deps, ctx.member.organisation.id);
  const held = currentTerm(books) ?? lastTerm(books);
  return {
    plans: offeredPlans(books).map((plan) => {
      const made = quotePlan(books, { planCode: plan.code });
      return {
        ...planRefOf(plan),
        isCurrent: held?.plan.code === plan.code,
        refusal: typeof made === "string" ? made : null,
        change: changeOf(books, plan),
      };
    }),
  };
}

/** What it would be if nothing stood in its way. */
function changeOf(books: Books, plan: PlanVersion): Offer["change"] {
  if (isFreePlan(plan)) return "free";
  const made = quotePlan({ ...books, parkedReason: null, orders: [] }, { planCode: plan.code });
  if (typeof made === "string") return "first";
  if ("scheduled" in made) return "downgrade";
  if (made.kind === "switch") return "upgrade";
  return made.kind === "renew" ? "renew" : "first";
}
