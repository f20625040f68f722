import type { Cell } from "../../../db/client/port.ts";
import { addDays } from "../../core/calendar/local-date.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import { errorFields } from "../../core/log.ts";
import type { Deps } from "../../deps.ts";
import {
  type DayFile,
  dayResults,
  type DayFiles,
  dayStatements,
  readDayFiles,
} from "../load-days.ts";
import { lastPunchColumn, lastPunchOf } from "../last-punch.ts";
import { type ServedOrganisation, servedCells, servedColumns, servedOf } from "./organisations.ts";
import { type Watch, type Told, watchWrites } from "./watch-writes.ts";
import { stepWatch, type WatchStage } from "./rules/step-watch.ts";

const watchesAtOnce = 500;
/** Up to so many are read one by one; more of an organisation at once are read with everybody else. */
const fewPeople = 8;
/** How far ahead the next shift is looked for, days. */
const aheadDays = 7;

/**
 * Asks who has not come and who has not gone, of all organisations, in slices; costs one indexed look when nothing is due. Safe to
 * repeat: a question has one key, and a watch moves on only from where it was seen.
 */
export async function stepWatches(deps: Deps, now: number): Promise<void> {
  for (let round = 0; round < 40; round++) {
    const [found] = await deps.db.read([
      {
        sql: `select ${servedColumns}, w.employee_id, w.date, w.stage, ${lastPunchColumn} from shift_watches w
          join organisations o on o.id = w.org_id
          join employees e on e.org_id = w.org_id and e.id = w.employee_id
          where w.next_at <= ? order by w.next_at limit ?`,
        params: [now, watchesAtOnce],
      },
    ]);
    const rows = found?.rows ?? [];
    // A watch that is late may be due again at once: its start is over, and its end as well.
    if (rows.length === 0 || !(await stepRows(deps, rows, now))) return;
  }
}

/** @returns false when some of them could not be stepped: they are tried again by the next tick */
async function stepRows(
  deps: Deps,
  rows: readonly (readonly Cell[])[],
  now: number,
): Promise<boolean> {
  let isThrough = true;
  const groups = Map.groupBy(rows, (row) => `${String(row[0])} ${String(row[servedCells + 1])}`);
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const served = servedOf(first);
    const date = String(first[servedCells + 1]) as LocalDate;
    try {
      await stepGroup(deps, { served, date, watches: group.map(watchOf), now });
    } catch (error) {
      isThrough = false;
      deps.log("error", {
        event: "watch_step_failed",
        organisation: served.organisation.id,
        ...errorFields(error),
      });
    }
  }
  return isThrough;
}

const watchOf = (cells: readonly Cell[]): Watch => ({
  employeeId: String(cells[servedCells]),
  stage: cells[servedCells + 2] as WatchStage,
  last: lastPunchOf(cells[servedCells + 3]),
});

interface Group {
  readonly served: ServedOrganisation;
  readonly date: LocalDate;
  readonly watches: readonly Watch[];
  readonly now: number;
}

async function stepGroup(deps: Deps, group: Group): Promise<void> {
  const filesOf = await loadFiles(deps, group);
  const steps = group.watches.map((watch): Told => {
    const known = filesOf(watch.employeeId);
    return { watch, ...(known === null ? gone : stepOne(group, watch, known)) };
  });
  await deps.db.write(watchWrites(deps, { ...group, steps }));
}

const gone = { say: null, stage: "done", nextAt: null } as const;

function stepOne({ served, date, now }: Group, watch: Watch, { file, days }: Known) {
  const [day] = days.derive(file, { from: date, to: date }, now);
  if (day === undefined) return gone;
  const overtime = file.requests.flatMap((one) => (one.kind === "overtime" ? [one.to] : []));
  const step = {
    stage: watch.stage,
    now,
    day,
    overtimeUntil: overtime.length === 0 ? null : Math.max(...overtime),
    ask: served.settings,
  };
  const first = stepWatch({ ...step, nextStart: null });
  if (first.stage !== "again") return first;
  return stepWatch({ ...step, nextStart: nextStartOf(days, file, date, now) });
}

function nextStartOf(
  { derive }: DayFiles,
  file: DayFile,
  date: LocalDate,
  now: number,
): number | null {
  const ahead = derive(file, { from: date, to: addDays(date, aheadDays) }, now);
  const starts = ahead
    .flatMap(({ planned }) => planned.segments.map(({ start }) => start))
    .filter((start) => start > now);
  return starts.length === 0 ? null : Math.min(...starts);
}

interface Known {
  readonly file: DayFile;
  readonly days: DayFiles;
}

/** One read, of the few who are due or of everybody. */
async function loadFiles(
  deps: Deps,
  { served: { organisation }, date, watches }: Group,
): Promise<(employeeId: string) => Known | null> {
  const looksAhead = watches.some(({ stage }) => stage === "end");
  const range = { from: date, to: looksAhead ? addDays(date, aheadDays) : date };
  const whose: (string | null)[] =
    watches.length > fewPeople ? [null] : watches.map(({ employeeId }) => employeeId);
  const results = await deps.db.read(
    whose.flatMap((employeeId) => dayStatements(organisation, employeeId, range)),
  );
  const known = new Map<string, Known>();
  for (const index of whose.keys()) {
    const slice = results.slice(index * dayResults, (index + 1) * dayResults);
    const days = readDayFiles(slice, organisation);
    for (const file of days.files)
      if (file.employee.state === "active") known.set(file.employee.id, { file, days });
  }
  return (employeeId) => known.get(employeeId) ?? null;
}
