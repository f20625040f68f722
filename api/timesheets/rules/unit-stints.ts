import type { DateRange } from "../../core/calendar/types.ts";
import type { PersonMonth } from "./person-month.ts";

/** When somebody is in a unit. */
export interface UnitStint extends DateRange {
  readonly unit: string | null;
}

/**
 * One person as many lines as units of the period: each with its own days, the others blank (ATT I8). A unit without a day
 * of theirs gets no line.
 */
export function splitByUnit(person: PersonMonth, stints: readonly UnitStint[]): PersonMonth[] {
  const units = [...new Set(stints.map(({ unit }) => unit))];
  if (units.length < 2) return [person];
  const lines = units.map((unit) => {
    const own = stints.filter((stint) => stint.unit === unit);
    return {
      ...person,
      unit,
      days: person.days.map((day) =>
        own.some(({ from, to }) => from <= day.date && day.date <= to)
          ? day
          : ({ ...day, state: "out" } as const),
      ),
    };
  });
  const kept = lines.filter(({ days }) => days.some(({ state }) => state !== "out"));
  return kept.length > 0 ? kept : [person];
}
