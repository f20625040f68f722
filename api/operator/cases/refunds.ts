import type { Context } from "../../core/context.ts";
import { operatorPermit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { endManualRefund } from "../../payments/conclude-refund.ts";
import { type Attempt, findAttempt } from "../../payments/attempt-row.ts";
import { type AskedRefund, refundAttempt } from "../../payments/refund-attempt.ts";
import { confirmed, type Confirmed } from "../../security/confirm.ts";
import { bigRefund } from "../../security/rules/two-step.ts";
import type { RefundView } from "./schemas.ts";

/** Gives money of a payment back. @throws {Refusal} `not_found`, `refund_too_large`, `stale` while another refund runs; `confirmation_needed` */
export async function refundPayment(
  ctx: Context,
  attemptId: string,
  wanted: { readonly amount: number; readonly reason: string },
): Promise<AskedRefund> {
  operatorPermit(ctx);
  const attempt = await findAttempt(ctx.deps, attemptId);
  if (attempt === null) throw new Refusal("not_found");
  return refundAttempt(ctx, attempt.orgId, attemptId, wanted.amount, wanted.reason, (of) =>
    confirmedRefund(ctx, of, wanted),
  );
}

/** Much money is given back only after a second confirmation; how much that is, `bigRefund` says in minor units. */
async function confirmedRefund(
  ctx: Context,
  { id, currency, orgId }: Attempt,
  { amount, reason }: { readonly amount: number; readonly reason: string },
): Promise<Confirmed | undefined> {
  if (amount <= bigRefund[currency]) return undefined;
  return confirmed(ctx, {
    action: "refund.big",
    subject: `attempt:${id}`,
    facts: { amount, currency, reason, orgId },
  });
}

/** Refunds that have not ended: those a person has to send first of all. */
export async function listRefunds(ctx: Context): Promise<{ items: RefundView[] }> {
  operatorPermit(ctx);
  const [found] = await ctx.deps.db.read([
    {
      sql: `select r.id, g.id, g.name, r.attempt_id, a.rail, a.gateway_ref, r.amount, a.currency, r.reason, r.created_at
        from refunds r join attempts a on a.org_id = r.org_id and a.id = r.attempt_id
          join organisations g on g.id = r.org_id
        where r.state = 'pending' order by r.created_at, r.id limit 50`,
      params: [],
    },
  ]);
  return {
    items: (found?.rows ?? []).map((row) => ({
      id: String(row[0]),
      organisation: { id: String(row[1]), name: String(row[2]) },
      attemptId: String(row[3]),
      rail: String(row[4]),
      gatewayRef: row[5] as string | null,
      amount: Number(row[6]),
      currency: row[7] as RefundView["currency"],
      reason: String(row[8]),
      createdAt: Number(row[9]),
    })),
  };
}

/** A person has sent the money, or cannot. @throws {Refusal} `not_found` */
export async function endRefund(
  ctx: Context,
  id: string,
  ending: Parameters<typeof endManualRefund>[2],
): Promise<{ done: true }> {
  operatorPermit(ctx);
  await endManualRefund(ctx, id, ending);
  return { done: true };
}
