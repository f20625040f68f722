import { guardChanged } from "../../db/client/guard.ts";
import type { Statement } from "../../db/client/port.ts";
import { usageStatement } from "../billing/usage.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import type { NewNotice } from "../core/notices.ts";
import { permit, type Permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { refuseShortBalance } from "./compute-leave.ts";
import { book } from "../leave/leave-entries.ts";
import { leavePolicyOf } from "../leave/leave-policy.ts";
import { loadLeaveFile, unchangedSince } from "./load-leave-file.ts";
import { projectBalance } from "../leave/project-balance.ts";
import { loadRequest, type RequestRow, viewOf } from "./request-row.ts";
import { retryChanged } from "../core/retry-changed.ts";
import type { RequestView } from "./schemas.ts";

export interface Decision {
  readonly decision: "approve" | "reject";
  /** Demanded when rejecting. */
  readonly reason?: string | undefined;
  /** The version the decider saw. */
  readonly version: number;
}

/**
 * One decision per request, whoever comes first (P 4.3). Approval books the use of leave in the same batch.
 * @throws {Refusal} `own_request`, `already_decided` with who, what and when, `stale`, `insufficient_balance`,
 * `outside_employment` when approving days after the person has left
 */
export async function decideRequest(
  ctx: MemberContext,
  id: string,
  decision: Decision,
): Promise<RequestView> {
  const permission = permit(ctx, "requests.decide");
  return orEarlierAnswer(ctx, () => retryChanged(() => attempt(ctx, permission, id, decision)));
}

async function attempt(
  ctx: MemberContext,
  permission: Permit,
  id: string,
  decision: Decision,
): Promise<RequestView> {
  const row = await loadRequest(ctx, id);
  refuseUndecidable(ctx, row, decision);
  const { organisation, employeeId, employeeName } = ctx.member;
  const now = ctx.deps.clock();
  const decided: RequestRow = {
    ...row,
    state: decision.decision === "approve" ? "approved" : "rejected",
    version: row.version + 1,
    decidedByName: employeeName,
    decidedAt: now,
    decisionReason: decision.reason ?? null,
  };
  const booking = decided.state === "approved" ? await approval(ctx, row, now) : [];
  return commit(ctx, {
    permit: permission,
    statements: [
      ...booking.slice(0, 1),
      {
        sql: `update requests set state = ?, decided_by = ?, decided_at = ?, decision_reason = ?, version = version + 1
          where org_id = ? and id = ? and state = 'pending' and version = ?`,
        params: [
          decided.state,
          employeeId,
          now,
          decided.decisionReason,
          organisation.id,
          id,
          row.version,
        ],
      },
      guardChanged(),
      ...booking.slice(1),
      usageStatement(organisation, { employeeId, kind: "role", at: now }),
    ],
    audit: [
      {
        orgId: organisation.id,
        action: `request.${decided.state}`,
        subject: `request:${id}`,
        before: { state: row.state },
        after: { state: decided.state, reason: decided.decisionReason },
      },
    ],
    notices: [decidedNotice(ctx, row)],
    refresh: { subject: `request:${id}`, kind: "request-card" },
    answer: viewOf(decided, ctx.member, now),
  });
}

function refuseUndecidable(ctx: MemberContext, row: RequestRow, { version }: Decision): void {
  if (row.employeeId === ctx.member.employeeId) throw new Refusal("own_request");
  if (row.state !== "pending")
    throw new Refusal("already_decided", {
      state: row.state,
      by: row.decidedByName,
      at: row.decidedAt,
      reason: row.decisionReason,
    });
  if (row.version !== version) throw new Refusal("stale");
}

/** The guard that nothing about the employee's leave has changed since the balance was checked, then the booking. */
async function approval(ctx: MemberContext, row: RequestRow, now: number): Promise<Statement[]> {
  const { organisation } = ctx.member;
  const range = { from: row.startsOn, to: row.startsOn };
  const file = await loadLeaveFile(ctx.deps, organisation, row.employeeId, range);
  if (file.endedOn !== null && row.startsOn > file.endedOn)
    throw new Refusal("outside_employment", { to: file.endedOn });
  const charge = { on: row.startsOn, minutes: row.minutesCharged };
  const policy = leavePolicyOf(organisation.profile);
  const today = localDateOf(now, organisation.timeZone);
  const { available } = projectBalance(policy, file, charge, [], today);
  refuseShortBalance(charge, available, policy.type.dayMinutes);
  return [
    unchangedSince(organisation.id, file),
    book(
      organisation.id,
      [
        {
          id: ctx.deps.ids(),
          employeeId: row.employeeId,
          leaveType: "annual",
          key: row.id,
          reason: "use",
          minutes: -row.minutesCharged,
          effectiveOn: row.startsOn,
        },
      ],
      now,
    ),
  ];
}

function decidedNotice(ctx: MemberContext, row: RequestRow): NewNotice<"request-decided"> {
  return {
    kind: "request-decided",
    payload: { requestId: row.id },
    orgId: ctx.member.organisation.id,
    bot: "staff",
    personId: row.employeePersonId,
    reader: row.employeeReader,
    chatId: row.employeeTelegramId,
    subject: `request:${row.id}`,
    dedupKey: `request:${row.id}:decided`,
  };
}
