import { guardExists } from "../../../db/client/guard.ts";
import type { Statement } from "../../../db/client/port.ts";
import { usageStatement } from "../../billing/usage.ts";
import { commit, orEarlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { readerOf } from "../../core/dispatch.ts";
import { permit, type Permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { retryChanged } from "../../core/retry-changed.ts";
import type { z } from "zod";
import { findColleague } from "./colleagues.ts";
import { planSwap } from "./plan-swap.ts";
import type { SwapOffer, SwapPayload, swapPreview } from "./schemas.ts";
import { rosterWarnings } from "../changes/roster-warnings.ts";
import { loadSwapApprovers, swapCard } from "./swap-notices.ts";
import type { CalendarName, Language } from "../../core/words.ts";

/** What an offer would mean, before it is sent. @throws {Refusal} as `offerSwap` */
export async function previewSwap(
  ctx: MemberContext,
  offer: Omit<SwapOffer, "note">,
): Promise<z.infer<typeof swapPreview>> {
  permit(ctx, "requests.self");
  await findColleague(ctx, offer.colleagueId);
  const { payload, change, colleague } = await planSwap(ctx, sidesOf(ctx, offer), ctx.deps.ids());
  const { needsApproval } = await approversOf(ctx, offer.colleagueId);
  return {
    date: payload.date,
    otherDate: payload.otherDate,
    segments: payload.segments,
    otherSegments: payload.otherSegments,
    colleague: { id: colleague.id, name: colleague.name },
    needsApproval,
    warnings: await rosterWarnings(ctx, change, [
      { id: ctx.member.employeeId, name: ctx.member.employeeName },
      colleague,
    ]),
  };
}

/**
 * Offers a day to a colleague, for one of theirs or for nothing; nothing changes until they accept and a manager approves.
 * @throws {Refusal} what `planSwap` says; `overlapping_request` when one of the days is offered already, `no_approver`
 */
export async function offerSwap(
  ctx: MemberContext,
  offer: SwapOffer,
): Promise<{ readonly id: string }> {
  const allowed = permit(ctx, "requests.self");
  return orEarlierAnswer(ctx, () => retryChanged(() => attempt(ctx, allowed, offer)));
}

async function attempt(
  ctx: MemberContext,
  allowed: Permit,
  offer: SwapOffer,
): Promise<{ readonly id: string }> {
  const { organisation, employeeId } = ctx.member;
  const id = ctx.deps.ids();
  const now = ctx.deps.clock();
  await findColleague(ctx, offer.colleagueId);
  const { payload, colleague } = await planSwap(ctx, sidesOf(ctx, offer), id);
  const { approvers, needsApproval } = await approversOf(ctx, offer.colleagueId);
  const offered = offeredAlready(ctx, payload);
  const [known] = await ctx.deps.db.read([offered]);
  if (known?.rows[0] !== undefined) throw new Refusal("overlapping_request");
  const [first, last] = [payload.date, payload.otherDate ?? payload.date].toSorted();
  const colleagueReader = await readPerson(ctx, colleague.id);
  return commit(ctx, {
    permit: allowed,
    statements: [
      guardExists(`select 1 where not exists (${offered.sql})`, offered.params),
      {
        sql: `insert into requests (org_id, id, employee_id, kind, type_code, unit, starts_on, ends_on, time_zone,
            minutes_charged, card, payload, note, state, stage, created_at)
          values (?, ?, ?, 'swap', 'swap', 'day', ?, ?, ?, 0, '{}', ?, ?, 'pending', 1, ?)`,
        params: [
          organisation.id,
          id,
          employeeId,
          first ?? payload.date,
          last ?? payload.date,
          organisation.timeZone,
          JSON.stringify(payload),
          offer.note ?? null,
          now,
        ],
      },
      stepStatement(organisation.id, id, 1, [colleague.id], "open"),
      ...(needsApproval
        ? [
            stepStatement(
              organisation.id,
              id,
              2,
              approvers.map((one) => one.id),
              "waiting",
            ),
          ]
        : []),
      usageStatement(organisation, { employeeId, kind: "request", at: now }),
    ],
    audit: [
      { orgId: organisation.id, action: "swap.offered", subject: `request:${id}`, after: payload },
    ],
    notices: [swapCard(organisation.id, id, "staff", colleagueReader)],
    answer: { id },
  });
}

const sidesOf = ({ member }: MemberContext, offer: Omit<SwapOffer, "note">) => ({
  employeeId: member.employeeId,
  date: offer.date,
  otherEmployeeId: offer.colleagueId,
  otherDate: offer.otherDate ?? null,
});

/** Nobody else could approve: then the colleague's own word is enough when they may decide. */
async function approversOf(ctx: MemberContext, colleagueId: string) {
  const approvers = await loadSwapApprovers(ctx, [ctx.member.employeeId, colleagueId]);
  if (approvers.length > 0) return { approvers, needsApproval: true };
  const withColleague = await loadSwapApprovers(ctx, [ctx.member.employeeId]);
  if (withColleague.length === 0) throw new Refusal("no_approver");
  return { approvers: withColleague, needsApproval: false };
}

/** An offer that waits for one of the two days. */
function offeredAlready(
  ctx: MemberContext,
  { date, otherEmployeeId, otherDate }: SwapPayload,
): Statement {
  const { organisation, employeeId } = ctx.member;
  return {
    sql: `select 1 from requests where org_id = ? and kind = 'swap' and state = 'pending'
        and json_extract(payload, '$.startsAt') > ? and (
          (employee_id = ? and payload ->> '$.date' = ?)
          or (? is not null and payload ->> '$.otherEmployeeId' = ? and payload ->> '$.otherDate' = ?))`,
    params: [
      organisation.id,
      ctx.deps.clock(),
      employeeId,
      date,
      otherDate,
      otherEmployeeId,
      otherDate,
    ],
  };
}

async function readPerson(ctx: MemberContext, employeeId: string) {
  const { organisation } = ctx.member;
  const [found] = await ctx.deps.db.read([
    {
      sql: `select p.id, p.telegram_user_id, p.language, p.calendar from employees e join persons p on p.id = e.person_id
        where e.org_id = ? and e.id = ?`,
      params: [organisation.id, employeeId],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return {
    personId: String(row[0]),
    telegramUserId: Number(row[1]),
    reader: readerOf(
      (row[2] as Language | null) ?? organisation.language,
      row[3] as CalendarName | null,
      organisation.timeZone,
    ),
  };
}

const stepStatement = (
  orgId: string,
  requestId: string,
  stage: number,
  people: readonly string[],
  state: "open" | "waiting",
) => ({
  sql: "insert into approval_steps (org_id, request_id, stage, approvers, state) values (?, ?, ?, ?, ?)",
  params: [
    orgId,
    requestId,
    stage,
    JSON.stringify({ people: people.map((id) => ({ id })) }),
    state,
  ],
});
