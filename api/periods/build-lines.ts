import type { DayTotals } from "../attendance/rules/types.ts";
import { canonicalJson } from "./rules/canonical-json.ts";
import { isLeft } from "./rules/open-items.ts";
import { isRunning, sha256 } from "./rules/snapshot.ts";
import { addTotals, deltaOf, sumOfDays } from "./rules/totals.ts";
import { noTotals, packDays } from "./rules/pack-days.ts";
import type { PersonFile } from "./person-files.ts";
import type { CarriedAdjustment, DayMark, SnapshotLine } from "./snapshot-line.ts";
import type { PeriodKey } from "../core/calendar/types.ts";

export interface BuiltLine {
  readonly employeeId: string;
  readonly name: string;
  /** Canonical: what the hash is taken over and what is stored. */
  readonly text: string;
  readonly hash: string;
  readonly totals: DayTotals;
  readonly disputes: number;
  /** Items nobody has settled. */
  readonly left: number;
  readonly isRunning: boolean;
}

/** One person's month as a close would keep it. */
export async function buildLine(
  file: PersonFile,
  period: PeriodKey,
  adjustments: readonly CarriedAdjustment[],
): Promise<BuiltLine> {
  const { employee, days, weeks, items, objections } = file;
  const totals = addTotals([sumOfDays(days), ...adjustments.map(({ delta }) => delta)]);
  const marks = items.flatMap(({ date, answer }): DayMark[] =>
    answer === null || answer === "withdrawn" ? [] : [{ date, mark: answer }],
  );
  const line: SnapshotLine = {
    form: 2,
    period,
    employee: { id: employee.id, name: employee.name },
    days: packDays(days),
    ...(weeks.length > 0 ? { weeks } : {}),
    totals: deltaOf(noTotals, totals) ?? {},
    disputes: objections,
    marks,
    adjustments,
    punchIds: file.punchIds,
  };
  const text = canonicalJson(line);
  return {
    employeeId: employee.id,
    name: employee.name,
    text,
    hash: await sha256(text),
    totals,
    disputes: objections.length,
    left: items.filter(isLeft).length,
    isRunning: days.some(isRunning),
  };
}
