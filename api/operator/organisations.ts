import type { Context } from "../core/context.ts";
import { operatorPermit } from "../core/permissions.ts";
import { loadBooks } from "../billing/load-books.ts";
import { activeSeats, currentTerm, lastTerm } from "../billing/rules/current-plan.ts";
import { isPayable } from "../billing/rules/orders.ts";
import { organisationsNamed, type PageOf, pageFrom } from "./pages.ts";
import type { OrganisationCard } from "./schemas.ts";

/** Organisations with an account, by name. */
export async function listOrganisations(
  ctx: Context,
  query: { readonly name?: string | undefined; readonly page?: number | undefined },
): Promise<PageOf<{ id: string; name: string }>> {
  operatorPermit(ctx);
  const ids = await organisationsNamed(ctx.deps, query.name);
  return pageFrom(
    ctx.deps,
    {
      columns: "o.id, o.name",
      from: `from organisations o join billing_accounts a on a.org_id = o.id
        where ? is null or o.id in (select value from json_each(?))`,
      orderBy: "o.name, o.id",
      params: [ids, ids],
      page: query.page,
    },
    ([id, name]) => ({ id: String(id), name: String(name) }),
  );
}

/** What one organisation has and owes. @throws {Refusal} `not_billed` */
export async function showOrganisation(ctx: Context, orgId: string): Promise<OrganisationCard> {
  operatorPermit(ctx);
  const { books, organisationName } = await loadBooks(ctx.deps, orgId);
  const current = currentTerm(books);
  const held = current ?? lastTerm(books);
  return {
    organisation: { id: orgId, name: organisationName },
    profile: books.profile,
    currency: books.currency,
    wallet: books.wallet,
    credit: books.credit,
    seats: { active: activeSeats(books), needed: books.seatsNeeded },
    plan: held && {
      code: held.plan.code,
      endsOn: held.term.endsOn,
      lapsed: current === null,
    },
    openOrders: books.orders.filter(({ state }) => isPayable(state)).length,
    parkedReason: books.parkedReason,
  };
}
