import type * as z from "zod";
import type { Statement } from "../../db/client/port.ts";
import { isEffective } from "../attendance/punch-cells.ts";
import { whoseDays } from "../attendance/whose-days.ts";
import { addDays } from "../core/calendar/local-date.ts";
import { periodOf, periodRange } from "../core/calendar/period.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import { instantAt, localDateOf } from "../core/calendar/zone.ts";
import type { MemberContext, Organisation } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";
import { withinSql } from "../core/scope.ts";
import type { Deps } from "../deps.ts";
import type { effectQuery } from "./schemas.ts";
import { ownersSql, periodSubject } from "./tell.ts";

/**
 * What a change of the log does to the bill of a month whose close is behind: `charges` a person-month, because it is somebody's
 * first act of it (ATT idea 24); `stays_charged`, because it takes the last act of a month that was paid for away (ATT J5).
 */
type PersonMonthEffect = "charges" | "stays_charged" | null;

/** Bounds of a month on the organisation's clock, ms. */
function boundsOf(period: PeriodKey, { calendar, timeZone }: Organisation): [number, number] {
  const { from, to } = periodRange(period, calendar);
  return [instantAt(from, 0, timeZone), instantAt(addDays(to, 1), 0, timeZone)];
}

/**
 * Tells before somebody changes the log of a past month whether it costs a person-month, or leaves a paid one empty. For
 * previews: consent is asked with it. Null where nothing of the kind happens, and where no close of the month is behind.
 * @param change `void`: the punches of those ids go; `add`: one is added at `at`
 */
async function personMonthEffect(
  { db }: Deps,
  organisation: Organisation,
  employeeId: string,
  change:
    | { readonly kind: "add"; readonly at: number }
    | { readonly kind: "void"; readonly at: number; readonly punchIds: readonly string[] },
): Promise<PersonMonthEffect> {
  const { id: orgId, timeZone, calendar } = organisation;
  const period = periodOf(localDateOf(change.at, timeZone), calendar);
  const [found] = await db.read([
    {
      sql: `select
          exists (select 1 from month_closes c where c.org_id = ? and c.period >= ?),
          exists (select 1 from usage_months u where u.org_id = ? and u.period = ? and u.employee_id = ?),
          exists (select 1 from usage_months u where u.org_id = ? and u.period = ? and u.employee_id = ? and u.close_id <> '-'),
          (select count(*) from punches q where q.org_id = ? and q.employee_id = ? and q.at >= ? and q.at < ? and ${isEffective}
            and q.id not in (select value from json_each(?)))`,
      params: [
        orgId,
        period,
        orgId,
        period,
        employeeId,
        orgId,
        period,
        employeeId,
        orgId,
        employeeId,
        ...boundsOf(period, organisation),
        JSON.stringify(change.kind === "void" ? change.punchIds : []),
      ],
    },
  ]);
  const [isOver, wasActive, isCharged, left] = found?.rows[0] ?? [];
  if (change.kind === "add") return isOver === 1 && wasActive === 0 ? "charges" : null;
  return isCharged === 1 && left === 0 ? "stays_charged" : null;
}

/**
 * The same for who is about to change a log, before they say yes: for previews of bots.
 * @throws {Refusal} `not_found` for another's log without the right
 */
export async function previewPersonMonth(
  ctx: MemberContext,
  { employeeId, at, punchIds }: z.infer<typeof effectQuery>,
): Promise<{ readonly effect: PersonMonthEffect; readonly period: PeriodKey }> {
  const whose = whoseDays(ctx, employeeId);
  const { organisation } = ctx.member;
  const change =
    punchIds === undefined ? { kind: "add" as const, at } : { kind: "void" as const, at, punchIds };
  const within = withinSql(ctx.member);
  const [known] = await ctx.deps.db.read([
    {
      sql: `select 1 from employees e where e.org_id = ? and e.id = ? and ${within.sql}`,
      params: [organisation.id, whose, ...within.params],
    },
  ]);
  if (known?.rows[0] === undefined) throw new Refusal("not_found");
  return {
    effect: await personMonthEffect(ctx.deps, organisation, whose, change),
    period: periodOf(localDateOf(at, organisation.timeZone), organisation.calendar),
  };
}

/** Tells those who own the bill, once for each, that nothing is left of a month that was charged (ATT J5): never silently. */
export const chargedNotices = (
  { ids, clock }: Deps,
  organisation: Organisation,
  period: PeriodKey,
  employeeIds: readonly string[],
): Statement[] => {
  const { id: orgId } = organisation;
  const now = clock();
  return [
    {
      sql: `insert into outbox (id, org_id, dedup_key, bot, person_id, chat_id, kind, payload, subject, state, run_at, created_at)
        select ? || '-' || w.id || p.id, e.org_id, 'period-charged:' || e.org_id || ':' || ? || ':' || w.id || ':' || p.id, 'owner', p.id,
          p.telegram_user_id, 'period-charged', json_object('period', ?, 'employeeName', w.name), ?, 'pending', ?, ?
        from json_each(?) j
        join employees w on w.org_id = ? and w.id = j.value
        join usage_months u on u.org_id = w.org_id and u.period = ? and u.employee_id = w.id and u.kind = 'punch' and u.close_id <> '-'
        join employees e on e.org_id = w.org_id and e.state = 'active' and e.paused_at is null
        join persons p on p.id = e.person_id
        join roles r on r.org_id = e.org_id and r.id = e.role_id
        where ${ownersSql} and not exists (select 1 from punches q where q.org_id = w.org_id and q.employee_id = w.id
          and q.at >= ? and q.at < ? and ${isEffective})
        on conflict (dedup_key) do nothing`,
      params: [
        ids(),
        period,
        period,
        periodSubject(orgId, period),
        now,
        now,
        JSON.stringify(employeeIds),
        orgId,
        period,
        ...boundsOf(period, organisation),
      ],
    },
  ];
};
