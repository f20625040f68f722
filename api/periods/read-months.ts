import type { ResultSet, Statement } from "../../db/client/port.ts";
import {
  type DayFile,
  dayResults,
  dayStatements,
  type EmployeeOfDays,
  readDayFiles,
} from "../attendance/load-days.ts";
import type { Settled } from "../attendance/rules/month-lines.ts";
import { settledDays, settledRange } from "../attendance/settled-days.ts";
import { periodRange } from "../core/calendar/period.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import type { Organisation } from "../core/context.ts";
import type { Within } from "../core/scope.ts";
import { closedLines, lineOfCell, settledOf, type SnapshotLine } from "./snapshot-line.ts";

/** A month of one person: as it was closed, or derived now while it is open. */
export interface PersonMonth extends Settled {
  readonly employee: EmployeeOfDays;
  /** Null while the month is open, and for who was not in it when it was closed. */
  readonly line: SnapshotLine | null;
  /** What the days are derived from; of a closed month only what came of it since. */
  readonly file: DayFile;
}

/** Results that `readMonths` takes, before those a caller adds. */
export const monthResults = (people: number): number => people * dayResults + 1;

/** The reads behind months of some people, for one round trip. Give few people at a time: memory grows with them. */
export const monthStatements = (
  organisation: Organisation,
  employeeIds: readonly string[],
  period: PeriodKey,
  within?: Within,
): Statement[] => {
  const range = settledRange(periodRange(period, organisation.calendar), organisation);
  return [
    closedLines(organisation.id, period, employeeIds),
    ...employeeIds.flatMap((id) => dayStatements(organisation, id, range, within)),
  ];
};

/**
 * Months of people as they are shown: a closed one answers from its snapshot, whatever came later (P 3.6, ATT J2).
 * @param derive `always`: as it would be without the snapshot
 */
export function readMonths(
  results: readonly ResultSet[],
  of: {
    readonly organisation: Organisation;
    readonly employeeIds: readonly string[];
    readonly period: PeriodKey;
    readonly now: number;
    readonly derive?: "always";
  },
): PersonMonth[] {
  const { organisation, employeeIds, now } = of;
  const month = periodRange(of.period, organisation.calendar);
  const [closed, ...rest] = results;
  const isClosed = (closed?.rows.length ?? 0) > 0 && of.derive === undefined;
  const lines = new Map(closed?.rows.map((row) => [row[1], row[2]]));
  return employeeIds.flatMap((id, index): PersonMonth[] => {
    const own = rest.slice(index * dayResults, (index + 1) * dayResults);
    const read = readDayFiles(own, organisation);
    const [file] = read.files;
    if (file === undefined) return [];
    const { employee } = file;
    if (!isClosed)
      return [{ employee, file, line: null, ...settledDays(read, file, month, now, organisation) }];
    const cell = lines.get(id);
    if (cell === null || cell === undefined)
      return [{ employee, file, line: null, days: [], weeks: [] }];
    const line = lineOfCell(cell);
    return [{ employee, file, line, ...settledOf(line) }];
  });
}
