import type { PlannedDay } from "../attendance/rules/types.ts";
import { addDays } from "../core/calendar/local-date.ts";
import type { DateRange } from "../core/calendar/types.ts";
import type { MemberContext } from "../core/context.ts";
import { plansOf, planStatements } from "./load-plan.ts";
import type { Roster } from "./load-roster.ts";

/** What people are planned to work in one range. */
export interface RangePlans {
  roster(employeeId: string): Roster;
  /** Every date of the range, in order. @param roster another one than was read */
  days(employeeId: string, roster?: Roster): readonly PlannedDay[];
}

/** Plans when nothing else has to be read, one day wider on both sides. One round trip. @param employeeId null: everybody's */
export async function readPlans(
  ctx: MemberContext,
  employeeId: string | null,
  { from, to }: DateRange,
): Promise<RangePlans> {
  const { organisation } = ctx.member;
  const range = { from: addDays(from, -1), to: addDays(to, 1) };
  const results = await ctx.deps.db.read(planStatements(organisation, employeeId, range));
  const plans = plansOf(results, organisation);
  return {
    roster: plans.roster,
    days: (employee, roster) => plans.of(employee, range, roster),
  };
}
