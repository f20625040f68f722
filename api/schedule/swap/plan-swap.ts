import type { PlannedDay } from "../../attendance/rules/types.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import type { MemberContext } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import { type DayEmployee, type DayRow, rangeOf, readDayEmployees } from "../changes/day-rows.ts";
import { planRows } from "../changes/days.ts";
import type { PlannedChange } from "../changes/types.ts";
import { type RangePlans, readPlans } from "../read-plans.ts";
import { shiftOf, wallSegments } from "../rules/wall-segments.ts";
import { hasShift } from "./colleagues.ts";
import type { SwapPayload } from "./schemas.ts";

/** Who gives which day to whom, for which of theirs. */
export interface SwapSides {
  readonly employeeId: string;
  readonly date: LocalDate;
  readonly otherEmployeeId: string;
  /** Null: given away. */
  readonly otherDate: LocalDate | null;
}

export interface SwapPlan {
  readonly payload: SwapPayload;
  readonly change: PlannedChange;
  readonly colleague: DayEmployee;
}

/**
 * Both rosters as they would be. A day can be given whose hours are planned; who takes it must be free then, unless both give the
 * same date.
 * @param reference the batch the days will belong to
 * @throws {Refusal} `day_not_worked`, `swap_not_free` with the name, `too_old` once a day has begun, `not_found` for who
 * has no shift, and what `planRows` says
 */
export async function planSwap(
  ctx: MemberContext,
  sides: SwapSides,
  reference: string,
): Promise<SwapPlan> {
  const { employeeId, date, otherEmployeeId, otherDate } = sides;
  if (employeeId === otherEmployeeId) throw new Refusal("not_found");
  const range = rangeOf([date, otherDate ?? date]);
  const people = await readDayEmployees(ctx, [employeeId, otherEmployeeId]);
  const [me, colleague] = [people.get(employeeId), people.get(otherEmployeeId)];
  if (me === undefined || colleague === undefined || colleague.endedOn !== null)
    throw new Refusal("not_found");
  const plans = await readPlans(ctx, null, range);
  const away = await readAway(ctx, [employeeId, otherEmployeeId], range);
  const dayOf = dayReader(plans);
  const [mine, theirs] = [dayOf(employeeId, date), dayOf(otherEmployeeId, date)];
  const given = otherDate === null ? null : dayOf(otherEmployeeId, otherDate);
  if (!isWorked(mine) || away(employeeId, date)) throw new Refusal("day_not_worked");
  if (given !== null && (!isWorked(given) || away(otherEmployeeId, given.date)))
    throw new Refusal("day_not_worked");
  const startsAt = Math.min(startOf(mine), given === null ? Infinity : startOf(given));
  if (startsAt <= ctx.deps.clock()) throw new Refusal("too_old");
  if (!hasShift(plans, otherEmployeeId, date)) throw new Refusal("not_found");
  if (away(otherEmployeeId, date) || (date !== otherDate && !isFree(theirs)))
    throw new Refusal("swap_not_free", { name: colleague.name });
  if (given !== null && given.date !== date && !isFree(dayOf(employeeId, given.date)))
    throw new Refusal("swap_not_free", { name: me.name });
  const payload: SwapPayload = {
    date,
    otherEmployeeId,
    otherDate,
    segments: wallSegments(mine),
    shiftId: shiftOf(mine, plans.roster(employeeId).versions),
    otherSegments: given === null ? [] : wallSegments(given),
    otherShiftId: given === null ? null : shiftOf(given, plans.roster(otherEmployeeId).versions),
    startsAt,
  };
  return {
    payload,
    colleague,
    change: await planRows(ctx, swappedRows(employeeId, payload), null, reference),
  };
}

/** What both do instead. Both of the same date: each gets the other's hours; else who gives a day is off then. */
function swappedRows(employeeId: string, payload: SwapPayload): DayRow[] {
  const { date, otherEmployeeId, otherDate, segments, otherSegments } = payload;
  const taken = swapRow({ employeeId: otherEmployeeId, date, segments, shiftId: payload.shiftId });
  const off = (whose: string, when: LocalDate) =>
    swapRow({ employeeId: whose, date: when, segments: [], shiftId: null });
  if (otherDate === null) return [off(employeeId, date), taken];
  const back = swapRow({
    employeeId,
    date: otherDate,
    segments: otherSegments,
    shiftId: payload.otherShiftId,
  });
  if (otherDate === date) return [back, taken];
  return [off(employeeId, date), taken, off(otherEmployeeId, otherDate), back];
}

const swapRow = (of: Omit<DayRow, "source" | "substituteFor">): DayRow => ({
  ...of,
  source: "swap",
  substituteFor: null,
});

export const isWorked = (day: PlannedDay): boolean => day.segments.length > 0;

/** Works nothing that day and has no free hours of a week either. */
export const isFree = (day: PlannedDay): boolean =>
  day.segments.length === 0 && day.weekMinutes === null;

const startOf = (day: PlannedDay): number => day.segments[0]?.start ?? 0;

const dayReader = (plans: RangePlans) => {
  const known = new Map<string, readonly PlannedDay[]>();
  return (employeeId: string, date: LocalDate): PlannedDay => {
    const days = known.get(employeeId) ?? plans.days(employeeId);
    known.set(employeeId, days);
    const day = days.find((one) => one.date === date);
    if (day === undefined) throw new RangeError(`no plan of ${date}`);
    return day;
  };
};

/** Who is on leave or a mission on which days, whole days only. */
export async function readAway(
  ctx: MemberContext,
  ids: readonly string[],
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<(employeeId: string, date: LocalDate) => boolean> {
  const [found] = await ctx.deps.db.read([
    {
      sql: `select employee_id, starts_on, ends_on from requests where org_id = ? and state = 'approved'
        and kind in ('leave', 'mission') and unit = 'day' and starts_on <= ? and ends_on >= ?
        and employee_id in (select value from json_each(?))`,
      params: [ctx.member.organisation.id, to, from, JSON.stringify(ids)],
    },
  ]);
  const spans = found?.rows ?? [];
  return (employeeId, date) =>
    spans.some(
      ([id, first, last]) => id === employeeId && String(first) <= date && date <= String(last),
    );
}
