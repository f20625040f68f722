import { guardChanged } from "../../../db/client/guard.ts";
import { commit, orEarlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import type { NewNotice } from "../../core/notices.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { retryChanged } from "../../core/retry-changed.ts";
import { changeSubject, toldTo } from "./change-notices.ts";
import { type Change, loadChange } from "./change-view.ts";
import { addresseeOf, addresseeStatement } from "./receiver.ts";
import type { AnswerChangeInput, ChangeView } from "./schemas.ts";

/**
 * The person accepts a change of their log, or objects with a reason; an open objection freezes the day at the month's close. An
 * objection may still be given up.
 * @throws {Refusal} `not_found`, `already_answered`
 */
export function answerChange(ctx: MemberContext, input: AnswerChangeInput): Promise<ChangeView> {
  const allowed = permit(ctx, "punch.self");
  const { organisation, employeeId, employeeName } = ctx.member;
  return orEarlierAnswer(ctx, () =>
    retryChanged(async () => {
      const change = await loadChange(ctx, { reference: input.reference, employeeId });
      const isSame = change.view.state === input.answer;
      if (!change.view.mayAnswer || isSame)
        throw new Refusal("already_answered", { state: change.view.state });
      const text = input.answer === "objected" ? input.text : null;
      return commit(ctx, {
        permit: allowed,
        statements: [
          {
            sql: `insert into change_answers (org_id, punch_id, employee_id, answer, text, answered_at, version)
              select org_id, id, employee_id, ?, ?, ?, 1 from punches where org_id = ? and reference = ? and employee_id = ?
              on conflict (org_id, punch_id) do update set answer = excluded.answer, text = excluded.text,
                answered_at = excluded.answered_at, version = version + 1
                where change_answers.settled_at is null and change_answers.version = ?`,
            params: [
              input.answer,
              text,
              ctx.deps.clock(),
              organisation.id,
              input.reference,
              employeeId,
              change.version,
            ],
          },
          guardChanged(),
        ],
        audit: [
          {
            orgId: organisation.id,
            action: `punch_change.${input.answer}`,
            subject: changeSubject(input.reference, employeeId),
            before: { state: change.view.state },
            after: { text },
          },
        ],
        notices: text === null ? [] : await objectionTo(ctx, change, text, employeeName),
        refresh: { subject: changeSubject(input.reference, employeeId), kind: "change-card" },
        answer: {
          ...change.view,
          state: input.answer,
          text,
          answeredAt: ctx.deps.clock(),
          mayAnswer: input.answer === "objected",
        },
      });
    }),
  );
}

/** Whoever made the change hears of it at once: an edited card is easily overlooked. */
async function objectionTo(
  ctx: MemberContext,
  { view, recordedBy, version }: Change,
  text: string,
  employeeName: string,
): Promise<NewNotice[]> {
  if (recordedBy === null) return [];
  const { organisation, employeeId } = ctx.member;
  const [found] = await ctx.deps.db.read([addresseeStatement(organisation.id, recordedBy)]);
  return [
    {
      ...toldTo(ctx, addresseeOf(found), "owner"),
      kind: "change-objected",
      payload: { reference: view.reference, employeeId, employeeName, text },
      subject: changeSubject(view.reference, employeeId),
      dedupKey: `change-objected:${view.reference}:${employeeId}:${version}`,
    },
  ];
}
