import type { Cell, Statement } from "../../db/client/port.ts";
import type { LocalDate, PeriodKey } from "../core/calendar/types.ts";
import type { TotalsDelta } from "./rules/totals.ts";
import type { PackedDays } from "./rules/pack-days.ts";

/** Somebody's objection that stood when the month was closed: the line counts, marked as disputed (ATT J7). */
export interface Dispute {
  readonly date: LocalDate;
  /** Row of the log that was objected to. */
  readonly punchId: string;
  readonly text: string | null;
}

/** What somebody said an absence or a shortage is, when no request explains it. */
export interface DayMark {
  readonly date: LocalDate;
  readonly mark: "accepted" | "truancy" | "unpaid";
}

/** A change of a day that was closed before, carried by this month. */
export interface CarriedAdjustment {
  readonly date: LocalDate;
  readonly closedPeriod: PeriodKey;
  readonly delta: TotalsDelta;
  readonly reference: string;
}

/** One person's month as it was closed. Its canonical JSON is what the hash is taken over. */
export interface SnapshotLine extends PackedDays {
  readonly form: 1;
  readonly period: PeriodKey;
  readonly employee: { readonly id: string; readonly name: string };
  /** Of days and of what this month carries for earlier ones, minutes by name. */
  readonly totals: TotalsDelta;
  readonly disputes: readonly Dispute[];
  readonly marks: readonly DayMark[];
  readonly adjustments: readonly CarriedAdjustment[];
  /** Every counted or replaced row of the log that belongs to the month. */
  readonly punchIds: readonly string[];
}

export const lineOfCell = (cell: Cell | undefined): SnapshotLine =>
  JSON.parse(String(cell)) as SnapshotLine;

/** The valid close of a month with the lines of some people; no rows while the month is open. */
export const closedLines = (
  orgId: string,
  period: PeriodKey,
  employeeIds: readonly string[],
): Statement => ({
  sql: `select p.close_id, l.employee_id, l.payload from periods p
    left join period_lines l on l.org_id = p.org_id and l.close_id = p.close_id
      and l.employee_id in (select value from json_each(?))
    where p.org_id = ? and p.period = ? and p.state = 'closed'`,
  params: [JSON.stringify(employeeIds), orgId, period],
});
