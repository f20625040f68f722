import {
  intersect,
  type Interval,
  subtract,
  totalMinutes,
  union,
} from "../../attendance/rules/intervals.ts";
import type { ApprovedRequest, DayResult, DayStatus } from "../../attendance/rules/types.ts";
import { addDays } from "../../core/calendar/local-date.ts";
import { isWorkingDay } from "../../core/calendar/official-days.ts";
import type { LawProfile } from "../../core/calendar/types.ts";
import { instantAt } from "../../core/calendar/zone.ts";
import { lawPack } from "./law-pack.ts";
import { linesOf, minutesIn, spansOf } from "./line-spans.ts";
import type { LintDay } from "./lint/types.ts";

export type OvertimeRequest = Extract<ApprovedRequest, { kind: "overtime" }>;

/**
 * Days as the law asks about them: what was counted on days that are through, the plan with its approved overtime on days to
 * come. A running day is what was planned, or more when more is counted already.
 */
export function lintDays(
  days: readonly DayResult[],
  overtime: readonly OvertimeRequest[],
  profile: LawProfile,
): LintDay[] {
  return days.map((day) => {
    const done = doneDay(day);
    if (!unfinished.includes(day.status)) return done;
    const planned = plannedDay(day, overtime, profile);
    return amountOf(done) > amountOf(planned) ? done : planned;
  });
}

/** A day off, past or to come, may still be given overtime. */
const unfinished: readonly DayStatus[] = ["upcoming", "not_started", "open", "day_off", "flexible"];

const amountOf = ({ normal, overtime, restDay }: LintDay): number => normal + overtime + restDay;

function doneDay(day: DayResult): LintDay {
  const { lines, totals } = day;
  const counted = linesOf(lines, "time", "normal", "break_paid", "overtime", "holiday", "weekend");
  const nights = spansOf(linesOf(lines, "premium", "night"));
  const plain = linesOf(lines, "time", "normal", "break_paid");
  const restDay = minutesIn(linesOf(lines, "time", "holiday", "weekend"));
  return {
    date: day.date,
    work: union(spansOf(counted)),
    normal: minutesIn(plain) + totals.mission,
    overtime: totals.overtime,
    restDay,
    night: totalMinutes(nights),
    shiftNight: totalMinutes(intersect(spansOf(plain), nights)),
    free: day.planned.segments.length === 0 && counted.length === 0,
    substituted: day.planned.substituteOn !== null,
  };
}

function plannedDay(
  { date, zone, planned, totals, lines }: DayResult,
  requests: readonly OvertimeRequest[],
  profile: LawProfile,
): LintDay {
  const plan = planned.segments.map(({ start, end }) => ({ from: start, to: end }));
  const leave = spansOf(linesOf(lines, "credit", "leave"));
  const shift = subtract(plan, leave);
  const own: Interval = {
    from: instantAt(date, 0, zone),
    to: instantAt(addDays(date, 1), 0, zone),
  };
  const extra = subtract(
    union(requests.filter(({ from }) => own.from <= from && from < own.to)),
    plan,
  );
  const extraMinutes = totalMinutes(extra);
  // Hours of a flexible week lie on no day before they are worked.
  const isFlexible = planned.weekMinutes !== null && planned.expectedMinutes > 0;
  const isFree = !isWorkingDay(planned.official) || planned.rules !== null;
  const isRest = planned.restDay || (plan.length === 0 && isFree && !isFlexible);
  const due = isFlexible ? 0 : Math.max(0, planned.expectedMinutes - totals.leave);
  const work = union([...shift, ...extra]);
  const nights = nightsOf(date, zone, profile);
  return {
    date,
    work,
    normal: isRest ? 0 : due,
    overtime: isRest ? 0 : extraMinutes,
    restDay: isRest ? due + extraMinutes : 0,
    night: totalMinutes(intersect(work, nights)),
    shiftNight: totalMinutes(intersect(shift, nights)),
    free: work.length === 0 && plan.length === 0,
    substituted: planned.substituteOn !== null,
  };
}

function nightsOf(date: DayResult["date"], zone: string, profile: LawProfile): Interval[] {
  const { nightFromMinute, nightToMinute } = lawPack(profile, date);
  const length = (nightToMinute.value - nightFromMinute.value + 1440) % 1440;
  return [-1, 0, 1].map((offset) => {
    const day = addDays(date, offset);
    return {
      from: instantAt(day, nightFromMinute.value, zone),
      to: instantAt(day, nightFromMinute.value + length, zone),
    };
  });
}
