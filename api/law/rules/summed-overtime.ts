import type { DayResult } from "../../attendance/rules/types.ts";
import type { OvertimeTier, SummedSchool } from "./packs/types.ts";

/** A closed period of summed accounting, minutes (RU art. 104). */
export interface SummedPeriod {
  /** Counted work, that on holidays too. */
  readonly worked: number;
  /** Norm of the period before anything is taken off. */
  readonly norm: number;
  /** Planned time of vacations, sick days and other excused absence: not owed. */
  readonly excused: number;
  /** Work on public holidays and days off beyond the norm is paid double already and is no overtime (art. 152). */
  readonly holiday: number;
  /** Shifts that were worked. */
  readonly shifts: number;
}

export interface SummedResult {
  readonly norm: number;
  readonly overtime: number;
  /** Overtime by tier: minutes and rate. */
  readonly tiers: readonly { readonly minutes: number; readonly perMille: number }[];
  /** What is missing to the norm. */
  readonly shortfall: number;
}

/**
 * Overtime of a summed period: what was worked beyond the norm less excused time (ATT H15). Two schools share it among the
 * rates: the first two hours of the period, or two hours for each shift.
 */
export function summedOvertime(
  period: SummedPeriod,
  tiers: readonly OvertimeTier[],
  school: SummedSchool,
): SummedResult {
  const norm = Math.max(0, period.norm - period.excused);
  const beyond = Math.max(0, period.worked - norm);
  const overtime = Math.max(0, beyond - period.holiday);
  const times = school === "per_shift" ? period.shifts : 1;
  let used = 0;
  return {
    norm,
    overtime,
    tiers: tiers.map(({ upTo, perMille }) => {
      const minutes = Math.max(
        0,
        Math.min(overtime, upTo === null ? overtime : upTo * times) - used,
      );
      used += minutes;
      return { minutes, perMille };
    }),
    shortfall: Math.max(0, norm - period.worked),
  };
}

/** The figures of a period from its days. Missions are work; time nobody owed because of leave is excused. */
export function summedPeriodOf(days: readonly DayResult[], norm: number): SummedPeriod {
  const sum = (of: (day: DayResult) => number) => days.reduce((total, day) => total + of(day), 0);
  return {
    norm,
    worked: sum(({ totals }) => totals.worked + totals.mission),
    excused: sum(({ totals }) => totals.leave),
    holiday: sum(({ lines }) =>
      lines
        .filter(({ layer, kind }) => layer === "time" && (kind === "holiday" || kind === "weekend"))
        .reduce((total, { minutes }) => total + minutes, 0),
    ),
    shifts: days.filter(({ totals }) => totals.worked > 0).length,
  };
}
