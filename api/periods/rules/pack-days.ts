import type { DayResult, DayTotals, ShiftRules, WorkRule } from "../../attendance/rules/types.ts";

/** A day as a snapshot keeps it: rules by their place in tables, totals without zeros. */
type PackedDay = Omit<DayResult, "planned" | "workRule" | "totals"> & {
  readonly planned: Omit<DayResult["planned"], "rules"> & { readonly rules: number | null };
  readonly workRule: number;
  readonly totals: Readonly<Partial<Record<keyof DayTotals, number>>>;
};

/** Days of one person with everything that explains them, each rule once. Plain JSON. */
export interface PackedDays {
  readonly shiftRules: readonly ShiftRules[];
  readonly workRules: readonly WorkRule[];
  readonly days: readonly PackedDay[];
}

/** For storing: a month of days repeats the same few rules on each of them. */
export function packDays(days: readonly DayResult[]): PackedDays {
  const shiftRules = new Places<ShiftRules>();
  const workRules = new Places<WorkRule>();
  const packed = days.map((day): PackedDay => {
    const { rules } = day.planned;
    const totals = Object.entries(day.totals as unknown as Record<string, number>);
    return {
      ...day,
      planned: { ...day.planned, rules: rules === null ? null : shiftRules.of(rules) },
      workRule: workRules.of(day.workRule),
      totals: Object.fromEntries(totals.filter(([, minutes]) => minutes !== 0)),
    };
  });
  return { shiftRules: shiftRules.values, workRules: workRules.values, days: packed };
}

/**
 * The days as they were packed. Sums that did not exist then are 0.
 * @throws RangeError when a rule is missing: the snapshot was not written by `packDays`
 */
export function unpackDays({ shiftRules, workRules, days }: PackedDays): DayResult[] {
  return days.map((day) => {
    const { rules } = day.planned;
    return {
      ...day,
      planned: { ...day.planned, rules: rules === null ? null : at(shiftRules, rules) },
      workRule: at(workRules, day.workRule),
      totals: { ...noTotals, ...day.totals },
    };
  });
}

/** Values seen so far, each once, found again by what they say. */
class Places<Value> {
  readonly values: Value[] = [];
  readonly #known = new Map<string, number>();

  of(value: Value): number {
    const text = JSON.stringify(value);
    const known = this.#known.get(text) ?? this.values.push(value) - 1;
    this.#known.set(text, known);
    return known;
  }
}

function at<Value>(values: readonly Value[], place: number): Value {
  const value = values[place];
  if (value === undefined) throw new RangeError(`a snapshot without rule ${place}`);
  return value;
}

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
