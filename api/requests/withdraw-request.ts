import { guardChanged } from "../../db/client/guard.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit, type Permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { retryChanged } from "../core/retry-changed.ts";
import { cardsFor } from "./approvers.ts";
import { undoOf } from "./bookings.ts";
import { type Approver, loadChain } from "./load-chain.ts";
import { isCancellable } from "./load-scene.ts";
import { hasBegun, loadRequest, type RequestRow } from "./request-row.ts";
import type { RequestView } from "./schemas.ts";
import { skipSteps } from "./step-row.ts";
import { withdrawCancels } from "./withdraw-cancels.ts";
import { viewOf } from "./view-of.ts";

/**
 * Takes an own request back: one that waits, or an approved absence that has not begun; then the ledger gets a reversal, nothing
 * is deleted (ATT F12) and everybody who was asked is told.
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
  const { member, deps } = ctx;
  const { organisation } = member;
  const now = deps.clock();
  const row = await loadRequest(ctx, id);
  refuseUnwithdrawable(row, member.employeeId, version, now);
  const wasApproved = row.state === "approved";
  const told = wasApproved ? askedOf(row, (await loadChain(deps, organisation)).deciders) : [];
  const withdrawn: RequestRow = {
    ...row,
    state: "withdrawn",
    version: row.version + 1,
    steps: row.steps.map((step) =>
      step.state === "open" || step.state === "waiting" ? { ...step, state: "skipped" } : step,
    ),
  };
  return commit(ctx, {
    permit: permission,
    statements: [
      {
        sql: `update requests set state = 'withdrawn', version = version + 1
          where org_id = ? and id = ? and employee_id = ? and state = ? and version = ?`,
        params: [organisation.id, id, member.employeeId, row.state, row.version],
      },
      guardChanged(),
      skipSteps(organisation.id, id, { from: 1 }),
      ...withdrawCancels(organisation.id, id, now),
      ...(wasApproved ? undoOf(deps, organisation.id, row, now) : []),
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
    notices: cardsFor(told, organisation.id, id, "withdrawn"),
    refresh: { subject: `request:${id}`, kind: "request-card" },
    answer: viewOf(withdrawn, { member, standsInFor: [] }, now),
  });
}

/** Those who were asked at any level; of a request older than chains everybody who may decide. */
function askedOf(row: RequestRow, deciders: readonly Approver[]): Approver[] {
  const others = deciders.filter(({ id }) => id !== row.employeeId);
  if (row.steps.length === 0) return others;
  const asked = new Set(row.steps.flatMap(({ people }) => people.map(({ id }) => id)));
  return others.filter(({ id }) => asked.has(id));
}

function refuseUnwithdrawable(
  row: RequestRow,
  employeeId: string,
  version: number,
  now: number,
): void {
  if (row.employeeId !== employeeId) throw new Refusal("not_found");
  if (row.state !== "pending" && (row.state !== "approved" || !isCancellable(row)))
    throw new Refusal("already_decided", {
      state: row.state,
      by: row.decidedByName,
      at: row.decidedAt,
      reason: row.decisionReason,
    });
  if (row.version !== version) throw new Refusal("stale");
  if (row.state === "approved" && hasBegun(row, now)) throw new Refusal("leave_started");
}
