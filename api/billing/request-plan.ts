import { instantAt } from "../core/calendar/zone.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit, type Permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { loadBooksWith } from "./load-books.ts";
import { tellOperators } from "./tell-operators.ts";

const requestsOfDay = 5;

/**
 * Asks the operator for a plan that is not on the list; their people hear of it at once.
 * @throws {Refusal} `forbidden`, `not_billed`; `too_many_orders` beyond a few a day
 */
export function requestPlan(
  ctx: MemberContext,
  { text }: { readonly text: string },
): Promise<{ done: true }> {
  const allowed = permit(ctx, "billing.manage");
  return orEarlierAnswer(ctx, () => ask(ctx, text, allowed));
}

async function ask(ctx: MemberContext, text: string, allowed: Permit): Promise<{ done: true }> {
  const { id: orgId } = ctx.member.organisation;
  const id = ctx.deps.ids();
  const { loaded, extra } = await loadBooksWith(ctx.deps, orgId, [
    { sql: "select created_at from plan_requests where org_id = ?", params: [orgId] },
  ]);
  const { today, timeZone, now } = loaded.books;
  const midnight = instantAt(today, 0, timeZone);
  const ofToday = (extra[0]?.rows ?? []).filter(([at]) => Number(at) >= midnight);
  if (ofToday.length >= requestsOfDay) throw new Refusal("too_many_orders");
  return commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: "insert into plan_requests (org_id, id, text, created_by, created_at) values (?, ?, ?, ?, ?)",
        params: [orgId, id, text, ctx.member.employeeId, now],
      },
    ],
    audit: [{ orgId, action: "plan.requested", subject: `plan_request:${id}`, after: { text } }],
    notices: await tellOperators(ctx.deps, { about: "plan_request", orgId, text, key: id }),
    answer: { done: true as const },
  });
}
