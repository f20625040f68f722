import type { z } from "zod";
import type { Statement } from "../../db/client/port.ts";
import { addDays } from "../core/calendar/local-date.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import type { MemberContext } from "../core/context.ts";
import { refreshCards } from "../core/refresh-messages.ts";
import { permit } from "../core/permissions.ts";
import { withinSql } from "../core/scope.ts";
import {
  type LeaveFile,
  loadLeaveFile,
  type OpenRequest,
  unchangedSince,
} from "../requests/load-leave-file.ts";
import { leaveCost } from "../requests/rules/leave-cost.ts";
import { skipSteps } from "../requests/step-row.ts";
import type { LedgerEntry } from "../requests/rules/types.ts";
import { book } from "./leave-entries.ts";
import { type LeavePolicy, leavePolicyOf } from "./leave-policy.ts";
import { dueEntries, sumOf } from "./project-balance.ts";
import { exitAccrual } from "./rules/exit.ts";
import type { exitView } from "./schemas.ts";

/** The longest absence that may reach over the last day. */
const longestAbsence = 366;

interface Exit {
  readonly policy: LeavePolicy;
  readonly file: LeaveFile;
  /** What the rules add until the last day, its own part of a month among them. */
  readonly earned: readonly LedgerEntry[];
  readonly lastMonth: number;
  readonly cancelled: readonly OpenRequest[];
  readonly reversals: readonly LedgerEntry[];
  /** Absence that goes on over the last day, and how much of it is given back, minutes. */
  readonly shortened: readonly { readonly id: string; readonly minutes: number }[];
  /** What is left to be paid, minutes. */
  readonly left: number;
}

/**
 * What is owed for leave when somebody's last day is `on`: IR art. 71, RU art. 127. Nothing is written.
 * @throws {Refusal} `forbidden`, `not_found`
 */
export async function previewExit(
  ctx: MemberContext,
  { employeeId, on }: { readonly employeeId: string; readonly on?: LocalDate | undefined },
): Promise<z.infer<typeof exitView>> {
  permit(ctx, "people.manage");
  const last = on ?? localDateOf(ctx.deps.clock(), ctx.member.organisation.timeZone);
  const { policy, lastMonth, cancelled, reversals, left } = await settle(ctx, employeeId, last);
  return {
    on: last,
    dayMinutes: policy.type.dayMinutes,
    minutes: left,
    lastMonth,
    cancelled: cancelled.map(({ id, startsOn, endsOn }) => ({ id, from: startsOn, to: endsOn })),
    returned: sumOf(reversals),
  };
}

/**
 * What ends with an employment: absence after the last day is taken back, the last part of a month is earned, and what is left
 * is booked as paid out, so that the ledger ends at nothing.
 */
export async function endLeave(
  ctx: MemberContext,
  employeeId: string,
  endedOn: LocalDate,
): Promise<{ readonly statements: readonly Statement[]; readonly paidOut: number }> {
  const exit = await settle(ctx, employeeId, endedOn);
  const { file, earned, cancelled, reversals, shortened, left } = exit;
  const { deps, member } = ctx;
  const orgId = member.organisation.id;
  const now = deps.clock();
  const payout: LedgerEntry = {
    key: `exit-${endedOn}`,
    reason: "payout",
    minutes: 0 - left,
    effectiveOn: endedOn,
  };
  const entries = [...earned, ...reversals, ...(left === 0 ? [] : [payout])];
  const bookings = entries.map((entry) => ({
    ...entry,
    id: deps.ids(),
    employeeId,
    leaveType: "annual",
  }));
  return {
    paidOut: left,
    statements: [
      unchangedSince(orgId, file),
      ...(bookings.length === 0 ? [] : [book(orgId, bookings, now)]),
      ...cancelled.flatMap(({ id, state }) => [
        {
          sql: `update requests set state = ?, version = version + 1 where org_id = ? and id = ?`,
          params: [state === "approved" ? "cancelled" : "withdrawn", orgId, id],
        },
        skipSteps(orgId, id, { from: 1 }),
        refreshCards(`request:${id}`, "request-card", now),
      ]),
      ...shortened.map(({ id, minutes }) => ({
        sql: "update requests set minutes_charged = minutes_charged - ?, version = version + 1 where org_id = ? and id = ?",
        params: [minutes, orgId, id],
      })),
    ],
  };
}

async function settle(ctx: MemberContext, employeeId: string, endedOn: LocalDate): Promise<Exit> {
  const { organisation } = ctx.member;
  const range = { from: addDays(endedOn, 1), to: addDays(endedOn, longestAbsence) };
  const file = await loadLeaveFile(ctx.deps, organisation, employeeId, range, {
    within: withinSql(ctx.member),
  });
  const policy = leavePolicyOf(organisation.profile);
  const until = { ...file, endedOn };
  const part =
    policy.grant.kind === "monthly"
      ? exitAccrual(policy.grant.accrual, file.startedOn, endedOn)
      : null;
  const earned = [...dueEntries(policy, until, endedOn), ...(part === null ? [] : [part])];
  const cancelled = file.requests.filter(({ startsOn }) => startsOn > endedOn);
  const returned = file.requests.flatMap((request) => {
    const minutes = minutesAfter(request, policy, file, endedOn);
    return minutes === 0 ? [] : [{ id: request.id, minutes, isWhole: request.startsOn > endedOn }];
  });
  const reversals = returned.map(({ id, minutes, isWhole }): LedgerEntry => ({
    key: isWhole ? id : `${id}:exit-${endedOn}`,
    reason: "reversal",
    minutes,
    effectiveOn: endedOn,
  }));
  return {
    policy,
    file,
    earned,
    lastMonth: part?.minutes ?? 0,
    cancelled,
    reversals,
    shortened: returned.filter(({ isWhole }) => !isWhole),
    left: sumOf(file.ledger) + sumOf(earned) + sumOf(reversals),
  };
}

/** Minutes of approved annual leave that lie after the last day. */
function minutesAfter(
  request: OpenRequest,
  { type }: LeavePolicy,
  { plan }: LeaveFile,
  endedOn: LocalDate,
): number {
  const { state, typeCode, span, startsOn, endsOn, minutes } = request;
  if (state !== "approved" || typeCode !== "annual" || endsOn <= endedOn) return 0;
  const after =
    startsOn > endedOn || span.unit !== "day"
      ? minutes
      : leaveCost({ unit: "day", from: addDays(endedOn, 1), to: endsOn }, plan, type).minutes;
  return Math.min(after, minutes);
}
