import { unsettledKinds } from "./day-schema.ts";
import { periodOf, periodRange, shiftPeriod } from "../core/calendar/period.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { Refusal } from "../core/refusal.ts";
import { withinSql } from "../core/scope.ts";
import { carriedOf, carriedStatement } from "../periods/load-period.ts";
import { sumOfDays } from "../periods/rules/totals.ts";
import { closedDays, closedLines, closedMonthOf } from "../periods/snapshot-line.ts";
import { wholeSpan } from "./employed-days.ts";
import { dayResults, dayStatements, readDayFiles } from "./load-days.ts";
import { lateDaysOf } from "./rules/free-lates.ts";
import type { DayResult } from "./rules/types.ts";
import { settledDays, settledRange } from "./settled-days.ts";
import { refuseHiddenDays, refuseSeatless, seatless, type ViewContext } from "./visible-days.ts";
import { whoseDays } from "./whose-days.ts";

/**
 * A month of the organisation's calendar: a line a day, and their sum; a closed one as it was closed (P 3.6). Days on which the
 * person is not employed are left out. One round trip.
 * @param period null: the current one
 * @throws {Refusal} `not_found`; what `refuseHiddenDays` says
 */
export async function getMonth(
  ctx: ViewContext,
  asked: { readonly period: PeriodKey | null; readonly employeeId: string | undefined },
) {
  const employeeId = whoseDays(ctx, asked.employeeId);
  const { organisation } = ctx.member;
  const now = ctx.deps.clock();
  const today = localDateOf(now, organisation.timeZone);
  const period = asked.period ?? periodOf(today, organisation.calendar);
  const month = periodRange(period, organisation.calendar);
  refuseHiddenDays(ctx, employeeId, month.to);
  const results = await ctx.deps.db.read([
    ...dayStatements(
      organisation,
      employeeId,
      settledRange(month, organisation),
      withinSql(ctx.member),
    ),
    seatless(ctx),
    closedLines(organisation.id, period, [employeeId]),
    carriedStatement(organisation.id, period, [employeeId]),
  ]);
  refuseSeatless(ctx, employeeId, month.to, results[dayResults]?.rows);
  const read = readDayFiles(results.slice(0, dayResults), organisation);
  const [file] = read.files;
  if (file === undefined) throw new Refusal("not_found");
  const employed = wholeSpan(file.employee, today);
  const closed = closedMonthOf(results[dayResults + 1]?.rows, employeeId);
  const { days, weeks } =
    closed === null ? settledDays(read, file, month, now, organisation) : closedDays(closed);
  const carried = (results[dayResults + 2]?.rows ?? []).map(carriedOf);
  return {
    employee: { id: file.employee.id, name: file.employee.name, state: file.employee.state },
    period,
    calendar: organisation.calendar,
    ...month,
    today,
    previous: month.from > employed.from ? shiftPeriod(period, -1) : null,
    next: month.to < employed.to ? shiftPeriod(period, 1) : null,
    days: days.map(dayRow),
    totals: sumOfDays(days),
    /** Of a closed month: its snapshot, and lines somebody objected to. */
    closed:
      closed === null
        ? null
        : {
            number: closed.number,
            hash: closed.hash,
            disputes: (closed.line?.disputes ?? []).map(({ date }) => date),
          },
    /** What this month carries for closed ones; not in `totals`. */
    adjustments: carried.map(({ date, closedPeriod, delta, reference }) => ({
      date,
      closedPeriod,
      delta: { ...delta } as Record<string, number>,
      reference,
    })),
    lates: lateDaysOf(days),
    /** Of weekly-flexible shifts: the weeks that end in this month. */
    weeks: [...weeks],
    /** What was due until today; the month's whole norm is `totals.expected`. */
    expectedSoFar: days
      .filter(({ date }) => date <= today)
      .reduce((sum, day) => sum + day.totals.expected, 0),
  };
}

const dayRow = (day: DayResult) => ({
  date: day.date,
  status: day.status,
  official: { kind: day.planned.official.kind, names: day.planned.official.names },
  firstIn: day.sessions[0]?.in.at ?? null,
  lastOut: day.sessions.at(-1)?.out?.at ?? null,
  anomalies: day.anomalies.map(({ code }) => code),
  totals: day.totals,
  zone: day.zone,
  unsettled: day.lines.flatMap(({ kind, minutes, from, to }) => {
    const unsettled = unsettledKinds.find((one) => one === kind);
    if (unsettled === undefined) return [];
    return [
      { kind: unsettled, minutes, ...(from !== undefined && to !== undefined && { from, to }) },
    ];
  }),
});
