import { guardChanged, guardExists } from "../../db/client/guard.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { toldAs } from "../core/told-as.ts";
import { loadPeriods } from "./load-period.ts";
import { refreshProgress, stateNotices } from "./state-notices.ts";
import { periodSubject } from "./tell.ts";

/**
 * Opens the newest closed month again, with a reason that everybody who heard of the close hears too (ATT J3). Its snapshot
 * stays; the next close has the next number. Adjustments that were compared with it count no longer: the open month shows what is.
 * @throws {Refusal} `forbidden`, `not_found`, `period_open`, `later_period_closed`
 */
export async function reopenPeriod(
  ctx: MemberContext,
  input: { readonly period: PeriodKey; readonly reason: string },
) {
  const allowed = permit(ctx, "period.close");
  return orEarlierAnswer(ctx, () => reopen(ctx, allowed, input));
}

async function reopen(
  ctx: MemberContext,
  allowed: ReturnType<typeof permit>,
  { period, reason }: { readonly period: PeriodKey; readonly reason: string },
) {
  const { organisation, employeeId, employeeName } = ctx.member;
  const { deps } = ctx;
  const { id: orgId } = organisation;
  const rows = await loadPeriods(deps.db, orgId);
  const row = rows.find((one) => one.period === period);
  if (row === undefined) throw new Refusal("not_found");
  if (row.state !== "closed" || row.closeId === null) throw new Refusal("period_open");
  if (rows.some((one) => one.period > period && one.state === "closed"))
    throw new Refusal("later_period_closed");
  const [found] = await deps.db.read([
    {
      sql: "select number, snapshot_hash from period_closes where org_id = ? and id = ?",
      params: [orgId, row.closeId],
    },
  ]);
  const number = Number(found?.rows[0]?.[0]);
  const hash = String(found?.rows[0]?.[1]);
  const now = deps.clock();
  const reopening = commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: `insert into period_closes (org_id, id, period, number, action, snapshot_hash, reason, acted_by, created_at)
          values (?, ?, ?, ?, 'reopen', ?, ?, ?, ?)`,
        params: [orgId, deps.ids(), period, number, hash, reason, employeeId, now],
      },
      {
        sql: `update periods set state = 'owner', close_id = null, next_at = null, compared_at = null, version = version + 1
          where org_id = ? and period = ? and version = ? and state = 'closed'`,
        params: [orgId, period, row.version],
      },
      guardChanged(),
      guardExists(
        `select 1 where not exists (select 1 from periods where org_id = ? and period > ? and state = 'closed')`,
        [orgId, period],
      ),
      ...stateNotices(deps, organisation, {
        period,
        action: "reopen",
        number,
        hash,
        byName: employeeName,
        reason,
      }),
      refreshProgress(orgId, period, now),
    ],
    audit: [
      {
        orgId,
        action: "period.reopened",
        subject: periodSubject(orgId, period),
        before: { number, hash },
        after: { reason },
      },
    ],
    answer: { period, number },
  });
  return toldAs(reopening, { guard: "stale", unique: "stale" });
}
