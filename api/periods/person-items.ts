import { refuseHiddenDays, type ViewContext } from "../attendance/visible-days.ts";
import { whoseDays } from "../attendance/whose-days.ts";
import { loadSettings } from "../attendance/settings.ts";
import { periodRange } from "../core/calendar/period.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import type { MemberContext } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";
import { withinSql } from "../core/scope.ts";
import { itemView } from "./list-left.ts";
import { loadFiles, type PersonFile } from "./person-files.ts";
import { isAsked, isLeft, secondsFor } from "./rules/open-items.ts";
import { sumOfDays } from "./rules/totals.ts";

/** One person's month with what is open. @throws {Refusal} `not_found` */
export async function loadPersonFile(
  ctx: MemberContext,
  employeeId: string,
  period: PeriodKey,
): Promise<PersonFile> {
  const { organisation } = ctx.member;
  const { closeAskMinutes: askMinutes } = await loadSettings(ctx.deps.db, organisation.id);
  const within = withinSql(ctx.member);
  const of = { organisation, period, employeeIds: [employeeId], askMinutes, within };
  const [file] = await loadFiles(ctx.deps, of);
  if (file === undefined) throw new Refusal("not_found");
  return file;
}

/**
 * What is asked of one person about a month that is over: one's own, or a colleague's for who sees the team.
 * @throws {Refusal} `not_found` when the month was not begun; what `refuseHiddenDays` says
 */
export async function personItems(
  ctx: ViewContext,
  asked: { readonly period: PeriodKey; readonly employeeId: string | undefined },
) {
  const employeeId = whoseDays(ctx, asked.employeeId);
  const { organisation } = ctx.member;
  const { period } = asked;
  refuseHiddenDays(ctx, employeeId, periodRange(period, organisation.calendar).to);
  const [[begun], file] = await Promise.all([
    ctx.deps.db.read([
      {
        sql: `select p.state, q.state from periods p
          left join period_questions q on q.org_id = p.org_id and q.period = p.period and q.employee_id = ?
          where p.org_id = ? and p.period = ?`,
        params: [employeeId, organisation.id, period],
      },
    ]),
    loadPersonFile(ctx, employeeId, period),
  ]);
  const [row] = begun?.rows ?? [];
  if (row === undefined) throw new Refusal("not_found");
  const { worked, expected, overtime, deficit } = sumOfDays(file.days);
  const questions = file.items.filter(isAsked).length;
  return {
    period,
    employeeId,
    name: file.employee.name,
    state: row[0] as "asking" | "managers" | "owner" | "closed",
    answered: row[1] !== null && row[1] !== "asked",
    questions,
    seconds: secondsFor(questions),
    left: file.items.filter(isLeft).length,
    items: file.items.map(itemView),
    totals: { worked, expected, overtime, deficit },
  };
}
