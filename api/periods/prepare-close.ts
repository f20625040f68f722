import type { Statement } from "../../db/client/port.ts";
import { settingsOf, settingsStatement } from "../attendance/settings.ts";
import type { DayTotals } from "../attendance/rules/types.ts";
import { periodRange, shiftPeriod } from "../core/calendar/period.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import type { Organisation } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";
import type { Deps } from "../deps.ts";
import { type BuiltLine, buildLine } from "./build-lines.ts";
import { employedIn } from "./employed-in.ts";
import {
  carriedOf,
  carriedStatement,
  endOfPeriod,
  loadPeriods,
  type PeriodRow,
} from "./load-period.ts";
import { filesInSlices } from "./person-files.ts";
import { noTotals } from "./rules/pack-days.ts";
import { snapshotHash } from "./rules/snapshot.ts";
import { addTotals } from "./rules/totals.ts";
import type { CarriedAdjustment } from "./snapshot-line.ts";

/** What a close would keep, without the lines. */
export interface PreparedClose {
  readonly row: PeriodRow;
  readonly hash: string;
  readonly people: number;
  /** Adjustments that the month carries. */
  readonly carried: number;
  /** Changes with every answer and objection. */
  readonly said: string;
  readonly totals: DayTotals;
  /** People with an objection that stands: closed as disputed (ATT J7). */
  readonly disputed: readonly { readonly employeeId: string; readonly name: string }[];
  /** Items nobody has settled: closed as they are. */
  readonly left: number;
  /** Who is still at work on a day of the month: nothing can be closed before that. */
  readonly running: readonly { readonly employeeId: string; readonly name: string }[];
}

/**
 * The month that may be closed next.
 * @throws {Refusal} `not_found`, `period_closed`, `period_not_over`, `earlier_period_open`
 */
export async function closablePeriod(
  { db, clock }: Deps,
  organisation: Organisation,
  period: PeriodKey,
): Promise<PeriodRow> {
  const rows = await loadPeriods(db, organisation.id);
  if (clock() < endOfPeriod(period, organisation)) throw new Refusal("period_not_over");
  const row = rows.find((one) => one.period === period);
  if (row === undefined) throw new Refusal("not_found");
  if (row.state === "closed") throw new Refusal("period_closed");
  const before = shiftPeriod(period, -1);
  const earlier =
    rows.find((one) => one.period === before) ?? rows.find((one) => one.period < period);
  if (earlier !== undefined && (earlier.state !== "closed" || earlier.period !== before))
    throw new Refusal("earlier_period_open", { period: earlier.period });
  return row;
}

/**
 * Reckons a whole month in slices and adds it up; what becomes of each slice of lines is the caller's: a preview keeps
 * nothing, a close keeps them as a draft. So what is shown and what is closed come from one path.
 */
export async function prepareClose(
  deps: Deps,
  organisation: Organisation,
  row: PeriodRow,
  keep: (lines: readonly BuiltLine[]) => Promise<void> = () => Promise.resolve(),
): Promise<PreparedClose> {
  const { period } = row;
  const [employed, stored, carried, said] = await deps.db.read([
    employedIn(organisation, periodRange(period, organisation.calendar)),
    settingsStatement(organisation.id),
    carriedStatement(organisation.id, period, null),
    saidStatement(organisation.id, period),
  ]);
  const askMinutes = settingsOf(stored?.rows[0]?.[0]).closeAskMinutes;
  const carriedBy = Map.groupBy((carried?.rows ?? []).map(carriedOf), (one) => one.employeeId);
  const month = { employeeIds: idsOf(employed?.rows, carriedBy), organisation, period, askMinutes };
  const hashes: { employeeId: string; hash: string }[] = [];
  const disputed: { employeeId: string; name: string }[] = [];
  const running: { employeeId: string; name: string }[] = [];
  let totals: DayTotals = noTotals;
  let left = 0;
  for await (const files of filesInSlices(deps, month)) {
    const lines = await Promise.all(
      files.map((file) =>
        buildLine(file, period, (carriedBy.get(file.employee.id) ?? []).map(adjustmentOf)),
      ),
    );
    await keep(lines);
    for (const line of lines) {
      const { employeeId, name, hash } = line;
      hashes.push({ employeeId, hash });
      if (line.disputes > 0) disputed.push({ employeeId, name });
      if (line.isRunning) running.push({ employeeId, name });
      left += line.left - line.disputes;
    }
    totals = addTotals([totals, ...lines.map((line) => line.totals)]);
  }
  const hash = await snapshotHash(organisation.id, period, hashes);
  return {
    row,
    hash,
    people: hashes.length,
    carried: carried?.rows.length ?? 0,
    said: String(said?.rows[0]?.[0]),
    totals,
    disputed,
    left,
    running,
  };
}

/** What people have said of a month until now, as one mark. */
export const saidStatement = (orgId: string, period: PeriodKey): Statement => ({
  sql: `select (select count(*) from period_answers where org_id = ? and period = ?) || ':' ||
    (select count(*) || ':' || coalesce(sum(version), 0) from change_answers where org_id = ?)`,
  params: [orgId, period, orgId],
});

/** Who worked in the month, and for whom it carries something of before. */
function idsOf(
  employed: readonly (readonly unknown[])[] = [],
  carried: ReadonlyMap<string, unknown>,
): string[] {
  return [...new Set([...employed.map(([id]) => String(id)), ...carried.keys()])].toSorted();
}

const adjustmentOf = ({
  date,
  closedPeriod,
  delta,
  reference,
}: CarriedAdjustment): CarriedAdjustment => ({ date, closedPeriod, delta, reference });
