import { guardChanged } from "../../../db/client/guard.ts";
import { usageStatement } from "../../billing/usage.ts";
import { commit, orEarlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { retryChanged } from "../../core/retry-changed.ts";
import { changeSubject, toldTo } from "./change-notices.ts";
import { loadChange, type Settlement } from "./change-view.ts";
import { isTaken } from "./edit-log.ts";
import { addresseeOf, addresseeStatement } from "./receiver.ts";
import type { ChangeView, SettleChangeInput } from "./schemas.ts";
import { takeBackStatements } from "./take-back.ts";

/**
 * A manager settles an objection: the change is kept, or taken back by rows that say again what was so before. Both see it.
 * @throws {Refusal} `not_found`, `own_request` for one's own objection, `already_answered` when it was settled or given up, `stale`
 * when the punches have been changed again since
 */
export function settleChange(ctx: MemberContext, input: SettleChangeInput): Promise<ChangeView> {
  const allowed = permit(ctx, "attendance.record_for_others");
  const { organisation, employeeId } = ctx.member;
  if (input.employeeId === employeeId) throw new Refusal("own_request");
  const note = input.note ?? null;
  return orEarlierAnswer(ctx, () =>
    retryChanged(async () => {
      const change = await loadChange(ctx, input);
      if (!change.view.maySettle)
        throw new Refusal("already_answered", { state: change.view.state });
      const now = ctx.deps.clock();
      const settlement: Settlement = { verdict: input.settlement, note };
      const subject = changeSubject(input.reference, input.employeeId);
      try {
        return await commit(ctx, {
          permit: allowed,
          statements: [
            {
              sql: `update change_answers set settled_by = ?, settled_at = ?, settlement = ?, version = version + 1
                where org_id = ? and answer = 'objected' and settled_at is null and version = ? and punch_id in
                  (select id from punches where org_id = ? and reference = ? and employee_id = ?)`,
              params: [
                employeeId,
                now,
                JSON.stringify(settlement),
                organisation.id,
                change.version,
                organisation.id,
                input.reference,
                input.employeeId,
              ],
            },
            guardChanged(),
            ...(input.settlement === "kept" ? [] : await rowsBack(ctx, change, note, input)),
            usageStatement(organisation, { employeeId, kind: "role", at: now }),
          ],
          audit: [
            {
              orgId: organisation.id,
              action: `punch_change.${input.settlement}`,
              subject,
              before: { text: change.view.text },
              after: { note },
            },
          ],
          notices: [await settledTo(ctx, input, note)],
          refresh: { subject, kind: "change-card" },
          answer: {
            ...change.view,
            state: input.settlement,
            note,
            settledByName: ctx.member.employeeName,
            maySettle: false,
          },
        });
      } catch (error) {
        throw isTaken(error) ? new Refusal("stale") : error;
      }
    }),
  );
}

async function rowsBack(
  ctx: MemberContext,
  change: Awaited<ReturnType<typeof loadChange>>,
  note: string | null,
  { reference }: SettleChangeInput,
) {
  const { statements, count } = await takeBackStatements(ctx, {
    rows: change.rows,
    before: change.before,
    reason: note ?? change.view.text,
    reference: `back:${reference.slice(reference.indexOf(":") + 1)}`,
  });
  if (count === 0) throw new Refusal("stale");
  return statements;
}

async function settledTo(ctx: MemberContext, input: SettleChangeInput, note: string | null) {
  const { id } = ctx.member.organisation;
  const [found] = await ctx.deps.db.read([addresseeStatement(id, input.employeeId)]);
  return {
    ...toldTo(ctx, addresseeOf(found), "staff"),
    kind: "change-settled" as const,
    payload: {
      reference: input.reference,
      employeeId: input.employeeId,
      settledByName: ctx.member.employeeName,
      settlement: input.settlement,
      note,
    },
    subject: changeSubject(input.reference, input.employeeId),
    dedupKey: `change-settled:${input.reference}:${input.employeeId}`,
  };
}
