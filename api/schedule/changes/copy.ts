import type { PlannedDay } from "../../attendance/rules/types.ts";
import { addDays, daysBetween } from "../../core/calendar/local-date.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import type { MemberContext } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import { readPlans } from "../read-plans.ts";
import { shiftOf, wallSegments } from "../rules/wall-segments.ts";
import type { DayRow } from "./day-rows.ts";
import { planRows } from "./days.ts";
import type { ChangeOf } from "./schemas.ts";
import type { PlannedChange } from "./types.ts";

const most = 1000;

/**
 * Copies days of a person or of a whole group to later or earlier dates, or to a colleague. Days closed by the calendar are
 * neither copied nor filled, unless the shift is worked on holidays; free weekly hours have no days to copy.
 * @throws {Refusal} what `planRows` says; `range_too_long` for more than 1,000 days
 */
export async function planCopy(
  ctx: MemberContext,
  { groupId, employeeId, toEmployeeId, from, to, days }: ChangeOf<"copy">,
): Promise<PlannedChange> {
  const sources = employeeId === undefined ? await peopleOf(ctx, groupId ?? "") : [employeeId];
  if (sources.length * days > most) throw new Refusal("range_too_long");
  const last = (date: LocalDate) => addDays(date, days - 1);
  const range = { from: from < to ? from : to, to: from < to ? last(to) : last(from) };
  const isOne = sources.length === 1 && toEmployeeId === undefined;
  const plans = await readPlans(ctx, isOne ? (sources[0] ?? null) : null, range);
  const rows = sources.flatMap((source) => {
    const target = toEmployeeId ?? source;
    const { versions } = plans.roster(source);
    const planned = new Map(plans.days(source).map((day) => [day.date, day]));
    const targets = new Map(plans.days(target).map((day) => [day.date, day]));
    return Array.from({ length: days }, (_day, index): DayRow[] => {
      const day = planned.get(addDays(from, index));
      const there = targets.get(addDays(to, index));
      if (day === undefined || there === undefined || !isCopied(day, there)) return [];
      return [
        {
          employeeId: target,
          date: there.date,
          segments: wallSegments(day),
          shiftId: shiftOf(day, versions),
          source: "copy",
          substituteFor: null,
        },
      ];
    }).flat();
  });
  if (daysBetween(from, to) === 0 && toEmployeeId === undefined)
    throw new Refusal("nothing_changes");
  return planRows(ctx, rows);
}

function isCopied(day: PlannedDay, there: PlannedDay): boolean {
  const isPlanned = day.assignmentId !== null || day.exceptionId !== null;
  if (!isPlanned || day.weekMinutes !== null) return false;
  if (day.rules?.worksOnHolidays === true) return true;
  return (!isClosed(day) || day.exceptionId !== null) && !isClosed(there);
}

const isClosed = ({ official }: PlannedDay): boolean =>
  official.kind === "holiday" || official.kind === "moved_off";

async function peopleOf(ctx: MemberContext, groupId: string): Promise<string[]> {
  const [found] = await ctx.deps.db.read([
    {
      sql: "select id from employees where org_id = ? and group_id = ? and state = 'active' order by id",
      params: [ctx.member.organisation.id, groupId],
    },
  ]);
  const ids = (found?.rows ?? []).map(([id]) => String(id));
  if (ids.length === 0) throw new Refusal("not_found");
  return ids;
}
