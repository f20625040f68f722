import { guardExists } from "../../db/client/guard.ts";
import type { ResultSet, Statement } from "../../db/client/port.ts";
import { addDays, daysBetween } from "../core/calendar/local-date.ts";
import { periodOf } from "../core/calendar/period.ts";
import type { DateRange } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { MemberContext, Organisation } from "../core/context.ts";
import { sendDueSoon } from "../core/dispatch.ts";
import { permit, type Permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { retryChanged } from "../core/retry-changed.ts";
import { recountEffects } from "../requests/recount-leave.ts";
import { findWorkplace } from "../schedule/find-workplace.ts";
import { calendarResults, calendarsOf, type ToldDay } from "../schedule/load-calendar.ts";
import { type Affected, affectedResults, affectedStatements, readAffected } from "./affected.ts";
import { calendarNotices } from "./calendar-notices.ts";
import { type Declaration, declaredDays } from "./rules/override.ts";
import type { DeclareInput, DeclaredAnswer, DeclarePreview } from "./schemas.ts";

/** How far from today a word may be said, and for how many days at once. */
const farBack = 62;
const farAhead = 400;
const longest = 31;

/** A word on the calendar, weighed: what would be stored and what it changes. */
interface Weighed {
  readonly range: DateRange;
  readonly workplaceId: string | null;
  readonly days: readonly ToldDay[];
  readonly affected: Affected;
}

/**
 * Which people and how many of their days a declaration would change; nothing is written.
 * @throws {Refusal} `forbidden`, `not_found`, `invalid_input`, `range_too_long`, `date_out_of_range`, `period_closed`
 */
export async function previewDays(
  ctx: MemberContext,
  input: DeclareInput,
): Promise<DeclarePreview> {
  permit(ctx, "schedule.manage");
  const { days, affected } = await weigh(ctx, input);
  return {
    dates: days.length,
    days: affected.days,
    leaves: affected.recounts.length,
    people: affected.people.length,
    names: affected.people.slice(0, namesShown).map(({ name }) => name),
  };
}

const namesShown = 10;

/**
 * Declares days closed, holidays, worked or short, for everybody or for one workplace (ATT G9, G10), or takes the word back.
 * Open days follow by themselves: they are derived from it. Leave that is booked on them is charged anew, by entries of the
 * ledger. Those whose days change are told.
 * @throws {Refusal} what `previewDays` says
 */
export async function declareDays(
  ctx: MemberContext,
  input: DeclareInput,
): Promise<DeclaredAnswer> {
  const allowed = permit(ctx, "schedule.manage");
  const earlier = await earlierAnswer<DeclaredAnswer>(ctx);
  return earlier ?? retryChanged(() => attempt(ctx, allowed, input));
}

async function attempt(
  ctx: MemberContext,
  allowed: Permit,
  input: DeclareInput,
): Promise<DeclaredAnswer> {
  const { range, workplaceId, days, affected } = await weigh(ctx, input);
  const { organisation, employeeId } = ctx.member;
  const now = ctx.deps.clock();
  const batch = ctx.deps.ids();
  const told = calendarNotices(ctx, { batch, input, range, people: affected.people });
  const recounted = recountEffects(ctx.deps, organisation.id, affected.recounts, { batch, now });
  const answer = await commit(ctx, {
    permit: allowed,
    statements: [
      stillOpen(organisation, range),
      ...recounted.statements,
      ...days.map((day) => ({
        sql: `insert into calendar_overrides (org_id, id, date, workplace_id, kind, shortened_minutes, name, created_by, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        params: [
          organisation.id,
          ctx.deps.ids(),
          day.date,
          workplaceId,
          day.kind,
          day.shortenedMinutes,
          day.kind === "none" ? null : (input.name ?? null),
          employeeId,
          now,
        ],
      })),
      ...told,
    ],
    audit: [
      {
        orgId: organisation.id,
        action: input.as === "none" ? "calendar.withdrawn" : "calendar.declared",
        subject: `calendar:${range.from}`,
        after: {
          ...range,
          as: input.as,
          workplaceId,
          name: input.name ?? null,
          leaves: affected.recounts.map(({ row, days: moved }) => ({ request: row.id, moved })),
        },
      },
    ],
    notices: recounted.notices,
    answer: { ...range, people: affected.people.length, days: affected.days },
  });
  if (told.length > 0) sendDueSoon(ctx.deps);
  return answer;
}

async function weigh(ctx: MemberContext, input: DeclareInput): Promise<Weighed> {
  const { organisation } = ctx.member;
  const range = checkedRange(ctx, input);
  const workplaceId = input.workplaceId ?? null;
  if (workplaceId !== null) await findWorkplace(ctx, workplaceId);
  const results = await ctx.deps.db.read([
    ...affectedStatements(organisation, range),
    closedStatement(organisation, range),
  ]);
  if ((results[affectedResults]?.rows.length ?? 0) > 0) throw new Refusal("period_closed");
  const days = toldDays(results, organisation, input, range);
  const affected = readAffected(results, organisation, { range, workplaceId, days });
  return { range, workplaceId, days, affected };
}

function toldDays(
  results: readonly ResultSet[],
  organisation: Organisation,
  { as, shortenedMinutes = 0 }: DeclareInput,
  range: DateRange,
): readonly ToldDay[] {
  const { calendar } = calendarsOf(results.slice(0, calendarResults), organisation);
  const declaration: Declaration = as === "none" ? "closed" : as;
  const days = declaredDays(range, declaration, shortenedMinutes, calendar);
  return as === "none" ? days.map((day) => ({ ...day, kind: "none", shortenedMinutes: 0 })) : days;
}

function checkedRange(ctx: MemberContext, { from, to }: DeclareInput): DateRange {
  const today = localDateOf(ctx.deps.clock(), ctx.member.organisation.timeZone);
  if (to < from) throw new Refusal("invalid_input", {}, [{ pointer: "/to", code: "custom" }]);
  if (daysBetween(from, to) >= longest) throw new Refusal("range_too_long", { days: longest });
  if (from < addDays(today, -farBack) || to > addDays(today, farAhead))
    throw new Refusal("date_out_of_range");
  return { from, to };
}

/** The closed months a range touches: their days stay as they were counted. */
const closedStatement = (organisation: Organisation, range: DateRange): Statement => ({
  sql: `select period from periods where org_id = ? and state = 'closed' and period in (?, ?)`,
  params: [organisation.id, ...periodsOf(organisation, range)],
});

const periodsOf = ({ calendar }: Organisation, { from, to }: DateRange): [string, string] => [
  periodOf(from, calendar),
  periodOf(to, calendar),
];

/** Nobody closed the month in the meantime. */
const stillOpen = (organisation: Organisation, range: DateRange): Statement => {
  const { sql, params } = closedStatement(organisation, range);
  return guardExists(`select 1 where not exists (${sql})`, params);
};
