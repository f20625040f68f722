import { guardChanged } from "../../db/client/guard.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit, type Permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { cardsFor, loadApprovers } from "./approvers.ts";
import { book } from "../leave/leave-entries.ts";
import { hasBegun, loadRequest, type RequestRow, viewOf } from "./request-row.ts";
import { retryChanged } from "../core/retry-changed.ts";
import type { RequestView } from "./schemas.ts";

/**
 * Takes an own request back: one that waits, or approved leave that has not begun; then the ledger gets a reversal, nothing is
 * deleted (ATT F12) and everybody who may decide is told.
 * @throws {Refusal} `not_found`, `already_decided`, `leave_started`, `stale`
 */
export async function withdrawRequest(
  ctx: MemberContext,
  id: string,
  version: number,
): Promise<RequestView> {
  const permission = permit(ctx, "requests.self");
  return orEarlierAnswer(ctx, () => retryChanged(() => attempt(ctx, permission, id, version)));
}

async function attempt(
  ctx: MemberContext,
  permission: Permit,
  id: string,
  version: number,
): Promise<RequestView> {
  const { member } = ctx;
  const { organisation } = member;
  const now = ctx.deps.clock();
  const row = await loadRequest(ctx, id);
  refuseUnwithdrawable(row, member.employeeId, version, now);
  const wasApproved = row.state === "approved";
  const withdrawn: RequestRow = { ...row, state: "withdrawn", version: row.version + 1 };
  return commit(ctx, {
    permit: permission,
    statements: [
      {
        sql: `update requests set state = 'withdrawn', version = version + 1
          where org_id = ? and id = ? and employee_id = ? and state = ? and version = ?`,
        params: [organisation.id, id, member.employeeId, row.state, row.version],
      },
      guardChanged(),
      ...(wasApproved ? [reversal(ctx, row, now)] : []),
    ],
    audit: [
      {
        orgId: organisation.id,
        action: "request.withdrawn",
        subject: `request:${id}`,
        before: { state: row.state },
        after: { state: "withdrawn" },
      },
    ],
    notices: wasApproved
      ? cardsFor(await loadApprovers(ctx, member.employeeId), organisation.id, id, "withdrawn")
      : [],
    refresh: { subject: `request:${id}`, kind: "request-card" },
    answer: viewOf(withdrawn, member, now),
  });
}

function refuseUnwithdrawable(
  row: RequestRow,
  employeeId: string,
  version: number,
  now: number,
): void {
  if (row.employeeId !== employeeId) throw new Refusal("not_found");
  if (row.state === "rejected" || row.state === "withdrawn")
    throw new Refusal("already_decided", {
      state: row.state,
      by: row.decidedByName,
      at: row.decidedAt,
      reason: row.decisionReason,
    });
  if (row.version !== version) throw new Refusal("stale");
  if (row.state === "approved" && hasBegun(row, now)) throw new Refusal("leave_started");
}

const reversal = (ctx: MemberContext, row: RequestRow, now: number) =>
  book(
    ctx.member.organisation.id,
    [
      {
        id: ctx.deps.ids(),
        employeeId: row.employeeId,
        leaveType: "annual",
        key: row.id,
        reason: "reversal",
        minutes: row.minutesCharged,
        effectiveOn: row.startsOn,
      },
    ],
    now,
  );
