import { guardChanged } from "../../../db/client/guard.ts";
import type { Statement } from "../../../db/client/port.ts";
import { usageStatement } from "../../billing/usage.ts";
import { commit } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import type { Permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { planSwap } from "./plan-swap.ts";
import type { SwapView } from "./schemas.ts";
import { swapTold } from "./swap-notices.ts";
import type { SwapRow } from "./swap-row.ts";

/**
 * Ends a swap that waits, at the level it has reached. Comes before anything that follows from it.
 * @param state `rejected` also when the colleague declines
 */
export function endStatements(
  ctx: MemberContext,
  row: SwapRow,
  state: "approved" | "rejected" | "withdrawn",
  reason: string | null,
): Statement[] {
  const { organisation, employeeId } = ctx.member;
  const now = ctx.deps.clock();
  const by = state === "withdrawn" ? null : employeeId;
  return [
    {
      sql: `update requests set state = ?, decided_by = ?, decided_at = ?, decision_reason = ?, version = version + 1
        where org_id = ? and id = ? and state = 'pending' and stage = ? and version = ?`,
      params: [state, by, now, reason, organisation.id, row.id, row.stage, row.version],
    },
    guardChanged(),
    {
      sql: `update approval_steps set state = case when stage = ? then ? else 'skipped' end, decided_by = ?, decided_at = ?,
          reason = ? where org_id = ? and request_id = ? and state in ('open', 'waiting')`,
      params: [
        row.stage,
        state === "withdrawn" ? "skipped" : state,
        by,
        now,
        reason,
        organisation.id,
        row.id,
      ],
    },
  ];
}

/** Approves a swap: both rosters change in the batch of the approval, and both are told. @throws {Refusal} `stale` when a day is another one now */
export async function settleSwap(
  ctx: MemberContext,
  allowed: Permit,
  row: SwapRow,
  reason: string | null,
): Promise<{ readonly id: string; readonly state: SwapView["state"] }> {
  const { organisation, employeeId } = ctx.member;
  const { payload, change } = await planSwap(
    ctx,
    {
      employeeId: row.from.id,
      date: row.payload.date,
      otherEmployeeId: row.to.id,
      otherDate: row.payload.otherDate,
    },
    row.id,
  );
  if (hoursOf(payload) !== hoursOf(row.payload)) throw new Refusal("stale");
  return commit(ctx, {
    permit: allowed,
    statements: [
      ...endStatements(ctx, row, "approved", reason),
      ...change.statements,
      usageStatement(organisation, { employeeId, kind: "role", at: ctx.deps.clock() }),
    ],
    audit: [
      {
        orgId: organisation.id,
        action: "swap.approved",
        subject: `request:${row.id}`,
        after: row.payload,
      },
    ],
    notices: [row.from, row.to].map((side) => swapTold(organisation.id, row, side, "approved")),
    refresh: { subject: `swap:${row.id}`, kind: "swap-card" },
    answer: { id: row.id, state: "approved" as const },
  });
}

const hoursOf = ({ segments, otherSegments }: SwapRow["payload"]): string =>
  JSON.stringify([segments, otherSegments]);
