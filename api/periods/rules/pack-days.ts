import type { DayResult, DayTotals } from "../../attendance/rules/types.ts";
import { type Compact, compact, expand } from "./compact.ts";

/** A day as a snapshot keeps it: totals without zeros. */
type PackedDay = Omit<DayResult, "totals"> & {
  readonly totals: Readonly<Partial<Record<keyof DayTotals, number>>>;
};

/** For storing: days of one person with everything that explains them. */
export const packDays = (days: readonly DayResult[]): Compact =>
  compact(
    days.map((day): PackedDay => {
      const totals = Object.entries(day.totals as unknown as Record<string, number>);
      return { ...day, totals: Object.fromEntries(totals.filter(([, minutes]) => minutes !== 0)) };
    }),
  );

/**
 * The days as they were packed. Sums that did not exist then are 0.
 * @throws RangeError when they were not written by `packDays`
 */
export const unpackDays = (packed: Compact): DayResult[] =>
  (expand(packed) as PackedDay[]).map((day) => ({
    ...day,
    totals: { ...noTotals, ...day.totals },
  }));

export const noTotals: DayTotals = {
  worked: 0,
  expected: 0,
  presence: 0,
  normal: 0,
  overtime: 0,
  overtimeTier1: 0,
  overtimeTier2: 0,
  surplus: 0,
  night: 0,
  holiday: 0,
  weekend: 0,
  restDaySubstituted: 0,
  breakPaid: 0,
  breakUnpaid: 0,
  leave: 0,
  mission: 0,
  deficit: 0,
  deficitExcused: 0,
  absence: 0,
  unresolved: 0,
  late: 0,
  earlyLeave: 0,
};
export const totalNames = Object.keys(noTotals) as readonly (keyof DayTotals)[];
