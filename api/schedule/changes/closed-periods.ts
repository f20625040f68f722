import { periodRange } from "../../core/calendar/period.ts";
import type { DateRange, PeriodKey } from "../../core/calendar/types.ts";
import type { MemberContext } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";

/** Nothing is planned anew in a month that is closed. @throws {Refusal} `period_closed` with the month */
export async function refuseClosed(
  ctx: MemberContext,
  ranges: readonly DateRange[],
): Promise<void> {
  const { id, calendar } = ctx.member.organisation;
  const [found] = await ctx.deps.db.read([
    { sql: "select period from periods where org_id = ? and state = 'closed'", params: [id] },
  ]);
  for (const [period] of found?.rows ?? []) {
    const month = periodRange(period as PeriodKey, calendar);
    if (ranges.some(({ from, to }) => from <= month.to && to >= month.from))
      throw new Refusal("period_closed", { period: String(period) });
  }
}
