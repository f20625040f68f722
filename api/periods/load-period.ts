import type { Cell, Database, Statement } from "../../db/client/port.ts";
import { addDays } from "../core/calendar/local-date.ts";
import { periodOf, periodRange, shiftPeriod } from "../core/calendar/period.ts";
import type { LocalDate, PeriodKey } from "../core/calendar/types.ts";
import { instantAt, localDateOf } from "../core/calendar/zone.ts";
import type { Organisation } from "../core/context.ts";
import type { CarriedAdjustment } from "./snapshot-line.ts";
import type { TotalsDelta } from "./rules/totals.ts";

export type PeriodState = "asking" | "managers" | "owner" | "closed";

export interface PeriodRow {
  readonly period: PeriodKey;
  readonly state: PeriodState;
  readonly closeId: string | null;
  readonly startedAt: number;
  readonly nextAt: number | null;
  readonly version: number;
}

const columns = "p.period, p.state, p.close_id, p.started_at, p.next_at, p.version";

export const periodRowOf = (row: readonly Cell[]): PeriodRow => ({
  period: String(row[0]) as PeriodKey,
  state: String(row[1]) as PeriodState,
  closeId: row[2] as string | null,
  startedAt: Number(row[3]),
  nextAt: row[4] as number | null,
  version: Number(row[5]),
});

/** Months of an organisation that are over, newest first. */
export const periodsStatement = (orgId: string, limit = 24): Statement => ({
  sql: `select ${columns} from periods p where p.org_id = ? order by p.period desc limit ?`,
  params: [orgId, limit],
});

export async function loadPeriods(db: Database, orgId: string): Promise<PeriodRow[]> {
  const [found] = await db.read([periodsStatement(orgId)]);
  return (found?.rows ?? []).map(periodRowOf);
}

/** The month that runs now in the organisation's calendar and zone. */
export const runningPeriod = (
  { calendar, timeZone }: Pick<Organisation, "calendar" | "timeZone">,
  now: number,
): PeriodKey => periodOf(localDateOf(now, timeZone), calendar);

/** When the first day after a month begins, ms. */
export const endOfPeriod = (
  period: PeriodKey,
  { calendar, timeZone }: Pick<Organisation, "calendar" | "timeZone">,
): number => instantAt(addDays(periodRange(period, calendar).to, 1), 0, timeZone);

/** The month that carries what changes about closed ones: the one after the newest closed month. */
export const carryingPeriod = (newestClosed: PeriodKey): PeriodKey => shiftPeriod(newestClosed, 1);

/**
 * What a month carries for earlier ones. An adjustment counts while the close it was compared with is the valid one. The
 * employee comes first in every row.
 */
export const carriedStatement = (
  orgId: string,
  period: PeriodKey,
  employeeIds: readonly string[] | null,
): Statement => ({
  sql: `select a.employee_id, a.date, a.closed_period, a.delta, a.reference, a.created_at from period_adjustments a
    join periods p on p.org_id = a.org_id and p.period = a.closed_period and p.close_id = a.close_id and p.state = 'closed'
    where a.org_id = ? and a.open_period = ?${employeeIds === null ? "" : " and a.employee_id in (select value from json_each(?))"}
    order by a.date, a.id`,
  params: [orgId, period, ...(employeeIds === null ? [] : [JSON.stringify(employeeIds)])],
});

export interface CarriedRow extends CarriedAdjustment {
  readonly employeeId: string;
  readonly createdAt: number;
}

export const carriedOf = (row: readonly Cell[]): CarriedRow => ({
  employeeId: String(row[0]),
  date: String(row[1]) as LocalDate,
  closedPeriod: String(row[2]) as PeriodKey,
  delta: JSON.parse(String(row[3])) as TotalsDelta,
  reference: String(row[4]),
  createdAt: Number(row[5]),
});
