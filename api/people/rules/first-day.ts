import { addDays } from "../../core/calendar/local-date.ts";
import type { LocalDate } from "../../core/calendar/types.ts";

/** How far back and ahead the first day of somebody new may be, days. */
const aroundDays = 366;

/** Null for a first day that may be written down. */
export function firstDayProblem(
  startedOn: LocalDate,
  today: LocalDate,
): "too_old" | "in_the_future" | null {
  if (startedOn < addDays(today, -aroundDays)) return "too_old";
  return startedOn > addDays(today, aroundDays) ? "in_the_future" : null;
}
