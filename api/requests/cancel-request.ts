import { usageStatement } from "../billing/usage.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit, type Permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { retryChanged } from "../core/retry-changed.ts";
import { endOf } from "./approval-effects.ts";
import { isCancellable } from "./load-scene.ts";
import { cancelledNotice } from "./request-notices.ts";
import { loadRequest, type RequestRow } from "./request-row.ts";
import type { RequestView } from "./schemas.ts";
import { viewOf } from "./view-of.ts";

/**
 * Ends somebody's approved absence, also one that has begun: the ledger gets a reversal, nothing is deleted (ATT F12).
 * @throws {Refusal} `own_request`, `not_found`, `already_decided`, `stale`
 */
export async function cancelRequest(
  ctx: MemberContext,
  id: string,
  input: { readonly version: number; readonly reason: string },
): Promise<RequestView> {
  const permission = permit(ctx, "requests.decide");
  return orEarlierAnswer(ctx, () => retryChanged(() => attempt(ctx, permission, id, input)));
}

async function attempt(
  ctx: MemberContext,
  permission: Permit,
  id: string,
  { version, reason }: { readonly version: number; readonly reason: string },
): Promise<RequestView> {
  const { organisation, employeeId, employeeName } = ctx.member;
  const now = ctx.deps.clock();
  const row = await loadRequest(ctx, id);
  if (row.employeeId === employeeId) throw new Refusal("own_request");
  if (row.state !== "approved" || !isCancellable(row))
    throw new Refusal("already_decided", {
      state: row.state,
      by: row.decidedByName,
      at: row.decidedAt,
      reason: row.decisionReason,
    });
  if (row.version !== version) throw new Refusal("stale");
  const cancelled: RequestRow = {
    ...row,
    state: "cancelled",
    version: row.version + 1,
    decidedByName: employeeName,
    decidedAt: now,
    decisionReason: reason,
  };
  return commit(ctx, {
    permit: permission,
    statements: [
      ...endOf(ctx, row, { reason }, now),
      usageStatement(organisation, { employeeId, kind: "role", at: now }),
    ],
    audit: [
      {
        orgId: organisation.id,
        action: "request.cancelled",
        subject: `request:${id}`,
        before: { state: row.state },
        after: { state: "cancelled", reason },
      },
    ],
    notices: [cancelledNotice(organisation.id, row)],
    refresh: { subject: `request:${id}`, kind: "request-card" },
    answer: viewOf(cancelled, { member: ctx.member, standsInFor: [] }, now),
  });
}
