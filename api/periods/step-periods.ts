import type { Cell, Statement } from "../../db/client/port.ts";
import { type AttendanceSettings, settingsColumn, settingsOf } from "../attendance/settings.ts";
import { settledRange } from "../attendance/settled-days.ts";
import { periodRange, shiftPeriod } from "../core/calendar/period.ts";
import type { Organisation, SystemContext } from "../core/context.ts";
import { errorFields } from "../core/log.ts";
import { hasTelegramSql } from "../core/no-telegram.ts";
import type { Deps } from "../deps.ts";
import { changedSince } from "./changed-since.ts";
import { employedIn } from "./employed-in.ts";
import { type PeriodRow, periodRowOf, runningPeriod } from "./load-period.ts";
import { organisationCells, organisationColumns, organisationOf } from "./organisations.ts";
import { filesInSlices, type PersonFile } from "./person-files.ts";
import { isAsked, isLeft } from "./rules/open-items.ts";
import { refreshProgress } from "./state-notices.ts";
import { managersSql, ownersSql, periodSubject, tell } from "./tell.ts";

const day = 24 * 60 * 60_000;
/** When a conversation that could not go on is tried again, ms. */
const retryMs = 60 * 60_000;
const atOnce = 20;

interface DuePeriod {
  readonly organisation: Organisation;
  readonly row: PeriodRow;
  readonly settings: AttendanceSettings;
}

/**
 * Moves the conversations that are due: asks people who were not asked, counts what is left, and goes on from people to managers
 * to owners when everything is said or the time is over. Every step can be cut and repeated; one that fails stops no other.
 * @returns false when something was left for the next tick
 */
export async function stepPeriods(ctx: SystemContext): Promise<boolean> {
  const { db, clock } = ctx.deps;
  const [found] = await db.read([
    {
      sql: `select ${organisationColumns}, p.period, p.state, p.close_id, p.started_at, p.next_at, p.version, ${settingsColumn}
        from periods p join organisations o on o.id = p.org_id
        where p.next_at <= ? and p.state <> 'closed' order by p.next_at, p.org_id, p.period limit ?`,
      params: [clock(), atOnce],
    },
  ]);
  const due = (found?.rows ?? []).map(dueOf);
  for (const one of due) await step(ctx, one).catch((error: unknown) => stepLater(ctx, one, error));
  return due.length < atOnce;
}

const dueOf = (row: readonly Cell[]): DuePeriod => ({
  organisation: organisationOf(row),
  row: periodRowOf(row.slice(organisationCells)),
  settings: settingsOf(row[organisationCells + 6]),
});

async function stepLater(
  { deps }: SystemContext,
  { organisation, row }: DuePeriod,
  error: unknown,
): Promise<void> {
  deps.log("error", {
    event: "period_step_failed",
    organisation: organisation.id,
    period: row.period,
    ...errorFields(error),
  });
  await deps.db.write([
    {
      sql: "update periods set next_at = ? where org_id = ? and period = ? and version = ? and state <> 'closed'",
      params: [deps.clock() + retryMs, organisation.id, row.period, row.version],
    },
  ]);
}

async function step(ctx: SystemContext, due: DuePeriod): Promise<void> {
  const { deps } = ctx;
  const { organisation, row, settings } = due;
  const { id: orgId } = organisation;
  const now = deps.clock();
  const left = await countAnew(ctx, due);
  const peopleUntil = row.startedAt + settings.closePeopleDays * day;
  const managersUntil = peopleUntil + settings.closeManagersDays * day;
  const [people] = await deps.db.read([
    {
      sql: `select count(*) from period_questions where org_id = ? and period = ? and state = 'asked'`,
      params: [orgId, row.period],
    },
  ]);
  const unanswered = Number(people?.rows[0]?.[0] ?? 0);
  const peopleDone = unanswered === 0 || now >= peopleUntil;
  const managersDone = left === 0 || now >= managersUntil;
  const state =
    row.state === "owner" || (peopleDone && managersDone)
      ? "owner"
      : row.state === "managers" || peopleDone
        ? "managers"
        : "asking";
  const deadline = state === "asking" ? peopleUntil : managersUntil;
  const nextAt = state === "owner" ? now + day : Math.min(deadline, now + day);
  await deps.db.write([
    {
      sql: `update periods set state = ?, next_at = ? where org_id = ? and period = ? and version = ? and state <> 'closed'`,
      params: [state, Math.max(nextAt, now + 60_000), orgId, row.period, row.version],
    },
    ...toldBy(ctx, due, state),
    refreshProgress(orgId, row.period, now),
  ]);
}

/** Who hears that it is their turn; each once a month. The owners' card is there from the beginning. */
function toldBy(
  { deps }: SystemContext,
  { organisation: { id: orgId }, row: { period } }: DuePeriod,
  state: string,
): Statement[] {
  const of = { payload: { period }, bot: "owner", subject: periodSubject(orgId, period) } as const;
  const key = `${orgId}:${period}`;
  const progress = tell(
    deps,
    orgId,
    { ...of, kind: "period-progress", key: `period-progress:${key}` },
    { sql: ownersSql },
  );
  const managers = tell(
    deps,
    orgId,
    {
      ...of,
      kind: "period-managers",
      subject: `managers:${of.subject}`,
      key: `period-managers:${key}`,
    },
    { sql: `${managersSql} and not ${ownersSql}` },
  );
  return state === "managers" ? [progress, managers] : [progress];
}

/** Asks who was not asked and counts again what is left. @returns items nobody has settled, of those counted */
async function countAnew({ deps }: SystemContext, due: DuePeriod): Promise<number> {
  const { organisation, settings } = due;
  const { period } = due.row;
  const employeeIds = await idsToCount(deps, due);
  const of = { organisation, period, employeeIds, askMinutes: settings.closeAskMinutes };
  let left = 0;
  for await (const files of filesInSlices(deps, of)) {
    left += files.reduce((sum, { items }) => sum + items.filter(isLeft).length, 0);
    await deps.db.write(
      files.flatMap((file) => [
        question(organisation.id, period, file, deps.clock()),
        tell(
          deps,
          organisation.id,
          {
            kind: "period-questions",
            payload: { period },
            bot: "staff",
            subject: periodSubject(organisation.id, period),
            key: `period-questions:${organisation.id}:${period}`,
          },
          { sql: "e.id = ?", params: [file.employee.id] },
        ),
      ]),
    );
  }
  return left;
}

/** Months of which everybody is counted again when everybody may have changed; of older ones only who was touched. */
const monthsForAll = 3;

/** Everybody of the month; once it only waits for the owner, those about whom something was stored since the last time. */
async function idsToCount(deps: Deps, { organisation, row }: DuePeriod): Promise<string[]> {
  const month = periodRange(row.period, organisation.calendar);
  const [employed] = await deps.db.read([employedIn(organisation, month)]);
  const all = (employed?.rows ?? []).map(([id]) => String(id));
  if (row.state !== "owner") return all;
  const now = deps.clock();
  const since = Math.min(row.nextAt ?? now, now) - 2 * day;
  const range = settledRange(month, organisation);
  const { everybody, employeeIds } = await changedSince(deps, organisation, since, range);
  const oldest = shiftPeriod(runningPeriod(organisation, now), -monthsForAll);
  if (everybody && row.period >= oldest) return all;
  return all.filter((id) => employeeIds.includes(id));
}

/** Who has left, or has no Telegram to be asked in, is not asked; what is open in their month is their manager's. */
const question = (
  orgId: string,
  period: string,
  { employee, items }: PersonFile,
  now: number,
): Statement => {
  const asked = items.filter(isAsked).length;
  const left = items.filter(isLeft).length;
  return {
    sql: `insert into period_questions (org_id, period, employee_id, asked, left, state, asked_at)
      select e.org_id, ?, e.id, ?, ?, iif(${hasTelegramSql()}, ?, 'passed'), ?
        from employees e join persons p on p.id = e.person_id where e.org_id = ? and e.id = ?
      on conflict do update set left = excluded.left`,
    params: [
      period,
      asked,
      left,
      employee.state === "active" ? "asked" : "passed",
      now,
      orgId,
      employee.id,
    ],
  };
};
