import type { LocalDate } from "../../core/calendar/types.ts";
import type { DayLine, DayResult } from "./types.ts";

/** A late day of a month. */
export interface LateDay {
  date: LocalDate;
  /** Which one of the month, from 1. */
  number: number;
  minutes: number;
  /** Within the month's free ones: recorded, and what it cost is forgiven. */
  free: boolean;
  /** What is forgiven, as a line of the month; null where nothing is. */
  line: DayLine | null;
}

/**
 * The late days of one month in order; the first so many are only recorded, from then on each one counts (ATT D6).
 * @param days of the month, by date
 */
export function lateDaysOf(days: readonly DayResult[]): LateDay[] {
  const late = days.filter((day) => day.late !== null && day.late.minutes > 0);
  return late.map((day, index) => {
    const number = index + 1;
    const { freeLatesPerMonth } = day.workRule.settings;
    const free = freeLatesPerMonth !== null && number <= freeLatesPerMonth;
    return {
      date: day.date,
      number,
      minutes: day.late?.minutes ?? 0,
      free,
      line: free ? forgiven(day, number, freeLatesPerMonth) : null,
    };
  });
}

/** What being late cost on a day, also when it was forgiven already. */
const isCost = ({ why }: DayLine): boolean => why.rule === "late" || why.rule === "free_late";

function forgiven(day: DayResult, number: number, limit: number): DayLine | null {
  const owed = day.lines.filter(isCost);
  const minutes = owed.reduce((sum, line) => sum + line.minutes, 0);
  const [first] = owed;
  if (!first) return null;
  const { layer, kind, why } = excused(first, { number, limit });
  return { layer, kind, minutes, why };
}

const excused = (line: DayLine, inputs: { number: number; limit: number }): DayLine => ({
  ...line,
  layer: "credit",
  kind: "deficit_excused",
  why: {
    ...line.why,
    rule: "free_late",
    inputs: { ...line.why.inputs, ...inputs },
    formula: "number <= limit",
  },
});

/** The day as it counts in its month: what a free late cost is excused. */
export function forgive(day: DayResult, late: LateDay): DayResult {
  const { freeLatesPerMonth: limit } = day.workRule.settings;
  if (late.line === null || limit === null) return day;
  const { minutes } = late.line;
  const { number } = late;
  return {
    ...day,
    lines: day.lines.map((line) => (isCost(line) ? excused(line, { number, limit }) : line)),
    totals: {
      ...day.totals,
      deficit: day.totals.deficit - minutes,
      deficitExcused: day.totals.deficitExcused + minutes,
    },
  };
}
