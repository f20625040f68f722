import { periodOf, shiftPeriod } from "../core/calendar/period.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { groupsWithinSql } from "../core/scope.ts";

/** How far back the screen offers months. */
const monthsBack = 12;

/** What timesheets can be made of: months with their state, groups. @throws {Refusal} `forbidden` */
export async function exportChoicesOf(ctx: MemberContext) {
  permit(ctx, "documents.export");
  const { organisation } = ctx.member;
  const today = localDateOf(ctx.deps.clock(), organisation.timeZone);
  const running = periodOf(today, organisation.calendar);
  const months = Array.from({ length: monthsBack + 1 }, (_, back) => shiftPeriod(running, -back));
  const within = groupsWithinSql(ctx.member);
  const [closed, groups] = await ctx.deps.db.read([
    {
      sql: "select period from periods where org_id = ? and state = 'closed'",
      params: [organisation.id],
    },
    {
      sql: `select id, name from groups where org_id = ? and ${within.sql} order by name, id`,
      params: [organisation.id, ...within.params],
    },
  ]);
  const closedMonths = new Set(closed?.rows.map(([period]) => period));
  return {
    calendar: organisation.calendar,
    profile: organisation.profile,
    months: months.map((period) => ({ period, isClosed: closedMonths.has(period) })),
    groups: (groups?.rows ?? []).map(([id, name]) => ({ id: String(id), name: String(name) })),
  };
}
