import { refuseHiddenDays, type ViewContext } from "../attendance/visible-days.ts";
import { periodRange } from "../core/calendar/period.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import { permit } from "../core/permissions.ts";
import { withinSql } from "../core/scope.ts";
import { carriedOf, carriedStatement } from "./load-period.ts";

/** What a month carries for closed ones, with why, by date. One round trip. @throws {Refusal} `forbidden` */
export async function listAdjustments(ctx: ViewContext, period: PeriodKey) {
  permit(ctx, "attendance.view_team");
  const { organisation } = ctx.member;
  refuseHiddenDays(ctx, "", periodRange(period, organisation.calendar).to);
  const within = withinSql(ctx.member);
  const [found, named] = await ctx.deps.db.read([
    carriedStatement(organisation.id, period, null),
    {
      sql: `select e.id, e.name from employees e where e.org_id = ? and ${within.sql} and e.id in (
          select employee_id from period_adjustments where org_id = ? and open_period = ?)`,
      params: [organisation.id, ...within.params, organisation.id, period],
    },
  ]);
  const nameOf = new Map(named?.rows.map(([id, name]) => [String(id), String(name)]));
  return {
    period,
    adjustments: (found?.rows ?? []).map(carriedOf).flatMap((one) => {
      const name = nameOf.get(one.employeeId);
      if (name === undefined) return [];
      const delta: Record<string, number> = { ...one.delta };
      return [{ ...one, delta, name }];
    }),
  };
}
