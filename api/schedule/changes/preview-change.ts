import { dayResults, dayStatements, readDayFiles } from "../../attendance/load-days.ts";
import { isEmployedOn } from "../../attendance/employed-days.ts";
import type { DayTotals } from "../../attendance/rules/types.ts";
import { addDays, daysBetween } from "../../core/calendar/local-date.ts";
import type { DateRange } from "../../core/calendar/types.ts";
import { localDateOf } from "../../core/calendar/zone.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { diffDays } from "../rules/diff-days.ts";
import { planChange } from "./plan-change.ts";
import type { ChangePreview, ScheduleChange } from "./schemas.ts";
import { rosterWarnings } from "./roster-warnings.ts";
import type { PlannedChange } from "./types.ts";

/** So far an open change is looked at, days. */
const horizon = 35;
const longest = 100;
const shown = 10;

/**
 * Which people and which days a change touches, before it is made: the days derived with and without it (idea 13).
 * Says what the law has against it and refuses nothing for that (ATT H2, H3). Writes nothing. @throws {Refusal} as `makeChange`
 */
export async function previewChange(
  ctx: MemberContext,
  input: ScheduleChange,
): Promise<ChangePreview> {
  permit(ctx, "schedule.manage");
  return diffOf(ctx, await planChange(ctx, input));
}

async function diffOf(ctx: MemberContext, change: PlannedChange): Promise<ChangePreview> {
  const { organisation } = ctx.member;
  const now = ctx.deps.clock();
  const today = localDateOf(now, organisation.timeZone);
  const { range, isOpen } = rangeOf(change);
  const { employeeIds } = change;
  const only = employeeIds?.length === 1 ? (employeeIds[0] ?? null) : null;
  const results = await ctx.deps.db.read(dayStatements(organisation, only, range));
  const before = readDayFiles(results.slice(0, dayResults), organisation);
  const after = readDayFiles(results.slice(0, dayResults), organisation, (id, roster) =>
    change.replan(id, roster),
  );
  const concerned = employeeIds === null ? null : new Set(employeeIds);
  const people = before.files
    .filter(({ employee }) => concerned?.has(employee.id) ?? true)
    .map((file) => {
      const employed = <D extends { readonly date: DateRange["from"] }>(days: readonly D[]) =>
        days.filter(({ date }) => isEmployedOn(file.employee, date, today));
      const diff = diffDays(
        employed(before.derive(file, range, now)),
        employed(after.derive(file, range, now)),
      );
      return { ...file.employee, ...diff };
    })
    .filter(({ dates }) => dates.length > 0);
  const judged = people.slice(0, shown);
  const looked = { from: change.from, to: addDays(range.to, -1) };
  return {
    people: people.length,
    days: people.reduce((sum, { dates }) => sum + dates.length, 0),
    workedDays: people.reduce((sum, { worked }) => sum + worked.length, 0),
    firstDates: [...new Set(people.flatMap(({ dates }) => dates))].toSorted().slice(0, 5),
    from: change.from,
    until: addDays(range.to, -1),
    isOpen,
    employees: judged.map(({ id, name, dates, worked }) => ({
      id,
      name,
      days: dates.length,
      workedDays: worked.length,
      firstDate: dates[0] ?? change.from,
    })),
    warnings: await rosterWarnings(
      ctx,
      { ...looked, replan: (id, roster) => change.replan(id, roster) },
      judged,
    ),
    judged: judged.length,
    delta: people.reduce<Partial<DayTotals>>((sum, { delta }) => joined(sum, delta), {}),
  };
}

/** A night of the day before, and what belongs to the day after, may come out differently too. */
function rangeOf({ from, to }: PlannedChange): {
  readonly range: DateRange;
  readonly isOpen: boolean;
} {
  const isOpen = to === null || daysBetween(from, to) > longest;
  const until = isOpen ? addDays(from, horizon - 1) : to;
  return { range: { from: addDays(from, -1), to: addDays(until, 1) }, isOpen };
}

function joined(a: Partial<DayTotals>, b: Partial<DayTotals>): Partial<DayTotals> {
  const names = new Set([...Object.keys(a), ...Object.keys(b)] as (keyof DayTotals)[]);
  const sums = [...names].map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)] as const);
  return Object.fromEntries(sums.filter(([, minutes]) => minutes !== 0));
}
