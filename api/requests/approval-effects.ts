import { guardChanged } from "../../db/client/guard.ts";
import type { Statement } from "../../db/client/port.ts";
import { correctionStatements } from "../attendance/corrections/correction-statements.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { MemberContext } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";
import { policyOfType } from "../leave/leave-policy.ts";
import { projectBalance } from "../leave/project-balance.ts";
import { chargeOf, moveCharge, undoOf, useOf } from "./bookings.ts";
import { refuseShortBalance, typeOf, withoutParent } from "./compute-card.ts";
import { type LeaveFile, loadLeaveFile, unchangedSince } from "./load-leave-file.ts";
import { loadRequest, type RequestRow } from "./request-row.ts";
import { withdrawCancels } from "./withdraw-cancels.ts";

/** What an approval writes: guards that must stand before the request changes, and what follows from it. */
export interface Effects {
  readonly before: readonly Statement[];
  readonly after: readonly Statement[];
  /** The request whose cards change with it. */
  readonly parentId: string | null;
}

/**
 * What follows from the last approval of a request, by its kind.
 * @throws {Refusal} `insufficient_balance`, `outside_employment` for days after the person has left, `already_decided` when what
 * is cancelled or changed is over by now
 */
export function approvalEffects(
  ctx: MemberContext,
  row: RequestRow,
  now: number,
): Promise<Effects> | Effects {
  switch (row.kind) {
    case "leave":
    case "mission":
    case "overtime":
      return absenceEffects(ctx, row, now);
    case "correction":
      return only(correctionStatements(ctx, row));
    case "cancel":
      return cancelEffects(ctx, row, now);
    case "swap":
      break;
  }
  return only([]);
}

const only = async (
  after: readonly Statement[] | Promise<readonly Statement[]>,
): Promise<Effects> => ({
  before: [],
  after: await after,
  parentId: null,
});

/** Nothing about the employee's leave has changed since the balance was checked. */
async function absenceEffects(ctx: MemberContext, row: RequestRow, now: number): Promise<Effects> {
  const { organisation } = ctx.member;
  const range = { from: row.startsOn, to: row.startsOn };
  const file = await loadLeaveFile(ctx.deps, organisation, row.employeeId, range, {
    leaveType: row.typeCode,
  });
  if (file.endedOn !== null && row.startsOn > file.endedOn)
    throw new Refusal("outside_employment", { to: file.endedOn });
  const parent = await replacedBy(ctx, row);
  const type = row.kind === "overtime" ? null : typeOf({ organisation, file }, row);
  const policy = type?.ledger ? policyOfType(type, organisation, row.startsOn) : null;
  if (policy !== null && type !== null) {
    const today = localDateOf(now, organisation.timeZone);
    const books = withoutParent({ file, parent }, type);
    const { available } = projectBalance(policy, books, chargeOf(row), [], today);
    refuseShortBalance(chargeOf(row), available, policy.type.dayMinutes);
  }
  return {
    before: [unchangedSince(organisation.id, file)],
    after: [
      ...(parent === null ? [] : endOf(ctx, parent, { reason: null }, now)),
      ...useOf(ctx.deps, organisation.id, row, policy?.grant.kind === "occasion", now),
      ...returnVacations(ctx, row, file, now),
    ],
    parentId: parent?.id ?? null,
  };
}

/** The approved request that this one takes the place of. */
async function replacedBy(ctx: MemberContext, row: RequestRow): Promise<RequestRow | null> {
  if (row.parentId === null) return null;
  const parent = await loadRequest(ctx, row.parentId);
  return parent.state === "approved" ? parent : null;
}

/** Ends an approved request and gives back what it took; nothing is deleted (ATT F12). */
export function endOf(
  ctx: MemberContext,
  parent: RequestRow,
  by: { readonly reason?: string | null | undefined },
  now: number,
): Statement[] {
  const { organisation, employeeId } = ctx.member;
  return [
    {
      sql: `update requests set state = 'cancelled', version = version + 1, decided_by = ?, decided_at = ?, decision_reason = ?
        where org_id = ? and id = ? and state = 'approved' and version = ?`,
      params: [employeeId, now, by.reason ?? null, organisation.id, parent.id, parent.version],
    },
    guardChanged(),
    ...withdrawCancels(organisation.id, parent.id, now),
    ...undoOf(ctx.deps, organisation.id, parent, now),
  ];
}

/** Days of vacation on which the person was ill come back (ATT F10). */
function returnVacations(
  ctx: MemberContext,
  row: RequestRow,
  file: LeaveFile,
  now: number,
): Statement[] {
  const orgId = ctx.member.organisation.id;
  const returns = row.card.returns.flatMap(({ requestId, minutes }) => {
    const vacation = file.requests.find(
      ({ id, state }) => id === requestId && state === "approved",
    );
    const given = Math.min(minutes, vacation?.minutes ?? 0);
    return given > 0 ? [{ requestId, minutes: given }] : [];
  });
  if (returns.length === 0) return [];
  return [
    ...returns.flatMap((one) =>
      moveCharge(ctx.deps, orgId, row, {
        ...one,
        key: `${one.requestId}:sick:${row.id}`,
        reason: "reversal",
        now,
      }),
    ),
    {
      sql: "update requests set payload = json_set(payload, '$.returns', json(?)) where org_id = ? and id = ?",
      params: [JSON.stringify(returns), orgId, row.id],
    },
  ];
}

async function cancelEffects(ctx: MemberContext, row: RequestRow, now: number): Promise<Effects> {
  const parent = row.parentId === null ? null : await loadRequest(ctx, row.parentId);
  if (parent === null || parent.state !== "approved")
    throw new Refusal("already_decided", {
      state: parent?.state ?? "cancelled",
      by: parent?.decidedByName ?? null,
      at: parent?.decidedAt ?? null,
      reason: parent?.decisionReason ?? null,
    });
  return { before: [], after: endOf(ctx, parent, { reason: row.note }, now), parentId: parent.id };
}
