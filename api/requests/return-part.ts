import { guardChanged } from "../../db/client/guard.ts";
import { dayStatements, readDayFiles } from "../attendance/load-days.ts";
import { usageStatement } from "../billing/usage.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import type { MemberContext } from "../core/context.ts";
import { permit, type Permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { retryChanged } from "../core/retry-changed.ts";
import { moveCharge } from "./bookings.ts";
import { returnedNotice } from "./request-notices.ts";
import type { WorkedOnLeave } from "./request-payload.ts";
import { loadRequest, type RequestRow } from "./request-row.ts";
import { workedOnLeave } from "./rules/worked-on-leave.ts";
import type { RequestView } from "./schemas.ts";
import { dateOf } from "./span-of.ts";
import { viewOf } from "./view-of.ts";

/**
 * Gives back what somebody worked on a day of approved leave: these minutes are work and cost no leave (ATT F22).
 * @throws {Refusal} `own_request`, `not_found`, `already_decided`, `nothing_to_return` when nothing was worked or it is given back
 */
export async function returnPart(
  ctx: MemberContext,
  id: string,
  input: { readonly date: string },
): Promise<RequestView> {
  const permission = permit(ctx, "requests.decide");
  const date = dateOf(input.date, "/date");
  return orEarlierAnswer(ctx, () => retryChanged(() => attempt(ctx, permission, id, date)));
}

async function attempt(
  ctx: MemberContext,
  permission: Permit,
  id: string,
  date: LocalDate,
): Promise<RequestView> {
  const { organisation, employeeId } = ctx.member;
  const now = ctx.deps.clock();
  const row = await loadRequest(ctx, id);
  if (row.employeeId === employeeId) throw new Refusal("own_request");
  if (row.state !== "approved")
    throw new Refusal("already_decided", {
      state: row.state,
      by: row.decidedByName,
      at: row.decidedAt,
      reason: row.decisionReason,
    });
  const part = await partOf(ctx, row, date, now);
  const minutes = Math.min(part.minutes, row.minutesCharged);
  const worked = [...(row.payload.worked ?? []), { ...part, minutes }];
  const charge = row.card.usesBalance ? minutes : 0;
  return commit(ctx, {
    permit: permission,
    statements: [
      {
        sql: `update requests set payload = json_set(payload, '$.worked', json(?)), version = version + 1
          where org_id = ? and id = ? and state = 'approved' and version = ?`,
        params: [JSON.stringify(worked), organisation.id, id, row.version],
      },
      guardChanged(),
      ...(charge === 0
        ? []
        : moveCharge(ctx.deps, organisation.id, row, {
            requestId: id,
            minutes: charge,
            key: `${id}:worked:${date}`,
            reason: "reversal",
            now,
          })),
      usageStatement(organisation, { employeeId, kind: "role", at: now }),
    ],
    audit: [
      {
        orgId: organisation.id,
        action: "request.part_returned",
        subject: `request:${id}`,
        after: { date, minutes },
      },
    ],
    notices: [returnedNotice(organisation.id, row, { date, minutes })],
    refresh: { subject: `request:${id}`, kind: "worked-on-leave" },
    answer: viewOf(
      {
        ...row,
        version: row.version + (charge === 0 ? 1 : 2),
        minutesCharged: row.minutesCharged - charge,
        payload: { ...row.payload, worked },
      },
      { member: ctx.member, standsInFor: [] },
      now,
    ),
  });
}

async function partOf(
  ctx: MemberContext,
  row: RequestRow,
  date: LocalDate,
  now: number,
): Promise<WorkedOnLeave> {
  const { organisation } = ctx.member;
  const range = { from: date, to: date };
  const results = await ctx.deps.db.read(dayStatements(organisation, row.employeeId, range));
  const days = readDayFiles(results, organisation);
  const file = days.files[0];
  const day = file === undefined ? undefined : days.derive(file, range, now)[0];
  const isDone = row.payload.worked?.some((one) => one.date === date) === true;
  const worked = day === undefined || isDone ? null : workedOnLeave(day, row.id);
  if (worked === null) throw new Refusal("nothing_to_return", { date });
  return { date, ...worked };
}
