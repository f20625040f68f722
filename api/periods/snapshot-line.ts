import type { Cell, Statement } from "../../db/client/port.ts";
import type { Settled } from "../attendance/rules/month-lines.ts";
import type { WeekBalance } from "../attendance/rules/week-balance.ts";
import type { LocalDate, PeriodKey } from "../core/calendar/types.ts";
import type { TotalsDelta } from "./rules/totals.ts";
import type { Compact } from "./rules/compact.ts";
import { unpackDays } from "./rules/pack-days.ts";

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
export interface SnapshotLine {
  /** 1: days as they were derived, without what their month and week say (free lates, balances of weeks). */
  readonly form: 1 | 2;
  readonly days: Compact;
  /** Of weekly-flexible shifts: the weeks that ended in the month. Their balances are lines of its days. */
  readonly weeks?: readonly WeekBalance[];
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

/** The valid close of a month with the lines of some people: close, employee, line, number, hash; no rows while it is open. */
export const closedLines = (
  orgId: string,
  period: PeriodKey,
  employeeIds: readonly string[],
): Statement => ({
  sql: `select p.close_id, l.employee_id, l.payload, c.number, c.snapshot_hash from periods p
    join period_closes c on c.org_id = p.org_id and c.id = p.close_id
    left join period_lines l on l.org_id = p.org_id and l.close_id = p.close_id
      and l.employee_id in (select value from json_each(?))
    where p.org_id = ? and p.period = ? and p.state = 'closed'`,
  params: [JSON.stringify(employeeIds), orgId, period],
});

/** What `closedLines` found for one person. */
export interface ClosedMonth {
  readonly number: number;
  readonly hash: string;
  /** Null for who was not in the month when it was closed. */
  readonly line: SnapshotLine | null;
}

/** @returns null while the month is open */
export function closedMonthOf(
  rows: readonly (readonly Cell[])[] = [],
  employeeId: string,
): ClosedMonth | null {
  const [first] = rows;
  if (first === undefined) return null;
  const own = rows.find((row) => row[1] === employeeId);
  return {
    number: Number(first[3]),
    hash: String(first[4]),
    line: own === undefined ? null : lineOfCell(own[2]),
  };
}

/** Days and weeks of one person as they were closed. */
export const closedDays = ({ line }: ClosedMonth): Settled =>
  line === null ? { days: [], weeks: [] } : settledOf(line);

export const settledOf = ({ days, weeks = [] }: SnapshotLine): Settled => ({
  days: unpackDays(days),
  weeks,
});
