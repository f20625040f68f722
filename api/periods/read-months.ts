import type { ResultSet, Statement } from "../../db/client/port.ts";
import { isEmployedOn, wholeSpan } from "../attendance/employed-days.ts";
import {
  type DayFile,
  dayResults,
  dayStatements,
  type EmployeeOfDays,
  readDayFiles,
} from "../attendance/load-days.ts";
import type { DayResult } from "../attendance/rules/types.ts";
import { periodRange } from "../core/calendar/period.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { Organisation } from "../core/context.ts";
import { unpackDays } from "./rules/pack-days.ts";
import { closedLines, lineOfCell, type SnapshotLine } from "./snapshot-line.ts";

/** A month of one person: as it was closed, or derived now while it is open. */
export interface PersonMonth {
  readonly employee: EmployeeOfDays;
  readonly days: readonly DayResult[];
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
): Statement[] => {
  const month = periodRange(period, organisation.calendar);
  return [
    closedLines(organisation.id, period, employeeIds),
    ...employeeIds.flatMap((id) => dayStatements(organisation, id, month)),
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
  const { organisation, employeeIds } = of;
  const [closed, ...rest] = results;
  const isClosed = (closed?.rows.length ?? 0) > 0 && of.derive === undefined;
  const lines = new Map(closed?.rows.map((row) => [row[1], row[2]]));
  return employeeIds.flatMap((id, index): PersonMonth[] => {
    const own = rest.slice(index * dayResults, (index + 1) * dayResults);
    const { files, derive } = readDayFiles(own, organisation);
    const [file] = files;
    if (file === undefined) return [];
    const { employee } = file;
    if (!isClosed)
      return [{ employee, file, line: null, days: openDays(file, derive, of, organisation) }];
    const cell = lines.get(id);
    if (cell === null || cell === undefined) return [{ employee, file, line: null, days: [] }];
    const line = lineOfCell(cell);
    return [{ employee, file, line, days: unpackDays(line.days) }];
  });
}

/** Days on which the person is not employed are left out. */
function openDays(
  file: DayFile,
  derive: ReturnType<typeof readDayFiles>["derive"],
  { period, now }: { readonly period: PeriodKey; readonly now: number },
  { calendar, timeZone }: Organisation,
): readonly DayResult[] {
  const today = localDateOf(now, timeZone);
  const month = periodRange(period, calendar);
  const employed = wholeSpan(file.employee, today);
  const from = month.from > employed.from ? month.from : employed.from;
  const to = month.to < employed.to ? month.to : employed.to;
  if (from > to) return [];
  return derive(file, { from, to }, now).filter(({ date }) =>
    isEmployedOn(file.employee, date, today),
  );
}
