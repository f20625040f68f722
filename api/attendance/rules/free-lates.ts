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

function forgiven(day: DayResult, number: number, limit: number): DayLine | null {
  const owed = day.lines.filter(({ kind, why }) => kind === "deficit" && why.rule === "late");
  const minutes = owed.reduce((sum, line) => sum + line.minutes, 0);
  const [first] = owed;
  if (!first) return null;
  return {
    layer: "credit",
    kind: "deficit_excused",
    minutes,
    why: {
      ...first.why,
      rule: "free_late",
      inputs: { ...first.why.inputs, number, limit },
      formula: "number <= limit",
    },
  };
}
