import { dueMinutes } from "../../attendance/rules/breaks.ts";
import {
  floorToMinute,
  intersect,
  subtract,
  totalMinutes,
} from "../../attendance/rules/intervals.ts";
import { isDueDay } from "../../attendance/rules/plan-days.ts";
import type { PlannedDay } from "../../attendance/rules/types.ts";
import { datesOf } from "../../core/calendar/local-date.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import { instantAt } from "../../core/calendar/zone.ts";
import type { LeaveCost, LeaveCostDay, LeaveTypeRules, RequestSpan, SkipReason } from "./types.ts";

/**
 * What a span of leave charges, in minutes, day by day, with the days that are free and why (product 4.2).
 * IR charges days that are due to be worked, RU calendar days without public holidays (ATT F4–F6, F19).
 * @param plan planned days of the span; for hours of a night shift also the day before. Throws RangeError when a date is missing.
 */
export function leaveCost(
  span: RequestSpan,
  plan: readonly PlannedDay[],
  rules: LeaveTypeRules,
): LeaveCost {
  const days = costDays(span, plan, rules);
  return {
    minutes: days.reduce((sum, { minutes }) => sum + minutes, 0),
    chargedDays: days.filter(({ skipped }) => skipped === null).length,
    days,
    calendarKnown: days.every(({ calendarKnown }) => calendarKnown),
  };
}

function costDays(
  span: RequestSpan,
  plan: readonly PlannedDay[],
  rules: LeaveTypeRules,
): LeaveCostDay[] {
  if (span.unit === "day") {
    return datesOf(span).map((date) => wholeDay(plannedOn(plan, date), rules));
  }
  const day = plannedOn(plan, span.date);
  return [span.unit === "half_day" ? halfDay(day, rules) : hours(span, day, plan)];
}

function plannedOn(plan: readonly PlannedDay[], date: LocalDate): PlannedDay {
  const day = plan.find((candidate) => candidate.date === date);
  if (!day) throw new RangeError(`the plan has no ${date}`);
  return day;
}

function costDay(
  { date, official }: PlannedDay,
  minutes: number,
  skipped: SkipReason | null,
): LeaveCostDay {
  const names = skipped === null ? [] : official.names;
  return {
    date,
    minutes: skipped === null ? minutes : 0,
    skipped,
    names,
    calendarKnown: official.known,
  };
}

function wholeDay(day: PlannedDay, rules: LeaveTypeRules): LeaveCostDay {
  return costDay(day, dayPrice(day, rules), skipReason(day, rules));
}

/** A day nobody planned hours for costs the norm. */
function dayPrice(day: PlannedDay, { dayCharge, dayMinutes }: LeaveTypeRules): number {
  return dayCharge === "plan" && day.expectedMinutes > 0 ? day.expectedMinutes : dayMinutes;
}

function skipReason(day: PlannedDay, { counting }: LeaveTypeRules): SkipReason | null {
  if (counting === "every") return null;
  if (counting === "calendar") return day.official.kind === "holiday" ? "holiday" : null;
  return restReason(day);
}

function restReason(day: PlannedDay): SkipReason | null {
  if (isDueDay(day)) return null;
  if (day.official.kind === "holiday") return "holiday";
  return day.official.weeklyRest ? "weekend" : "day_off";
}

function halfDay(day: PlannedDay, { halfDayMinutes }: LeaveTypeRules): LeaveCostDay {
  const price =
    day.expectedMinutes > 0 ? Math.min(halfDayMinutes, day.expectedMinutes) : halfDayMinutes;
  return costDay(day, price, restReason(day));
}

/** Only time that is due costs anything: what the leave takes off the due minutes of the shifts it touches. */
function hours(
  span: Extract<RequestSpan, { unit: "hour" }>,
  day: PlannedDay,
  plan: readonly PlannedDay[],
): LeaveCostDay {
  const away = [
    {
      from: floorToMinute(instantAt(span.date, span.fromMinute, day.zone)),
      to: floorToMinute(instantAt(span.date, span.toMinute, day.zone)),
    },
  ];
  const touched = plan.filter(
    (one) => one.rules !== null && intersect(planOf(one), away).length > 0,
  );
  if (touched.length > 0) {
    const minutes = touched.reduce((sum, one) => sum + priceOf(one, away), 0);
    return costDay(day, minutes, minutes === 0 ? "outside_shift" : null);
  }
  if (day.rules === null) return costDay(day, totalMinutes(away), restReason(day));
  return costDay(day, 0, restReason(day) ?? "outside_shift");
}

function planOf({ segments }: PlannedDay) {
  return segments.map(({ start, end }) => ({ from: start, to: end }));
}

function priceOf(day: PlannedDay, away: readonly { from: number; to: number }[]): number {
  const plan = planOf(day);
  return dueMinutes(day, plan) - dueMinutes(day, subtract(plan, away));
}
