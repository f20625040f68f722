import type { Statement } from "../../../db/client/port.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import { localDateOf } from "../../core/calendar/zone.ts";
import type { SystemContext } from "../../core/context.ts";
import { errorFields } from "../../core/log.ts";
import { systemPermit } from "../../core/permissions.ts";
import { type BooksChange, type BooksUnchanged, changeBooks } from "../change-books.ts";
import type { LoadedBooks } from "../load-books.ts";
import { type PlacedOrder, placeOrder } from "../place-order.ts";
import { lastTerm } from "../rules/current-plan.ts";
import { quotePlan } from "../rules/quote-plan.ts";

/** Organisations read at once. */
const changesAtOnce = 200;

/**
 * Begins the plan that was chosen for after this one (AT-16), on the first day without the old one: an order that takes effect
 * at once and is paid later. Plans that are paid first wait for their money. What unpaid orders block (KV-13) is tried again.
 */
export async function applyScheduled(ctx: SystemContext): Promise<void> {
  const { db, clock, log } = ctx.deps;
  let after = "";
  for (;;) {
    const [found] = await db.read([endedStatement(after, clock())]);
    const rows = found?.rows ?? [];
    for (const [org, zone, endsOn] of rows) {
      const orgId = String(org);
      after = orgId;
      if ((endsOn as LocalDate) > localDateOf(clock(), String(zone))) continue;
      try {
        await changeBooks(ctx, orgId, (loaded) => begin(ctx, loaded));
      } catch (error) {
        log("error", {
          event: "scheduled_plan_failed",
          organisation: orgId,
          ...errorFields(error),
        });
      }
    }
    if (rows.length < changesAtOnce) return;
  }
}

/** The zone in which every day begins first. */
const earliestZone = "Pacific/Kiritimati";

/** A page of organisations, so that those that cannot begin yet stand in nobody's way. */
const endedStatement = (after: string, now: number): Statement => ({
  sql: `select c.org_id, o.time_zone,
      (select max(t.ends_on) from terms t where t.org_id = c.org_id and t.state = 'active') as ends_on
    from pending_changes c join organisations o on o.id = c.org_id
      join billing_accounts a on a.org_id = c.org_id and a.parked_at is null
    where c.kind = 'plan' and c.org_id > ? and ends_on <= ? and exists (select 1 from plan_versions v
      where v.code = c.plan_code and v.profile = o.profile and v.activation = 'on_order')
    order by c.org_id limit ?`,
  params: [after, localDateOf(now, earliestZone), changesAtOnce],
});

function begin(
  ctx: SystemContext,
  loaded: LoadedBooks,
): BooksChange<PlacedOrder | null> | BooksUnchanged<null> {
  const { books } = loaded;
  const { planCode } = books.pending;
  const last = lastTerm(books);
  if (planCode === null || last === null || last.term.endsOn > books.today)
    return { unchanged: null };
  const quote = quotePlan(books, { planCode });
  if (typeof quote === "string" || "scheduled" in quote || quote.activation === "on_payment")
    return { unchanged: null };
  const placed = placeOrder(ctx, loaded, quote, {
    permit: systemPermit(),
    employeeId: null,
    expected: null,
  });
  return {
    ...placed,
    statements: [
      ...(placed.statements ?? []),
      { sql: "delete from pending_changes where org_id = ?", params: [books.orgId] },
    ],
  };
}
