import { guardChanged, guardExists } from "../../db/client/guard.ts";
import { DatabaseError } from "../../db/errors.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import { type MemberContext, systemContext } from "../core/context.ts";
import { permit, type Permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { withinSql } from "../core/scope.ts";
import { toldAs } from "../core/told-as.ts";
import { compareOrganisation } from "./compare-periods.ts";
import { closablePeriod, prepareClose } from "./prepare-close.ts";
import { refreshProgress } from "./state-notices.ts";
import { periodSubject, tell } from "./tell.ts";

/**
 * Reminds everybody within sight who has not answered about a month; once a day.
 * @throws {Refusal} `forbidden`, `nudged_lately`, `period_closed`
 */
export async function nudge(ctx: MemberContext, period: PeriodKey) {
  const allowed = permit(ctx, "requests.decide");
  return orEarlierAnswer(ctx, () => remind(ctx, allowed, period));
}

async function remind(ctx: MemberContext, allowed: Permit, period: PeriodKey) {
  const { organisation, person, sees } = ctx.member;
  const { id: orgId } = organisation;
  const within = withinSql(ctx.member);
  const today = localDateOf(ctx.deps.clock(), organisation.timeZone);
  const key = `period-questions:${orgId}:${period}:nudge:${today}`;
  const waits =
    "select 1 from period_questions q where q.org_id = e.org_id and q.period = ? and q.employee_id = e.id and q.state = 'asked'";
  const [found] = await ctx.deps.db.read([
    {
      sql: `select (select count(*) from employees e where e.org_id = ? and ${within.sql} and exists (${waits})),
        exists (select 1 from audit where org_id = ? and at > ? and action = 'period.nudged' and subject = ? and (? or actor = ?))`,
      params: [
        orgId,
        ...within.params,
        period,
        orgId,
        ctx.deps.clock() - 20 * 60 * 60_000,
        periodSubject(orgId, period),
        sees === "all" ? 1 : 0,
        `person:${person.id}`,
      ],
    },
  ]);
  const [waiting, isLate] = found?.rows[0] ?? [];
  if (isLate === 1) throw new Refusal("nudged_lately");
  const change = commit(ctx, {
    permit: allowed,
    statements: [
      guardExists("select 1 from periods where org_id = ? and period = ? and state <> 'closed'", [
        orgId,
        period,
      ]),
      tell(
        ctx.deps,
        orgId,
        {
          kind: "period-questions",
          payload: { period },
          bot: "staff",
          subject: periodSubject(orgId, period),
          key,
        },
        { sql: `${within.sql} and exists (${waits})`, params: [...within.params, period] },
      ),
    ],
    audit: [{ orgId, action: "period.nudged", subject: periodSubject(orgId, period) }],
    answer: { reminded: Number(waiting ?? 0) },
  });
  return toldAs(change, { guard: "period_closed" });
}

/**
 * Goes on without waiting for who has not answered: from people to managers, from managers to the owner.
 * @throws {Refusal} `forbidden`, `period_closed`, `stale`
 */
export async function advance(ctx: MemberContext, period: PeriodKey) {
  const allowed = permit(ctx, "period.close");
  const { id: orgId } = ctx.member.organisation;
  const now = ctx.deps.clock();
  const change = commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: `update periods set state = case state when 'asking' then 'managers' else 'owner' end, next_at = ?, version = version + 1
          where org_id = ? and period = ? and state in ('asking', 'managers')`,
        params: [now, orgId, period],
      },
      guardChanged(),
      refreshProgress(orgId, period, now),
    ],
    audit: [{ orgId, action: "period.advanced", subject: periodSubject(orgId, period) }],
    answer: { advanced: true as const },
  });
  return toldAs(change, { guard: "stale" });
}

/**
 * What a close would keep, with its hash: what the owner agrees to. Months closed before are compared first, so that what this
 * month carries for them is whole.
 * @throws {Refusal} `forbidden`; what `closablePeriod` says
 */
export async function previewClose(ctx: MemberContext, period: PeriodKey) {
  permit(ctx, "period.close");
  const { organisation } = ctx.member;
  const row = await closablePeriod(ctx.deps, organisation, period);
  await compareOrganisation(systemContext(ctx.deps, "period:preview"), organisation).catch(
    (error: unknown) => {
      if (!(error instanceof DatabaseError)) throw error;
    },
  );
  const { hash, people, totals, disputed, left, running } = await prepareClose(
    ctx.deps,
    organisation,
    row,
  );
  return { period, hash, people, totals, disputed, left, running, version: row.version };
}
