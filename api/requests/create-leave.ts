import { requests } from "../../db/schema/requests.ts";
import { builder, toStatement } from "../../db/sql.ts";
import { usageStatement } from "../billing/usage.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import { permit, type Permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { cardsFor, loadApprovers } from "./approvers.ts";
import { computeLeave } from "./compute-leave.ts";
import { leavePolicyOf } from "../leave/leave-policy.ts";
import { loadLeaveFile, unchangedSince } from "./load-leave-file.ts";
import { type RequestRow, viewOf } from "./request-row.ts";
import { retryChanged } from "../core/retry-changed.ts";
import type { RequestSpan } from "./rules/types.ts";
import type { LeaveCard, LeaveInput, RequestView } from "./schemas.ts";
import { firstDay, lastDay, spanOf } from "./span-of.ts";

/**
 * Asks for leave and shows the card to everybody who may decide it.
 * @throws {Refusal} as `previewLeave`; `no_approver` when nobody but the person could decide
 */
export async function createLeave(
  ctx: MemberContext,
  input: LeaveInput & { readonly note?: string | undefined },
): Promise<RequestView> {
  const permission = permit(ctx, "requests.self");
  const span = spanOf(input);
  return orEarlierAnswer(ctx, () =>
    retryChanged(() => attempt(ctx, permission, span, input.note ?? null)),
  );
}

async function attempt(
  ctx: MemberContext,
  permission: Permit,
  span: RequestSpan,
  note: string | null,
): Promise<RequestView> {
  const { organisation, employeeId } = ctx.member;
  const now = ctx.deps.clock();
  const range = { from: firstDay(span), to: lastDay(span) };
  const file = await loadLeaveFile(ctx.deps, organisation, employeeId, range);
  const today = localDateOf(now, organisation.timeZone);
  const card = computeLeave(leavePolicyOf(organisation.profile), file, span, today);
  const approvers = await loadApprovers(ctx, employeeId);
  if (approvers.length === 0) throw new Refusal("no_approver");

  const row = rowOf(ctx, card, note, now);
  return commit(ctx, {
    permit: permission,
    statements: [
      unchangedSince(organisation.id, file),
      insertOf(ctx, row),
      usageStatement(organisation, { employeeId, kind: "request", at: now }),
    ],
    audit: [
      {
        orgId: organisation.id,
        action: "request.created",
        subject: `request:${row.id}`,
        after: { employeeId, ...range, unit: card.unit, minutes: card.minutesCharged },
      },
    ],
    notices: cardsFor(approvers, organisation.id, row.id, "created"),
    answer: viewOf(row, ctx.member, now),
  });
}

function rowOf(ctx: MemberContext, card: LeaveCard, note: string | null, now: number): RequestRow {
  const { person, organisation, employeeId, employeeName } = ctx.member;
  return {
    id: ctx.deps.ids(),
    employeeId,
    employeeName,
    employeePersonId: person.id,
    employeeTelegramId: person.telegramUserId,
    employeeReader: readerOf(
      person.language ?? organisation.language,
      person.calendar,
      organisation.timeZone,
    ),
    state: "pending",
    version: 1,
    startsOn: card.from as RequestRow["startsOn"],
    startMinute: card.fromMinute,
    minutesCharged: card.minutesCharged,
    timeZone: organisation.timeZone,
    card,
    note,
    createdAt: now,
    decidedByName: null,
    decidedAt: null,
    decisionReason: null,
  };
}

const insertOf = (ctx: MemberContext, row: RequestRow) =>
  toStatement(
    builder.insert(requests).values({
      orgId: ctx.member.organisation.id,
      id: row.id,
      employeeId: row.employeeId,
      kind: "leave",
      typeCode: "annual",
      unit: row.card.unit,
      startsOn: row.startsOn,
      endsOn: row.card.to,
      startMinute: row.card.fromMinute,
      endMinute: row.card.toMinute,
      timeZone: row.timeZone,
      minutesCharged: row.minutesCharged,
      card: JSON.stringify(row.card),
      note: row.note,
      state: "pending",
      createdAt: row.createdAt,
    }),
  );
