import type { z } from "zod";
import { guardChanged } from "../../../db/client/guard.ts";
import type { Statement } from "../../../db/client/port.ts";
import { commit, orEarlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { sendDueSoon } from "../../core/dispatch.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { retryChanged } from "../../core/retry-changed.ts";
import { withinSql } from "../../core/scope.ts";
import type { undoBulkInput, undoneBulk } from "./bulk-schemas.ts";
import { isOwnLog, isTaken } from "./edit-log.ts";
import { byId, knownRows, rowsOfReference } from "./stored-rows.ts";
import { takeBackStatements } from "./take-back.ts";

/**
 * Takes a whole batch back, by rows like everything else; what was changed again since is left as it is, and objections to the
 * batch are settled by it. A manager's own part of it stays (ATT J6), and that of people out of sight. A file that is still being entered goes no further.
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
      const [changed, superseded, running, visible] = await ctx.deps.db.read([
        ...rowsOfReference(organisation.id, reference, null),
        runningImport(ctx, reference),
        peopleInSight(ctx, reference),
      ]);
      const done = running?.rows[0]?.[0];
      const inSight = new Set(visible?.rows.map(([id]) => id));
      const all = knownRows(changed).filter(({ employeeId }) => inSight.has(employeeId));
      const rows = all.filter(({ employeeId }) => !isOwnLog(ctx, employeeId));
      if (all.length === 0 && done === undefined) throw new Refusal("not_found");
      if (rows.length === 0 && done === undefined) throw new Refusal("own_request");
      const people = [...new Set(rows.map(({ employeeId }) => employeeId))];
      const { statements, count } = await takeBackStatements(ctx, {
        rows,
        before: byId(knownRows(superseded)),
        reason: null,
        reference: `back:${reference.slice(reference.indexOf(":") + 1)}`,
      });
      if (count === 0 && done === undefined) throw new Refusal("already_undone");
      try {
        const undone = await commit(ctx, {
          permit: allowed,
          statements: [
            ...(done === undefined ? [] : stopImport(organisation.id, reference, Number(done))),
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
          ...(reference.startsWith(importPrefix) && {
            refresh: { subject: reference, kind: "import-card" as const },
          }),
          answer: { count },
        });
        sendDueSoon(ctx.deps);
        return undone;
      } catch (error) {
        throw isTaken(error) ? new Refusal("stale") : error;
      }
    }),
  );
}

const importPrefix = "import:";

/** How many lines of a file have been entered, while it is being entered: to who sees everybody, or brought it. */
const runningImport = ({ member }: MemberContext, reference: string): Statement => ({
  sql: "select done from punch_imports where org_id = ? and id = ? and state = 'running' and (? or created_by = ?)",
  params: [
    member.organisation.id,
    reference.replace(/^import:/, ""),
    member.sees === "all" ? 1 : 0,
    member.employeeId,
  ],
});

function peopleInSight({ member }: MemberContext, reference: string): Statement {
  const within = withinSql(member);
  return {
    sql: `select e.id from employees e where e.org_id = ? and ${within.sql}
      and e.id in (select employee_id from punches where org_id = ? and reference = ?)`,
    params: [member.organisation.id, ...within.params, member.organisation.id, reference],
  };
}

/** Nothing more of the file is entered; when lines came in between, everything is read again. */
const stopImport = (orgId: string, reference: string, done: number): Statement[] => [
  {
    sql: `update punch_imports set state = 'done', next_at = null, payload = '[]'
      where org_id = ? and id = ? and state = 'running' and done = ?`,
    params: [orgId, reference.slice(importPrefix.length), done],
  },
  guardChanged(),
];

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
