import type * as z from "zod";
import type { Cell } from "../../db/client/port.ts";
import type { DayResult } from "../attendance/rules/types.ts";
import { refuseHiddenDays, seatless, type ViewContext } from "../attendance/visible-days.ts";
import { periodOf, periodRange, shiftPeriod } from "../core/calendar/period.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { groupsWithinSql, withinSql } from "../core/scope.ts";
import { foldName } from "../people/rules/fold-name.ts";
import { employedIn } from "../periods/employed-in.ts";
import { monthStatements, type PersonMonth, readMonths } from "../periods/read-months.ts";
import { sumOfDays } from "../periods/rules/totals.ts";
import { pageOf } from "./rules/filter-board.ts";
import type { matrixQuery } from "./schemas.ts";

/**
 * People by days of a month, a page at a time: only those on the page are derived. Two round trips.
 * @param period null: the current one
 * @throws {Refusal} `forbidden`, `not_found` for a group nobody knows; what `refuseHiddenDays` says
 */
export async function getMatrix(
  ctx: ViewContext,
  asked: z.infer<typeof matrixQuery> & { readonly period: PeriodKey | null },
) {
  permit(ctx, "attendance.view_team");
  const { organisation } = ctx.member;
  const { db, clock } = ctx.deps;
  const now = clock();
  const today = localDateOf(now, organisation.timeZone);
  const running = periodOf(today, organisation.calendar);
  const period = asked.period ?? running;
  const month = periodRange(period, organisation.calendar);
  refuseHiddenDays(ctx, everybody, month.to);
  const shown = groupsWithinSql(ctx.member);
  const [employed, groups, waiting] = await db.read([
    employedIn(organisation, month, withinSql(ctx.member)),
    {
      sql: `select id, name from groups where org_id = ? and ${shown.sql} order by name, id`,
      params: [organisation.id, ...shown.params],
    },
    seatless(ctx),
  ]);
  if (asked.groupId !== undefined && !groups?.rows.some(([id]) => id === asked.groupId))
    throw new Refusal("not_found");
  const those = (employed?.rows ?? []).filter(isAsked(asked));
  const { items, page, pages } = pageOf(those, asked.page, asked.perPage);
  const hidden = new Set(
    month.to >= periodRange(running, organisation.calendar).from
      ? waiting?.rows.map(([id]) => id)
      : [],
  );
  const employeeIds = items.map(([id]) => String(id)).filter((id) => !hidden.has(id));
  const months = readMonths(await db.read(monthStatements(organisation, employeeIds, period)), {
    organisation,
    employeeIds,
    period,
    now,
  });
  const monthOf = new Map(months.map((one) => [one.employee.id, one]));
  return {
    period,
    calendar: organisation.calendar,
    ...month,
    today,
    previous: shiftPeriod(period, -1),
    next: period < running ? shiftPeriod(period, 1) : null,
    groups: (groups?.rows ?? []).map(([id, name]) => ({ id: String(id), name: String(name) })),
    total: those.length,
    page,
    pages,
    people: items.map(([id, name]) => ({
      employeeId: String(id),
      name: String(name),
      hidden: hidden.has(id ?? null),
      ...rowOf(monthOf.get(String(id)), today),
    })),
  };
}

/** No employee has this id: it asks for the team's days. */
const everybody = "";

const isAsked = ({ groupId, search = "" }: z.infer<typeof matrixQuery>) => {
  const wanted = foldName(search);
  return ([, name, group]: readonly Cell[]): boolean =>
    (groupId === undefined || group === groupId) && foldName(String(name)).includes(wanted);
};

function rowOf(month: PersonMonth | undefined, today: string) {
  const days = month?.days ?? [];
  const past = days.filter(({ date }) => date <= today);
  const { worked, expected, overtime, deficit } = sumOfDays(past);
  return {
    days: days.map((day) => ({
      date: day.date,
      status: statusOf(day),
      worked: day.totals.worked,
      short: day.totals.deficit,
    })),
    worked,
    expected,
    overtime,
    deficit,
    absentDays: past.filter(({ status }) => status === "absent").length,
    leaveDays: past.filter((day) => statusOf(day) === "leave").length,
  };
}

const statusOf = ({ status, totals }: DayResult) =>
  status === "leave" && totals.mission > totals.leave ? ("mission" as const) : status;
