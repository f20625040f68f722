import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { withinSql } from "../core/scope.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import { periodRowOf, periodsStatement, runningPeriod } from "./load-period.ts";

/** Months that are over, newest first, with their last close and how many days were adjusted since. One round trip. */
export async function listPeriods(ctx: MemberContext) {
  permit(ctx, "attendance.view_team");
  const { organisation } = ctx.member;
  const within = withinSql(ctx.member);
  const [rows, closes, adjusted] = await ctx.deps.db.read([
    periodsStatement(organisation.id),
    {
      sql: `select p.period, c.number, c.snapshot_hash, c.created_at from periods p
        join period_closes c on c.org_id = p.org_id and c.id = p.close_id where p.org_id = ?`,
      params: [organisation.id],
    },
    {
      sql: `select a.closed_period, count(*) from period_adjustments a
        join periods p on p.org_id = a.org_id and p.close_id = a.close_id
        join employees e on e.org_id = a.org_id and e.id = a.employee_id
        where a.org_id = ? and ${within.sql} group by a.closed_period`,
      params: [organisation.id, ...within.params],
    },
  ]);
  const closeOf = new Map(closes?.rows.map((row) => [row[0], row]));
  const adjustedOf = new Map(adjusted?.rows.map(([period, count]) => [period, Number(count)]));
  return {
    running: runningPeriod(organisation, ctx.deps.clock()),
    periods: (rows?.rows ?? []).map(periodRowOf).map(({ period, state }) => {
      const close = closeOf.get(period);
      return {
        period,
        state,
        number: close === undefined ? null : Number(close[1]),
        hash: close === undefined ? null : String(close[2]),
        closedAt: close === undefined ? null : Number(close[3]),
        /** Days that came out differently since: papers of the month need a corrective version. */
        adjustedDays: adjustedOf.get(period) ?? 0,
      };
    }),
  };
}

/**
 * How far the close of a month is: who of those within sight has answered, what they have left, what was done with it. One round
 * trip.
 * @throws {Refusal} `forbidden`, `not_found`
 */
export async function showPeriod(ctx: MemberContext, period: PeriodKey) {
  permit(ctx, "attendance.view_team");
  const { id: orgId } = ctx.member.organisation;
  const within = withinSql(ctx.member);
  const [found, questions, closes, earlier] = await ctx.deps.db.read([
    {
      sql: "select p.period, p.state, p.close_id, p.started_at, p.next_at, p.version from periods p where p.org_id = ? and p.period = ?",
      params: [orgId, period],
    },
    {
      sql: `select count(*), coalesce(sum(q.state <> 'asked'), 0), coalesce(sum(q.left), 0), coalesce(sum(q.left > 0), 0)
        from period_questions q join employees e on e.org_id = q.org_id and e.id = q.employee_id
        where q.org_id = ? and q.period = ? and ${within.sql}`,
      params: [orgId, period, ...within.params],
    },
    {
      sql: `select c.action, c.number, c.snapshot_hash, c.reason, e.name, c.created_at from period_closes c
        join employees e on e.org_id = c.org_id and e.id = c.acted_by
        where c.org_id = ? and c.period = ? order by c.id desc limit 10`,
      params: [orgId, period],
    },
    {
      sql: "select min(period) from periods where org_id = ? and state <> 'closed' and period < ?",
      params: [orgId, period],
    },
  ]);
  const [row] = (found?.rows ?? []).map(periodRowOf);
  if (row === undefined) throw new Refusal("not_found");
  const [people, answered, left, withLeft] = questions?.rows[0] ?? [];
  return {
    period,
    state: row.state,
    nextAt: row.nextAt,
    version: row.version,
    people: Number(people ?? 0),
    answered: Number(answered ?? 0),
    left: Number(left ?? 0),
    withLeft: Number(withLeft ?? 0),
    /** Has to be closed before this one. */
    earlier: (earlier?.rows[0]?.[0] ?? null) as string | null,
    mayClose: ctx.member.permissions.has("period.close"),
    closes: (closes?.rows ?? []).map((close) => ({
      action: close[0] as "close" | "reopen",
      number: Number(close[1]),
      hash: String(close[2]),
      reason: close[3] as string | null,
      byName: String(close[4]),
      at: Number(close[5]),
    })),
  };
}
