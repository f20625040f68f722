import type { DayResult, DayTotals } from "../../attendance/rules/types.ts";
import { noTotals, totalNames } from "./pack-days.ts";

/** Change of totals, minutes by name; what did not change is left out. */
export type TotalsDelta = Readonly<Partial<Record<keyof DayTotals, number>>>;

/** What days add up to, minutes. */
export const sumOfDays = (days: readonly Pick<DayResult, "totals">[]): DayTotals =>
  addTotals(days.map(({ totals }) => totals));

export function addTotals(all: readonly TotalsDelta[]): DayTotals {
  const sum = { ...noTotals };
  for (const one of all) for (const name of totalNames) sum[name] += one[name] ?? 0;
  return sum;
}

/** What has to be added to `before` to get `after`; null when nothing has to. */
export function deltaOf(before: TotalsDelta, after: TotalsDelta): TotalsDelta | null {
  const changed = totalNames
    .map((name) => [name, (after[name] ?? 0) - (before[name] ?? 0)] as const)
    .filter(([, minutes]) => minutes !== 0);
  return changed.length === 0 ? null : Object.fromEntries(changed);
}
