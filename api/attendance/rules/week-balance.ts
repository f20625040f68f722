import { addDays, datesOf, weekdayOf } from "../../core/calendar/local-date.ts";
import type { DateRange, LawProfile, LocalDate } from "../../core/calendar/types.ts";
import type { DayLine, DayResult } from "./types.ts";

/** A week of a weekly-flexible shift as a whole. */
export interface WeekBalance {
  from: LocalDate;
  /** Its last day on which the person is employed: the balance is of that day, and of the month of that day. */
  to: LocalDate;
  expected: number;
  worked: number;
  /** Leave and missions. */
  credited: number;
  /** Below zero: less than was due. */
  balance: number;
  /** Before its last day has ended a week owes nothing. */
  over: boolean;
  /** `deficit` or `surplus` of a week that is over; null when it comes out even. */
  line: DayLine | null;
}

const FIRST_WEEKDAY = { ir: 6, ru: 1 } as const;

/** The first day of a date's week: Saturday (IR), Monday (RU). */
export function weekStart(date: LocalDate, profile: LawProfile): LocalDate {
  return addDays(date, -((weekdayOf(date) - FIRST_WEEKDAY[profile] + 7) % 7));
}

/**
 * Worked and excused minutes of each week against its due ones (product 3.3, «weekly-flexible»). Days with hours of their own are
 * settled by themselves and left out. A week belongs to the period its last day is in, or the last one of an employment: give
 * the days from the start of the first week on, those of the employment only.
 * @param today a week is over when it ended before
 */
export function weekBalances(
  days: readonly DayResult[],
  period: DateRange,
  profile: LawProfile,
  today: LocalDate,
  isEmployed: (date: LocalDate) => boolean = () => true,
): WeekBalance[] {
  const flexible = days.filter(({ planned }) => planned.weekMinutes !== null);
  const weeks = Map.groupBy(flexible, ({ date }) => weekStart(date, profile));
  return [...weeks].flatMap(([from, week]) => {
    const to = datesOf({ from, to: addDays(from, 6) }).findLast(isEmployed) ?? from;
    const inPeriod = period.from <= to && to <= period.to;
    return inPeriod ? [balanceOf(week, from, to, to < today)] : [];
  });
}

function balanceOf(
  week: readonly DayResult[],
  from: LocalDate,
  to: LocalDate,
  over: boolean,
): WeekBalance {
  const sum = (of: (day: DayResult) => number) => week.reduce((total, day) => total + of(day), 0);
  const expected = sum(({ totals }) => totals.expected);
  const worked = sum(({ totals }) => totals.worked);
  const credited = sum(({ totals }) => totals.leave + totals.mission);
  const balance = worked + credited - expected;
  const line = over && balance !== 0 ? lineOf(week, balance, { expected, worked, credited }) : null;
  return { from, to, expected, worked, credited, balance, over, line };
}

function lineOf(
  week: readonly DayResult[],
  balance: number,
  inputs: Record<string, number>,
): DayLine {
  const shiftVersionId = week.at(-1)?.planned.shiftVersionId;
  return {
    layer: balance < 0 ? "debt" : "premium",
    kind: balance < 0 ? "deficit" : "surplus",
    minutes: Math.abs(balance),
    why: {
      rule: "week_balance",
      punchIds: [],
      ...(shiftVersionId ? { shiftVersionId } : {}),
      inputs,
      formula: "worked + credited - expected",
    },
  };
}
