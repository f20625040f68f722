import { guardChanged } from "../../db/client/guard.ts";
import { DatabaseError } from "../../db/errors.ts";
import { payerOf, payersStatement } from "../billing/load-books.ts";
import { commit } from "../core/commit.ts";
import type { Context } from "../core/context.ts";
import type { NewNotice } from "../core/notices.ts";
import { operatorPermit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import type { PlanRequests } from "./schemas.ts";

/** Wishes for a tariff of one's own that nobody has answered, the oldest first. */
export async function listPlanRequests(ctx: Context): Promise<PlanRequests> {
  operatorPermit(ctx);
  const [found] = await ctx.deps.db.read([
    {
      sql: `select r.id, o.id, o.name, r.text, e.name, r.created_at from plan_requests r
          join organisations o on o.id = r.org_id
          join employees e on e.org_id = r.org_id and e.id = r.created_by
        where r.answered_at is null order by r.created_at, r.id limit 50`,
      params: [],
    },
  ]);
  return {
    items: (found?.rows ?? []).map((row) => ({
      id: String(row[0]),
      organisation: { id: String(row[1]), name: String(row[2]) },
      text: String(row[3]),
      by: String(row[4]),
      createdAt: Number(row[5]),
    })),
  };
}

/** Answers one; those who pay for the organisation read the answer in their bot. @throws {Refusal} `not_found`, `stale` when it was answered */
export async function answerPlanRequest(
  ctx: Context,
  { orgId, id }: { readonly orgId: string; readonly id: string },
  text: string,
): Promise<{ done: true }> {
  const allowed = operatorPermit(ctx);
  const [asked, payers] = await ctx.deps.db.read([
    {
      sql: `select r.text, o.time_zone, r.answered_at from plan_requests r join organisations o on o.id = r.org_id
        where r.org_id = ? and r.id = ?`,
      params: [orgId, id],
    },
    payersStatement(orgId),
  ]);
  const request = asked?.rows[0];
  if (request === undefined) throw new Refusal("not_found");
  const subject = `plan_request:${id}`;
  const readers = (payers?.rows ?? []).map((row) => payerOf(row, String(request[1])));
  try {
    return await commit<{ done: true }>(ctx, {
      permit: allowed,
      statements: [
        {
          sql: "update plan_requests set answered_at = ? where org_id = ? and id = ? and answered_at is null",
          params: [ctx.deps.clock(), orgId, id],
        },
        guardChanged(),
      ],
      audit: [{ orgId, action: "plan.request_answered", subject, after: { text } }],
      notices: readers.map(
        ({ personId, telegramUserId, reader }): NewNotice<"plan-request-answered"> => ({
          kind: "plan-request-answered",
          payload: { question: String(request[0]), answer: text },
          orgId,
          bot: "owner",
          personId,
          reader,
          chatId: telegramUserId,
          subject,
          dedupKey: `plan-request-answered:${id}:${personId}`,
        }),
      ),
      answer: { done: true },
    });
  } catch (error) {
    if (error instanceof DatabaseError && error.kind === "guard") throw new Refusal("stale");
    throw error;
  }
}
