import type * as z from "zod";
import type { PeriodKey } from "../core/calendar/types.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { withinSql } from "../core/scope.ts";
import { pageOf } from "../team/rules/filter-board.ts";
import { loadSettings } from "../attendance/settings.ts";
import { loadFiles } from "./person-files.ts";
import { isLeft, type OpenItem } from "./rules/open-items.ts";
import type { leftQuery } from "./schemas.ts";

const perPage = 6;

/**
 * People of a month with something left, or who have not answered, and what it is: what managers settle. Only the page is
 * derived. Two round trips and the settings.
 * @throws {Refusal} `forbidden`
 */
export async function listLeft(
  ctx: MemberContext,
  { period, page: asked }: z.infer<typeof leftQuery> & { readonly period: PeriodKey },
) {
  permit(ctx, "attendance.view_team");
  const { organisation } = ctx.member;
  const { db } = ctx.deps;
  const within = withinSql(ctx.member);
  const [found] = await db.read([
    {
      sql: `select q.employee_id, e.name, q.state, q.left from period_questions q
        join employees e on e.org_id = q.org_id and e.id = q.employee_id
        where q.org_id = ? and q.period = ? and (q.left > 0 or q.state = 'asked') and ${within.sql}
        order by q.left desc, e.name, e.id`,
      params: [organisation.id, period, ...within.params],
    },
  ]);
  const { items: rows, page, pages } = pageOf(found?.rows ?? [], asked, perPage);
  const employeeIds = rows.map(([id]) => String(id));
  const { closeAskMinutes: askMinutes } = await loadSettings(db, organisation.id);
  const files = await loadFiles(ctx.deps, { organisation, period, employeeIds, askMinutes });
  const itemsOf = new Map(files.map(({ employee, items }) => [employee.id, items.filter(isLeft)]));
  return {
    period,
    total: found?.rows.length ?? 0,
    page,
    pages,
    people: rows.map(([id, name, state]) => ({
      employeeId: String(id),
      name: String(name),
      answered: state !== "asked",
      items: (itemsOf.get(String(id)) ?? []).map(itemView),
    })),
  };
}

export const itemView = ({
  key,
  kind,
  date,
  minutes,
  state,
  answer,
  requestId,
  punchId,
  text,
}: OpenItem) => ({
  key,
  kind,
  date,
  minutes,
  state,
  answer,
  requestId,
  punchId,
  text,
});
