import type { Statement } from "../../db/client/port.ts";
import { isEffective } from "../attendance/punch-cells.ts";
import { addDays } from "../core/calendar/local-date.ts";
import { periodOf, periodRange } from "../core/calendar/period.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import { instantAt, localDateOf } from "../core/calendar/zone.ts";
import type { Organisation } from "../core/context.ts";
import type { ActivityKind } from "./rules/types.ts";

type Place = Pick<Organisation, "id" | "calendar" | "timeZone">;

export interface Usage {
  readonly employeeId: string;
  readonly kind: ActivityKind;
  /** When it was done, ms. */
  readonly at: number;
}

const insert = `insert into usage_months (org_id, period, employee_id, kind, first_at) values (?, ?, ?, ?, ?)
  on conflict do nothing`;

/** The month an instant belongs to: a label of the organisation's calendar on its own clock, never a time stamp (BIL §2.3). */
const usagePeriod = (at: number, { calendar, timeZone }: Omit<Place, "id">): PeriodKey =>
  periodOf(localDateOf(at, timeZone), calendar);

/** Notes that somebody was active in the month of `at`, in the batch of the act itself (AT-8, AT-9). Once is enough. */
export const usageStatement = (
  organisation: Place,
  { employeeId, kind, at }: Usage,
): Statement => ({
  sql: insert,
  params: [organisation.id, usagePeriod(at, organisation), employeeId, kind, at],
});

const takeBack = `delete from usage_months
  where org_id = ? and period = ? and employee_id = ? and kind = 'punch' and close_id is null and not exists (
    select 1 from punches q where q.org_id = usage_months.org_id and q.employee_id = usage_months.employee_id
      and q.at >= ? and q.at < ? and ${isEffective})`;

/**
 * Takes a month's activity back when its only punches were undone; goes after the rows that undo them. What a close has
 * charged stays charged.
 */
export function takeBackUsage(
  organisation: Place,
  employeeId: string,
  undoneAt: readonly number[],
): Statement[] {
  const periods = new Set(undoneAt.map((at) => usagePeriod(at, organisation)));
  return [...periods].map((period) => {
    const { from, to } = periodRange(period, organisation.calendar);
    const begin = instantAt(from, 0, organisation.timeZone);
    const end = instantAt(addDays(to, 1), 0, organisation.timeZone);
    return {
      sql: takeBack,
      params: [organisation.id, period, employeeId, begin, end],
    };
  });
}
