import type { MemberContext } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import { closeVersions, type Roster } from "../load-roster.ts";
import { readPlans } from "../read-plans.ts";
import { readVersions } from "../read-versions.ts";
import { areSegments } from "../rules/check-pattern.ts";
import { wallSegments } from "../rules/wall-segments.ts";
import {
  type DayRow,
  rangeOf,
  readDayEmployees,
  refuseRows,
  rowStatements,
  toldOf,
  withRows,
} from "./day-rows.ts";
import type { ChangeOf } from "./schemas.ts";
import type { PlannedChange } from "./types.ts";

/**
 * Other hours, a day off or an extra day for people on dates; what is so already is left out.
 * @throws {Refusal} what `refuseRows` says; `invalid_input` for hours out of order, `nothing_changes`
 */
export async function planDaysChange(
  ctx: MemberContext,
  { days, source, note }: ChangeOf<"days">,
): Promise<PlannedChange> {
  const asked: DayRow[] = days.map((day) => ({
    ...day,
    source,
    shiftId: day.shiftId ?? null,
    substituteFor: day.substituteFor ?? null,
  }));
  if (asked.some(({ segments }) => segments !== null && !areSegments(segments)))
    throw new Refusal("invalid_input", {}, [{ pointer: "/days", code: "segments" }]);
  return planRows(ctx, asked, note ?? null);
}

/** The same for rows from anywhere: a copied week, a swap. */
export async function planRows(
  ctx: MemberContext,
  asked: readonly DayRow[],
  note: string | null = null,
  reference: string = ctx.deps.ids(),
): Promise<PlannedChange> {
  const ids = [...new Set(asked.map(({ employeeId }) => employeeId))];
  const [only] = ids;
  const dates = asked.flatMap(({ date, substituteFor }) =>
    substituteFor === null ? [date] : [date, substituteFor],
  );
  const range = rangeOf(dates);
  const people = await readDayEmployees(ctx, ids);
  const plans = await readPlans(ctx, ids.length === 1 ? (only ?? null) : null, range);
  const shiftIds = [...new Set(asked.flatMap(({ shiftId }) => shiftId ?? []))];
  const versions = (await Promise.all(shiftIds.map((id) => readVersions(ctx, id)))).flatMap(
    closeVersions,
  );
  const rows = asked.filter((row) => !isSo(plans.roster(row.employeeId), row, plans.days));
  if (rows.length === 0) throw new Refusal("nothing_changes");
  const replan = withRows(rows, versions);
  await refuseRows(ctx, rows, people, plans, replan);
  return {
    id: reference,
    statements: rowStatements(ctx, rows, reference, note),
    audit: {
      orgId: ctx.member.organisation.id,
      action: "roster.changed",
      subject: `roster:${reference}`,
      after: rows.slice(0, 50),
    },
    ...range,
    employeeIds: [...new Set(rows.map(({ employeeId }) => employeeId))],
    told: toldOf(rows),
    replan,
  };
}

/** Whether the day has these hours already: by the plan, or by a row that says the very same. */
function isSo(
  roster: Roster,
  row: DayRow,
  daysOf: (employeeId: string) => readonly Parameters<typeof wallSegments>[0][],
): boolean {
  const held = roster.exceptions.find(({ date }) => date === row.date);
  if (row.segments === null) return held === undefined;
  const isSame = (segments: unknown) => JSON.stringify(segments) === JSON.stringify(row.segments);
  if (held !== undefined) {
    const { segments, shiftId, substituteFor } = held;
    return isSame(segments) && shiftId === row.shiftId && substituteFor === row.substituteFor;
  }
  if (row.substituteFor !== null || (row.source === "exception" && row.shiftId !== null))
    return false;
  const planned = daysOf(row.employeeId).find(({ date }) => date === row.date);
  if (planned === undefined || planned.rules === null || planned.weekMinutes !== null) return false;
  return isSame(wallSegments(planned));
}
