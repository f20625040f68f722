import { guardChanged } from "../../../db/client/guard.ts";
import type { Statement } from "../../../db/client/port.ts";
import { commit, orEarlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit, type Permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { retryChanged } from "../../core/retry-changed.ts";
import type { SwapView } from "./schemas.ts";
import { endStatements, settleSwap } from "./settle-swap.ts";
import { loadSwapApprovers, swapCard, swapTold } from "./swap-notices.ts";
import { loadSwap, refuseDone, type SwapRow } from "./swap-row.ts";
import { planSwap } from "./plan-swap.ts";

type State = { readonly id: string; readonly state: SwapView["state"] };

/**
 * The colleague's answer. Accepting asks those who approve; where nobody else could, it is the approval itself.
 * @throws {Refusal} `already_decided`, `stale`, `too_old`, and what `planSwap` says when a roster has changed meanwhile
 */
export async function answerSwap(
  ctx: MemberContext,
  id: string,
  { answer, version }: { readonly answer: "accept" | "decline"; readonly version: number },
): Promise<State> {
  const allowed = permit(ctx, "requests.self");
  return orEarlierAnswer(ctx, () =>
    retryChanged(async () => {
      const row = await loadSwap(ctx, id);
      if (row.to.id !== ctx.member.employeeId) throw new Refusal("not_found");
      refuseDone(row, 1, version, ctx.deps.clock());
      return answer === "accept" ? accept(ctx, allowed, row) : decline(ctx, allowed, row);
    }),
  );
}

async function accept(ctx: MemberContext, allowed: Permit, row: SwapRow): Promise<State> {
  const { organisation } = ctx.member;
  await planSwap(ctx, sidesOf(row), row.id);
  const approvers = await loadSwapApprovers(ctx, [row.from.id, row.to.id]);
  if (approvers.length === 0 && ctx.member.permissions.has("requests.decide"))
    return settleSwap(ctx, allowed, row, null);
  const now = ctx.deps.clock();
  return commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: `update requests set stage = 2, version = version + 1
          where org_id = ? and id = ? and state = 'pending' and stage = 1 and version = ?`,
        params: [organisation.id, row.id, row.version],
      },
      guardChanged(),
      stepDone(organisation.id, row.id, 1, "approved", ctx.member.employeeId, now),
      {
        sql: "update approval_steps set state = 'open' where org_id = ? and request_id = ? and stage = 2",
        params: [organisation.id, row.id],
      },
    ],
    audit: [{ orgId: organisation.id, action: "swap.accepted", subject: `request:${row.id}` }],
    notices: [
      ...approvers.map((approver) => swapCard(organisation.id, row.id, "owner", approver)),
      swapTold(organisation.id, row, row.from, "accepted"),
    ],
    refresh: { subject: `swap:${row.id}`, kind: "swap-card" },
    answer: { id: row.id, state: "accepted" as const },
  });
}

function decline(ctx: MemberContext, allowed: Permit, row: SwapRow): Promise<State> {
  const { organisation } = ctx.member;
  return commit(ctx, {
    permit: allowed,
    statements: endStatements(ctx, row, "rejected", null),
    audit: [{ orgId: organisation.id, action: "swap.declined", subject: `request:${row.id}` }],
    notices: [swapTold(organisation.id, row, row.from, "declined")],
    refresh: { subject: `swap:${row.id}`, kind: "swap-card" },
    answer: { id: row.id, state: "declined" as const },
  });
}

/** The offer is taken back, also after the colleague's yes. @throws {Refusal} `already_decided`, `stale` */
export async function withdrawSwap(
  ctx: MemberContext,
  id: string,
  version: number,
): Promise<State> {
  const allowed = permit(ctx, "requests.self");
  return orEarlierAnswer(ctx, () =>
    retryChanged(async () => {
      const row = await loadSwap(ctx, id);
      if (row.from.id !== ctx.member.employeeId) throw new Refusal("not_found");
      refuseDone(row, null, version, ctx.deps.clock());
      const { organisation } = ctx.member;
      return commit(ctx, {
        permit: allowed,
        statements: endStatements(ctx, row, "withdrawn", null),
        audit: [{ orgId: organisation.id, action: "swap.withdrawn", subject: `request:${row.id}` }],
        notices: [swapTold(organisation.id, row, row.to, "withdrawn")],
        refresh: { subject: `swap:${row.id}`, kind: "swap-card" },
        answer: { id: row.id, state: "withdrawn" as const },
      });
    }),
  );
}

/**
 * A manager's word: both rosters change in one batch, or nothing does.
 * @throws {Refusal} `own_request` for a side of the swap, `already_decided`, `stale`, `too_old`, `invalid_input` for a rejection
 * without a reason, and what `planSwap` says when a roster has changed meanwhile
 */
export async function decideSwap(
  ctx: MemberContext,
  id: string,
  given: {
    readonly decision: "approve" | "reject";
    readonly reason?: string | undefined;
    readonly version: number;
  },
): Promise<State> {
  const allowed = permit(ctx, "requests.decide");
  return orEarlierAnswer(ctx, () =>
    retryChanged(async () => {
      const row = await loadSwap(ctx, id);
      const { employeeId, organisation } = ctx.member;
      if (row.from.id === employeeId || row.to.id === employeeId) throw new Refusal("own_request");
      refuseDone(row, 2, given.version, ctx.deps.clock());
      if (given.decision === "approve") return settleSwap(ctx, allowed, row, given.reason ?? null);
      return commit(ctx, {
        permit: allowed,
        statements: endStatements(ctx, row, "rejected", given.reason ?? null),
        audit: [
          {
            orgId: organisation.id,
            action: "swap.rejected",
            subject: `request:${row.id}`,
            after: { reason: given.reason ?? null },
          },
        ],
        notices: [row.from, row.to].map((side) => swapTold(organisation.id, row, side, "rejected")),
        refresh: { subject: `swap:${row.id}`, kind: "swap-card" },
        answer: { id: row.id, state: "rejected" as const },
      });
    }),
  );
}

const sidesOf = ({ from, to, payload }: SwapRow) => ({
  employeeId: from.id,
  date: payload.date,
  otherEmployeeId: to.id,
  otherDate: payload.otherDate,
});

const stepDone = (
  orgId: string,
  requestId: string,
  stage: number,
  state: "approved" | "rejected",
  by: string,
  now: number,
): Statement => ({
  sql: "update approval_steps set state = ?, decided_by = ?, decided_at = ? where org_id = ? and request_id = ? and stage = ?",
  params: [state, by, now, orgId, requestId, stage],
});
