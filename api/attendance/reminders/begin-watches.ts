import type { Statement } from "../../../db/client/port.ts";
import { addDays } from "../../core/calendar/local-date.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import { localDateOf } from "../../core/calendar/zone.ts";
import { errorFields } from "../../core/log.ts";
import type { Deps } from "../../deps.ts";
import { isEmployedOn } from "../employed-days.ts";
import { dayStatements, readDayFiles } from "../load-days.ts";
import type { DayResult } from "../rules/types.ts";
import type { AttendanceSettings } from "../settings.ts";
import { type ServedOrganisation, servedCells, servedColumns, servedOf } from "./organisations.ts";
import { endOf, startOf } from "./rules/step-watch.ts";

const slotJob = "watches";
const organisationsAtOnce = 50;
/** What was answered is in the log and the audit; the watches themselves are soon of no use. */
const keptDays = 60;

interface NewWatch {
  readonly employeeId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly nextAt: number;
  readonly stage: "start" | "end";
}

/**
 * Notes who is expected today, once an organisation and local day: days off, leave and holidays have no watch. One organisation's
 * failure stops no other, and is made up for by the next run.
 */
export async function beginWatches(deps: Deps, now: number): Promise<void> {
  const days = await todays(deps, now);
  let after = "";
  for (;;) {
    const [found] = await deps.db.read([
      {
        sql: `select ${servedColumns}, z.value ->> 1 from json_each(?) z cross join organisations o on o.time_zone = z.value ->> 0
          where o.id > ? and not exists (select 1 from job_slots s where s.job = '${slotJob}' and s.slot = o.id || ':' || (z.value ->> 1))
          order by o.id limit ?`,
        params: [JSON.stringify(days), after, organisationsAtOnce],
      },
    ]);
    const rows = found?.rows ?? [];
    for (const cells of rows) {
      const served = servedOf(cells);
      await beginDay(deps, served, String(cells[servedCells]) as LocalDate, now).catch(
        (error: unknown) =>
          deps.log("error", {
            event: "watches_failed",
            organisation: served.organisation.id,
            ...errorFields(error),
          }),
      );
    }
    if (rows.length < organisationsAtOnce) return;
    after = String(rows.at(-1)?.[0]);
  }
}

/** Zone and today of all zones in use. */
async function todays(deps: Deps, now: number): Promise<(readonly [string, LocalDate])[]> {
  const [zones] = await deps.db.read([
    { sql: "select distinct time_zone from organisations", params: [] },
  ]);
  return (zones?.rows ?? []).map(([zone]) => [String(zone), localDateOf(now, String(zone))]);
}

/** One read and one write an organisation, however many people it has. */
async function beginDay(
  deps: Deps,
  { organisation, settings }: ServedOrganisation,
  date: LocalDate,
  now: number,
): Promise<void> {
  const watches = isAsked(settings) ? await watchesOf(deps, organisation, settings, date, now) : [];
  const orgId = organisation.id;
  await deps.db.write([
    ...(watches.length === 0 ? [] : [watchesInsert(orgId, date, watches)]),
    {
      sql: "delete from shift_watches where org_id = ? and date < ?",
      params: [orgId, addDays(date, -keptDays)],
    },
    {
      sql: "insert into job_slots (job, slot, finished_at) values (?, ?, ?) on conflict do nothing",
      params: [slotJob, `${orgId}:${date}`, now],
    },
  ]);
}

const isAsked = ({ startReminder, endQuestion }: AttendanceSettings) =>
  startReminder || endQuestion;

async function watchesOf(
  deps: Deps,
  organisation: ServedOrganisation["organisation"],
  settings: AttendanceSettings,
  date: LocalDate,
  now: number,
): Promise<NewWatch[]> {
  const range = { from: date, to: date };
  const results = await deps.db.read(dayStatements(organisation, null, range));
  const { files, derive } = readDayFiles(results, organisation);
  return files.flatMap((file) => {
    const { employee } = file;
    if (employee.state !== "active" || !isEmployedOn(employee, date, date)) return [];
    const [day] = derive(file, range, now);
    const watch = day === undefined ? null : watchOf(day, settings);
    return watch === null ? [] : [{ ...watch, employeeId: employee.id }];
  });
}

function watchOf(
  day: DayResult,
  settings: AttendanceSettings,
): Omit<NewWatch, "employeeId"> | null {
  const [first, last] = [day.planned.segments[0], day.planned.segments.at(-1)];
  if (first === undefined || last === undefined || day.status === "leave") return null;
  const span = { startsAt: first.start, endsAt: last.end };
  const start = settings.startReminder ? startOf(day, settings) : null;
  return start === null
    ? { ...span, stage: "end", nextAt: endOf(last.end, settings) }
    : { ...span, stage: "start", nextAt: start };
}

const watchesInsert = (
  orgId: string,
  date: LocalDate,
  watches: readonly NewWatch[],
): Statement => ({
  sql: `insert into shift_watches (org_id, employee_id, date, starts_at, ends_at, next_at, stage)
    select ?, value ->> 'employeeId', ?, value ->> 'startsAt', value ->> 'endsAt', value ->> 'nextAt', value ->> 'stage'
    from json_each(?) where true on conflict do nothing`,
  params: [orgId, date, JSON.stringify(watches)],
});
