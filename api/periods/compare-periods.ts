import { guardExists } from "../../db/client/guard.ts";
import type { Cell, Statement } from "../../db/client/port.ts";
import { DatabaseError } from "../../db/errors.ts";
import { periodRange } from "../core/calendar/period.ts";
import type { LocalDate, PeriodKey } from "../core/calendar/types.ts";
import { commit } from "../core/commit.ts";
import { type Organisation, type SystemContext } from "../core/context.ts";
import { errorFields } from "../core/log.ts";
import { systemPermit } from "../core/permissions.ts";
import { settledRange } from "../attendance/settled-days.ts";
import type { DayResult } from "../attendance/rules/types.ts";
import { changedSince } from "./changed-since.ts";
import { employedIn } from "./employed-in.ts";
import { carryingPeriod } from "./load-period.ts";
import { organisationColumns, organisationOf } from "./organisations.ts";
import { chargedNotices } from "./person-month.ts";
import { sliceSize } from "./person-files.ts";
import { monthStatements, readMonths } from "./read-months.ts";
import { compareDays, type DayChange } from "./rules/compare-days.ts";
import { unpackDays } from "./rules/pack-days.ts";
import type { TotalsDelta } from "./rules/totals.ts";
import { lineOfCell } from "./snapshot-line.ts";
import { ownersSql, periodSubject, tell } from "./tell.ts";

/** Closed months that are compared, newest first. */
const monthsBack = 13;
/** The same when everybody may have changed: a rule or a calendar reaches back no further unless somebody asks. */
const monthsBackForAll = 3;

interface ClosedPeriod {
  readonly period: PeriodKey;
  readonly closeId: string;
  readonly comparedAt: number;
}

/**
 * Compares the closed months of every organisation with what has been stored since. Safe to repeat; one organisation's failure
 * stops no other, and is made up for by the next run.
 */
export async function comparePeriods(ctx: SystemContext): Promise<void> {
  for (let after = ""; ;) {
    const [found] = await ctx.deps.db.read([
      {
        sql: `select ${organisationColumns} from organisations o where o.id > ?
          and exists (select 1 from periods p where p.org_id = o.id and p.state = 'closed') order by o.id limit 50`,
        params: [after],
      },
    ]);
    const organisations = (found?.rows ?? []).map(organisationOf);
    for (const organisation of organisations)
      await compareOrganisation(ctx, organisation).catch((error: unknown) =>
        ctx.deps.log("error", {
          event: "compare_failed",
          organisation: organisation.id,
          ...errorFields(error),
        }),
      );
    const last = organisations.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

/**
 * Finds days of closed months that come out differently now and writes the difference into the open month (P 3.6, ATT J2, G6).
 * @param whole everything of every closed month, not only what was touched
 * @returns days adjusted
 */
export async function compareOrganisation(
  ctx: SystemContext,
  organisation: Organisation,
  whole = false,
): Promise<number> {
  const { deps } = ctx;
  const { id: orgId, calendar } = organisation;
  const begun = deps.clock();
  const [found] = await deps.db.read([
    {
      sql: `select period, close_id, compared_at from periods where org_id = ? and state = 'closed' order by period desc`,
      params: [orgId],
    },
  ]);
  const closed = (found?.rows ?? []).map(closedOf);
  const [newest, oldest] = [closed[0], closed.slice(0, monthsBack).at(-1)];
  if (newest === undefined || oldest === undefined) return 0;
  const since = Math.min(...closed.map(({ comparedAt }) => comparedAt));
  const range = settledRange(
    {
      from: periodRange(oldest.period, calendar).from,
      to: periodRange(newest.period, calendar).to,
    },
    organisation,
  );
  const changed = await changedSince(deps, organisation, since, range);
  const backForAll = whole ? closed.length : changed.everybody ? monthsBackForAll : 0;
  let days = 0;
  let isWritten = true;
  for (const [index, one] of closed.slice(0, Math.max(backForAll, monthsBack)).entries()) {
    const touched =
      index < backForAll ? await everybodyIn(ctx, organisation, one) : changed.employeeIds;
    const month = await compareMonth(
      ctx,
      organisation,
      one,
      carryingPeriod(newest.period),
      touched,
    );
    days += month.days;
    isWritten &&= month.isWritten;
  }
  // What could not be written is found again by the next comparison.
  if (!isWritten) return days;
  await deps.db.write([
    {
      sql: `update periods set compared_at = ? where org_id = ? and state = 'closed' and compared_at < ?`,
      params: [begun, orgId, begun],
    },
  ]);
  return days;
}

const closedOf = (row: readonly Cell[]): ClosedPeriod => ({
  period: String(row[0]) as PeriodKey,
  closeId: String(row[1]),
  comparedAt: Number(row[2] ?? 0),
});

/** Who is in the snapshot, and who would be in it now. */
async function everybodyIn(
  { deps }: SystemContext,
  organisation: Organisation,
  { period, closeId }: ClosedPeriod,
): Promise<string[]> {
  const [employed, lines] = await deps.db.read([
    employedIn(organisation, periodRange(period, organisation.calendar)),
    {
      sql: "select employee_id from period_lines where org_id = ? and close_id = ?",
      params: [organisation.id, closeId],
    },
  ]);
  const rows = [...(employed?.rows ?? []), ...(lines?.rows ?? [])];
  return [...new Set(rows.map(([id]) => String(id)))].toSorted();
}

async function compareMonth(
  ctx: SystemContext,
  organisation: Organisation,
  closed: ClosedPeriod,
  openPeriod: PeriodKey,
  employeeIds: readonly string[],
): Promise<{ readonly days: number; readonly isWritten: boolean }> {
  let days = 0;
  let people = 0;
  let isWritten = true;
  for (let first = 0; first < employeeIds.length; first += sliceSize) {
    const slice = employeeIds.slice(first, first + sliceSize);
    const changes = await changesOf(ctx, organisation, closed, slice);
    const count = changes.reduce((sum, [, those]) => sum + those.length, 0);
    if (count === 0) continue;
    if (await writeChanges(ctx, organisation, closed, openPeriod, changes)) {
      days += count;
      people += changes.length;
    } else isWritten = false;
  }
  if (days > 0) await tellOwners(ctx, organisation.id, closed.period, openPeriod, { people, days });
  return { days, isWritten };
}

type Changes = readonly (readonly [employeeId: string, changes: readonly DayChange[]])[];

async function changesOf(
  { deps }: SystemContext,
  organisation: Organisation,
  { period, closeId }: ClosedPeriod,
  employeeIds: readonly string[],
): Promise<Changes> {
  const [lines, adjusted, ...months] = await deps.db.read([
    {
      sql: `select employee_id, payload from period_lines where org_id = ? and close_id = ?
        and employee_id in (select value from json_each(?))`,
      params: [organisation.id, closeId, JSON.stringify(employeeIds)],
    },
    {
      sql: `select employee_id, date, delta from period_adjustments where org_id = ? and close_id = ?
        and employee_id in (select value from json_each(?)) and closed_period = ? order by number`,
      params: [organisation.id, closeId, JSON.stringify(employeeIds), period],
    },
    ...monthStatements(organisation, employeeIds, period),
  ]);
  const lineOf = new Map(lines?.rows.map(([id, payload]) => [String(id), payload]));
  const adjustedOf = Map.groupBy(adjusted?.rows ?? [], ([id]) => String(id));
  const of = { organisation, employeeIds, period, now: deps.clock(), derive: "always" } as const;
  return readMonths(months, of)
    .map(({ employee, days: derived }) => {
      const line = lineOf.get(employee.id);
      const days = line === undefined ? sinceFirstAct(derived) : derived;
      const before = line === undefined ? [] : unpackDays(lineOfCell(line).days);
      const known = (adjustedOf.get(employee.id) ?? []).map(([, date, delta]) => ({
        date: String(date) as LocalDate,
        delta: JSON.parse(String(delta)) as TotalsDelta,
      }));
      return [employee.id, compareDays(before, known, days)] as const;
    })
    .filter(([, changes]) => changes.length > 0);
}

/**
 * Of somebody the close did not know: nobody's absence is invented for a month in which nothing of them is known, or for the
 * days before the first that is.
 */
function sinceFirstAct(days: readonly DayResult[]): readonly DayResult[] {
  const first = days.findIndex(
    ({ sessions, requestIds, anomalies }) =>
      sessions.length + requestIds.length + anomalies.length > 0,
  );
  return first === -1 ? [] : days.slice(first);
}

/** @returns false when somebody else wrote the same at that moment, or the month was opened again */
async function writeChanges(
  ctx: SystemContext,
  organisation: Organisation,
  { period, closeId }: ClosedPeriod,
  openPeriod: PeriodKey,
  changes: Changes,
): Promise<boolean> {
  const { id: orgId } = organisation;
  const { deps } = ctx;
  const now = deps.clock();
  const statements: Statement[] = [
    guardExists(
      `select 1 from periods where org_id = ? and period = ? and close_id = ? and state = 'closed'
        and not exists (select 1 from periods q where q.org_id = ? and q.period = ? and q.state = 'closed')`,
      [orgId, period, closeId, orgId, openPeriod],
    ),
    ...changes.flatMap(([employeeId, those]) =>
      those.map(({ date, number, delta, reference }) => ({
        sql: `insert into period_adjustments (org_id, id, employee_id, date, closed_period, close_id, open_period, number,
            delta, reference, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        params: [
          orgId,
          deps.ids(),
          employeeId,
          date,
          period,
          closeId,
          openPeriod,
          number,
          JSON.stringify(delta),
          reference,
          now,
        ],
      })),
    ),
    ...chargedNotices(
      deps,
      organisation,
      period,
      changes.map(([id]) => id),
    ),
  ];
  try {
    await commit(ctx, {
      permit: systemPermit(),
      statements,
      audit: [
        {
          orgId,
          action: "period.adjusted",
          subject: periodSubject(orgId, period),
          after: Object.fromEntries(
            changes.map(([id, those]) => [id, those.map(({ date }) => date)]),
          ),
        },
      ],
      answer: null,
    });
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && (error.kind === "guard" || error.kind === "unique"))
      return false;
    throw error;
  }
}

async function tellOwners(
  { deps }: SystemContext,
  orgId: string,
  closedPeriod: PeriodKey,
  openPeriod: PeriodKey,
  counts: { readonly people: number; readonly days: number },
): Promise<void> {
  await deps.db.write([
    tell(
      deps,
      orgId,
      {
        kind: "period-adjusted",
        payload: { closedPeriod, openPeriod, ...counts },
        bot: "owner",
        subject: `adjusted:${periodSubject(orgId, closedPeriod)}`,
        key: `period-adjusted:${orgId}:${closedPeriod}:${deps.clock()}`,
      },
      { sql: ownersSql },
    ),
  ]);
}
