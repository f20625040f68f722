import { addDays } from "../core/calendar/local-date.ts";
import type { DateRange, LocalDate } from "../core/calendar/types.ts";
import type { EmployeeOfDays } from "./load-days.ts";

/** How far ahead a day can be looked at: the plan is known, the punches are not. */
const aheadDays = 62;

/**
 * When somebody works or worked here, oldest first: from the first day of each employment to its last one, or some weeks
 * ahead of `today`.
 */
function employments(
  { startedOn, endedOn, before }: EmployeeOfDays,
  today: LocalDate,
): readonly [DateRange, ...DateRange[]] {
  const ahead = addDays(today, aheadDays);
  const to = endedOn !== null && endedOn < ahead ? endedOn : ahead;
  const present = { from: startedOn, to };
  const [first, ...others] = before;
  return first === undefined ? [present] : [first, ...others, present];
}

export const isEmployedOn = (
  employee: EmployeeOfDays,
  date: LocalDate,
  today: LocalDate,
): boolean => employments(employee, today).some(({ from, to }) => from <= date && date <= to);

/** From the first day to the last one, with the gaps between employments. */
export function wholeSpan(employee: EmployeeOfDays, today: LocalDate): DateRange {
  const all = employments(employee, today);
  return { from: all[0].from, to: all.at(-1)?.to ?? all[0].to };
}

/** The days of somebody next to a date, over gaps between employments; null where there are none. */
export function neighbours(employee: EmployeeOfDays, date: LocalDate, today: LocalDate) {
  const all = employments(employee, today);
  const [before, after] = [addDays(date, -1), addDays(date, 1)];
  const last = all.findLast(({ from }) => from <= before);
  const next = all.find(({ to }) => to >= after);
  return {
    previous: last === undefined ? null : last.to < before ? last.to : before,
    next: next === undefined ? null : next.from > after ? next.from : after,
  };
}
