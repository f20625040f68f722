import type { Cell } from "../../db/client/port.ts";
import { isUnderReview } from "../billing/rules/under-review.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { attemptColumns, attemptOf } from "./attempt-row.ts";
import { concludeAttempt } from "./conclude-attempt.ts";
import { reviewEndsAt } from "./rules/schedule.ts";
import type { AttemptView } from "./schemas.ts";

const shown = 50;
const columns = `${attemptColumns.replaceAll(/(\w+)(?=[,\s]|$)/g, "t.$1")}, o.number, o.state`;
const from = `from attempts t join orders o on o.org_id = t.org_id and o.id = t.order_id
  where t.org_id = ?`;

/** All tries to pay an order, newest first. @throws {Refusal} `forbidden`, `not_found` */
export async function listAttempts(ctx: MemberContext, orderId: string): Promise<AttemptView[]> {
  permit(ctx, "billing.manage");
  const params = [ctx.member.organisation.id, orderId];
  const [found, order] = await ctx.deps.db.read([
    {
      sql: `select ${columns} ${from} and t.order_id = ? order by t.created_at desc, t.id desc limit ${shown}`,
      params,
    },
    { sql: "select 1 from orders where org_id = ? and id = ?", params },
  ]);
  if (order?.rows[0] === undefined) throw new Refusal("not_found");
  return (found?.rows ?? []).map((row) => viewOf(row, ctx.deps.clock()));
}

/** @throws {Refusal} `forbidden`, `not_found` */
export async function showAttemptState(ctx: MemberContext, id: string): Promise<AttemptView> {
  permit(ctx, "billing.manage");
  const [found] = await ctx.deps.db.read([
    { sql: `select ${columns} ${from} and t.id = ?`, params: [ctx.member.organisation.id, id] },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return viewOf(row, ctx.deps.clock());
}

/** «I have paid»: asks the gateway now. @throws {Refusal} `forbidden`, `not_found` */
export async function checkAttempt(ctx: MemberContext, id: string): Promise<AttemptView> {
  await showAttemptState(ctx, id);
  await concludeAttempt(ctx.deps, id, "asked");
  return showAttemptState(ctx, id);
}

function viewOf(row: readonly Cell[], now: number): AttemptView {
  const attempt = attemptOf(row);
  return {
    id: attempt.id,
    orderId: attempt.orderId,
    orderNumber: Number(row[20]),
    orderState: String(row[21]),
    rail: attempt.rail,
    state: attempt.state,
    amount: attempt.amount,
    currency: attempt.currency,
    // Of Stars it is the person they go back to.
    receiptRef: attempt.rail === "stars" ? null : attempt.receiptRef,
    underReview: attempt.concludedAt === null && isUnderReview(attempt.underReviewAt, now),
    until: reviewEndsAt(attempt.underReviewAt ?? attempt.createdAt),
    createdAt: attempt.createdAt,
    concludedAt: attempt.concludedAt,
  };
}
