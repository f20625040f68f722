import type { DayResult, DayTotals } from "../../attendance/rules/types.ts";
import type { LocalDate } from "../../core/calendar/types.ts";

/** How one person's days come out differently. */
export interface DaysDiff {
  readonly dates: readonly LocalDate[];
  /** Of them with punches: what was worked gets other numbers. */
  readonly worked: readonly LocalDate[];
  readonly delta: Partial<DayTotals>;
}

/** Which days differ in plan or in numbers, and by how much. Both lists are of the same dates. */
export function diffDays(before: readonly DayResult[], after: readonly DayResult[]): DaysDiff {
  const changed = after.flatMap((day, index) => {
    const was = before[index];
    return was === undefined || isSame(was, day) ? [] : [[was, day] as const];
  });
  const worked = changed.filter(([was, day]) => was.sessions.length > 0 && !isSameTotals(was, day));
  return {
    dates: changed.map(([, { date }]) => date),
    worked: worked.map(([, { date }]) => date),
    delta: changed.reduce((sum, [was, day]) => addedTo(sum, was.totals, day.totals), {}),
  };
}

/** Ids of versions and assignments may differ: only what they say counts, and rules only where there is something to reckon. */
const isSame = (a: DayResult, b: DayResult): boolean =>
  planOf(a) === planOf(b) && a.status === b.status && isSameTotals(a, b);

const planOf = ({ planned, sessions }: DayResult): string =>
  JSON.stringify([
    planned.zone,
    planned.segments,
    planned.expectedMinutes,
    planned.weekMinutes,
    planned.restDay,
    planned.substituteFor,
    planned.substituteOn,
    planned.segments.length + sessions.length > 0 || planned.weekMinutes !== null
      ? planned.rules
      : null,
  ]);

const isSameTotals = (a: DayResult, b: DayResult): boolean =>
  JSON.stringify(a.totals) === JSON.stringify(b.totals);

function addedTo(sum: Partial<DayTotals>, before: DayTotals, after: DayTotals): Partial<DayTotals> {
  const changes = (Object.keys(after) as (keyof DayTotals)[]).flatMap((name) => {
    const minutes = (sum[name] ?? 0) + after[name] - before[name];
    return minutes === 0 ? [] : [[name, minutes] as const];
  });
  return Object.fromEntries(changes);
}
