import { guardExists } from "../../db/client/guard.ts";
import type { Statement } from "../../db/client/port.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { toldAs } from "../core/told-as.ts";
import { loadPersonFile } from "./person-items.ts";
import { isLeft, type ItemAnswer, type ItemKind } from "./rules/open-items.ts";
import { refreshProgress } from "./state-notices.ts";
import { periodSubject } from "./tell.ts";

interface Answered {
  readonly left: number;
}

/** Only an absence can be called truancy or unpaid, and only by who records for others. */
const managersAnswers: readonly ItemAnswer[] = ["truancy", "unpaid"];
const answerable: readonly ItemKind[] = ["missing_punch", "absence", "deficit", "surplus"];

/**
 * Says what an open item of a month is: it stays as it is, or, by a manager, an absence is truancy or unpaid. What is asked for
 * instead (a request, a correction) goes its own way and makes the item wait by itself. `withdrawn` takes the answer back.
 * @throws {Refusal} `forbidden`, `period_closed`, `item_gone` when the day has changed since
 */
export async function answerItem(
  ctx: MemberContext,
  input: {
    readonly period: PeriodKey;
    readonly employeeId: string;
    readonly item: string;
    readonly answer: ItemAnswer;
  },
): Promise<Answered> {
  const isOwn = input.employeeId === ctx.member.employeeId;
  const allowed = permit(ctx, isOwn ? "requests.self" : "attendance.record_for_others");
  if (isOwn && managersAnswers.includes(input.answer))
    throw new Refusal("forbidden", { permission: "attendance.record_for_others" });
  return orEarlierAnswer(ctx, async () => {
    const { employeeId, period, item: key, answer } = input;
    const { organisation, employeeId: by } = ctx.member;
    const file = await loadPersonFile(ctx, employeeId, period);
    const item = file.items.find((one) => one.key === key);
    if (item === undefined || !answerable.includes(item.kind)) throw new Refusal("item_gone");
    if (managersAnswers.includes(answer) && item.kind !== "absence") throw new Refusal("item_gone");
    const before = file.items.filter(isLeft).length;
    const isSettled = answer !== "withdrawn";
    const left = before - Number(isLeft(item) && isSettled) + Number(!isLeft(item) && !isSettled);
    const { deps } = ctx;
    const now = deps.clock();
    const change = commit(ctx, {
      permit: allowed,
      statements: [
        guardOpen(organisation.id, period),
        {
          sql: `insert into period_answers (org_id, id, period, employee_id, item, answer, answered_by, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)`,
          params: [organisation.id, deps.ids(), period, employeeId, key, answer, by, now],
        },
        {
          sql: "update period_questions set left = ? where org_id = ? and period = ? and employee_id = ?",
          params: [left, organisation.id, period, employeeId],
        },
        refreshProgress(organisation.id, period, now),
      ],
      audit: [
        {
          orgId: organisation.id,
          action: "period.item_answered",
          subject: `employee:${employeeId}`,
          before: { item: key, answer: item.answer },
          after: { answer },
        },
      ],
      answer: { left },
    });
    return toldAs(change, { guard: "period_closed" });
  });
}

/** Fails the batch once the month is closed. */
const guardOpen = (orgId: string, period: PeriodKey): Statement =>
  guardExists("select 1 from periods where org_id = ? and period = ? and state <> 'closed'", [
    orgId,
    period,
  ]);

/**
 * The person has seen their month and has nothing more to say. What they left open stays open for their manager.
 * @throws {Refusal} `forbidden`, `not_found` when nobody asked, `period_closed`
 */
export async function confirmMonth(
  ctx: MemberContext,
  period: PeriodKey,
): Promise<{ readonly confirmed: true }> {
  const allowed = permit(ctx, "requests.self");
  const { organisation, employeeId } = ctx.member;
  const { id: orgId } = organisation;
  const now = ctx.deps.clock();
  const change = commit(ctx, {
    permit: allowed,
    statements: [
      guardOpen(orgId, period),
      {
        sql: `update period_questions set state = 'confirmed', answered_at = coalesce(answered_at, ?)
          where org_id = ? and period = ? and employee_id = ?`,
        params: [now, orgId, period, employeeId],
      },
      {
        // The last answer lets the conversation go on at the next tick.
        sql: `update periods set next_at = ? where org_id = ? and period = ? and state = 'asking' and not exists (
            select 1 from period_questions q where q.org_id = periods.org_id and q.period = periods.period and q.state = 'asked')`,
        params: [now, orgId, period],
      },
      refreshProgress(orgId, period, now),
    ],
    audit: [
      {
        orgId,
        action: "period.confirmed",
        subject: periodSubject(orgId, period),
        after: { employeeId },
      },
    ],
    answer: { confirmed: true as const },
  });
  return toldAs(change, { guard: "period_closed" });
}
