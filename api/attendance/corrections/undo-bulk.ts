import type { z } from "zod";
import type { Statement } from "../../../db/client/port.ts";
import { commit, orEarlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { sendDueSoon } from "../../core/dispatch.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { retryChanged } from "../../core/retry-changed.ts";
import type { undoBulkInput, undoneBulk } from "./bulk-schemas.ts";
import { isOwnLog, isTaken } from "./edit-log.ts";
import { byId, knownRows, rowsOfReference } from "./stored-rows.ts";
import { takeBackStatements } from "./take-back.ts";

/**
 * Takes a whole batch back, by rows like everything else; what was changed again since is left as it is, and objections to the
 * batch are settled by it. A manager's own part of it stays (ATT J6).
 * @throws {Refusal} `forbidden`, `not_found`, `own_request`, `already_undone` when nothing of it is left
 */
export function undoBulk(
  ctx: MemberContext,
  { reference }: z.infer<typeof undoBulkInput>,
): Promise<z.infer<typeof undoneBulk>> {
  const allowed = permit(ctx, "attendance.record_for_others");
  const { organisation } = ctx.member;
  return orEarlierAnswer(ctx, () =>
    retryChanged(async () => {
      const [changed, superseded] = await ctx.deps.db.read(
        rowsOfReference(organisation.id, reference, null),
      );
      const all = knownRows(changed);
      if (all.length === 0) throw new Refusal("not_found");
      const rows = all.filter(({ employeeId }) => !isOwnLog(ctx, employeeId));
      if (rows.length === 0) throw new Refusal("own_request");
      const people = [...new Set(rows.map(({ employeeId }) => employeeId))];
      const { statements, count } = await takeBackStatements(ctx, {
        rows,
        before: byId(knownRows(superseded)),
        reason: null,
        reference: `back:${reference.slice(reference.indexOf(":") + 1)}`,
      });
      if (count === 0) throw new Refusal("already_undone");
      try {
        const done = await commit(ctx, {
          permit: allowed,
          statements: [
            ...statements,
            settled(ctx, reference, people),
            cardsAnew(reference, people, ctx.deps.clock()),
          ],
          audit: [
            {
              orgId: organisation.id,
              action: "punch.bulk_undone",
              subject: reference,
              after: { count },
            },
          ],
          answer: { count },
        });
        sendDueSoon(ctx.deps);
        return done;
      } catch (error) {
        throw isTaken(error) ? new Refusal("stale") : error;
      }
    }),
  );
}

/** Who objected to the batch has what they wanted. */
const settled = (
  { member, deps }: MemberContext,
  reference: string,
  people: readonly string[],
): Statement => ({
  sql: `update change_answers set settled_by = ?, settled_at = ?, settlement = ?, version = version + 1
    where org_id = ? and answer = 'objected' and settled_at is null
      and employee_id in (select value from json_each(?))
      and punch_id in (select id from punches where org_id = ? and reference = ?)`,
  params: [
    member.employeeId,
    deps.clock(),
    JSON.stringify({ verdict: "taken_back", note: null }),
    member.organisation.id,
    JSON.stringify(people),
    member.organisation.id,
    reference,
  ],
});

/** Every card of the batch shows the new state. */
const cardsAnew = (reference: string, employeeIds: readonly string[], now: number): Statement => ({
  sql: `update outbox set revision = revision + 1, attempts = 0,
      run_at = case when state = 'pending' then run_at else ? end,
      state = case when state = 'dead' then 'dead' else 'pending' end
    where kind = 'change-card' and subject in (select 'change:' || ? || ':' || value from json_each(?))`,
  params: [now, reference, JSON.stringify(employeeIds)],
});
