import type { Cell, Statement } from "../../db/client/port.ts";
import { periodOf, periodRange, shiftPeriod } from "../core/calendar/period.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import { instantAt, localDateOf } from "../core/calendar/zone.ts";
import { commit } from "../core/commit.ts";
import type { SystemContext } from "../core/context.ts";
import { systemPermit } from "../core/permissions.ts";
import type { CalendarName } from "../core/words.ts";
import { organisationCells, organisationColumns, organisationOf } from "./organisations.ts";
import { periodSubject } from "./tell.ts";

/** People read the first question in the morning of the first day, when the nights of the month are over: minutes of the day. */
const openingMinute = 9 * 60;
const atOnce = 100;
/** An organisation's first conversation begins soon after a month, or with the next one: nobody is asked about long ago. */
const firstWithinMs = 5 * 24 * 60 * 60_000;

interface Place {
  readonly calendar: CalendarName;
  readonly timeZone: string;
}

/**
 * Begins the conversation about every month that is over, in the organisation's own calendar and zone. Safe to repeat.
 * @returns false when something was left for the next tick
 */
export async function openPeriods(ctx: SystemContext): Promise<boolean> {
  const now = ctx.deps.clock();
  const [places] = await ctx.deps.db.read([
    { sql: "select distinct calendar, time_zone from organisations", params: [] },
  ]);
  for (const [calendar, timeZone] of places?.rows ?? []) {
    const place = { calendar: calendar as CalendarName, timeZone: String(timeZone) };
    const ended = endedPeriod(place, now);
    for (;;) {
      const [found] = await ctx.deps.db.read([unopened(place, ended, now)]);
      for (const row of found?.rows ?? []) await openOne(ctx, row, ended, now);
      if ((found?.rows.length ?? 0) < atOnce) break;
    }
  }
  return true;
}

/** The newest month whose conversation may begin. */
function endedPeriod({ calendar, timeZone }: Place, now: number): PeriodKey {
  const running = periodOf(localDateOf(now, timeZone), calendar);
  const begins = instantAt(periodRange(running, calendar).from, openingMinute, timeZone);
  return shiftPeriod(running, now >= begins ? -1 : -2);
}

/** Organisations in which somebody clocked in in that month, and which have not begun to talk about it. */
function unopened({ calendar, timeZone }: Place, ended: PeriodKey, now: number): Statement {
  const over = instantAt(periodRange(shiftPeriod(ended, 1), calendar).from, 0, timeZone);
  return {
    sql: `select ${organisationColumns}, (select max(p.period) from periods p where p.org_id = o.id) from organisations o
      where o.calendar = ? and o.time_zone = ?
        and not exists (select 1 from periods p where p.org_id = o.id and p.period >= ?)
        and exists (select 1 from usage_months u where u.org_id = o.id and u.period = ? and u.kind = 'punch')
        and (? or exists (select 1 from periods p where p.org_id = o.id))
      order by o.id limit ?`,
    params: [calendar, timeZone, ended, ended, now < over + firstWithinMs, atOnce],
  };
}

async function openOne(
  ctx: SystemContext,
  row: readonly Cell[],
  ended: PeriodKey,
  now: number,
): Promise<void> {
  const { id: orgId } = organisationOf(row);
  const newest = row[organisationCells] as PeriodKey | null;
  const missed = newest === null ? [ended] : monthsBetween(newest, ended);
  await commit(ctx, {
    permit: systemPermit(),
    statements: missed.map((period) => ({
      sql: `insert into periods (org_id, period, state, started_at, next_at) values (?, ?, 'asking', ?, ?)
        on conflict do nothing`,
      params: [orgId, period, now, now],
    })),
    audit: [
      { orgId, action: "period.begun", subject: periodSubject(orgId, ended), after: { missed } },
    ],
    answer: null,
  });
}

/** The months after one, up to another. */
function monthsBetween(newest: PeriodKey, ended: PeriodKey): PeriodKey[] {
  const months: PeriodKey[] = [];
  for (let month = shiftPeriod(newest, 1); month <= ended; month = shiftPeriod(month, 1))
    months.push(month);
  return months;
}
