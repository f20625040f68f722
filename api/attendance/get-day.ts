import { periodOf } from "../core/calendar/period.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { Refusal } from "../core/refusal.ts";
import { withinSql } from "../core/scope.ts";
import { closedDays, closedLines, closedMonthOf } from "../periods/snapshot-line.ts";
import { sourcesOf, sourceStatements } from "./day-sources.ts";
import { dayView, type DayView } from "./day-view.ts";
import { isEmployedOn, wholeSpan } from "./employed-days.ts";
import { dayResults, dayStatements, readDayFiles } from "./load-days.ts";
import { logStatement } from "./punch-log.ts";
import { settledDays, settledRange } from "./settled-days.ts";
import { refuseHiddenDays, refuseSeatless, seatless, type ViewContext } from "./visible-days.ts";
import { whoseDays } from "./whose-days.ts";

/**
 * One day: lines, reasons, anomalies, log. Derived now from what is stored; of a closed month as it was closed (P 3.6). One
 * round trip.
 * @param date null: today in the organisation's zone
 * @throws {Refusal} `not_found` for another's day without the right, `outside_employment`; what `refuseHiddenDays` says
 */
export async function getDay(
  ctx: ViewContext,
  asked: { readonly date: LocalDate | null; readonly employeeId: string | undefined },
): Promise<DayView> {
  const employeeId = whoseDays(ctx, asked.employeeId);
  const { organisation } = ctx.member;
  const now = ctx.deps.clock();
  const today = localDateOf(now, organisation.timeZone);
  const date = asked.date ?? today;
  refuseHiddenDays(ctx, employeeId, date);
  const range = { from: date, to: date };
  const results = await ctx.deps.db.read([
    ...dayStatements(
      organisation,
      employeeId,
      settledRange(range, organisation),
      withinSql(ctx.member),
    ),
    logStatement(organisation, employeeId, date),
    seatless(ctx),
    closedLines(organisation.id, periodOf(date, organisation.calendar), [employeeId]),
    ...sourceStatements(organisation, employeeId, date),
  ]);
  refuseSeatless(ctx, employeeId, date, results[dayResults + 1]?.rows);
  const read = readDayFiles(results.slice(0, dayResults), organisation);
  const [file] = read.files;
  if (file === undefined) throw new Refusal("not_found");
  if (!isEmployedOn(file.employee, date, today))
    throw new Refusal("outside_employment", { ...wholeSpan(file.employee, today) });
  const closed = closedMonthOf(results[dayResults + 2]?.rows, employeeId);
  const { days } =
    closed === null ? settledDays(read, file, range, now, organisation) : closedDays(closed);
  const day = days.find((one) => one.date === date);
  if (day === undefined) throw new Refusal("not_found");
  const sources = sourcesOf(results.slice(dayResults + 3), day);
  return dayView(file.employee, day, results[dayResults], today, sources);
}
