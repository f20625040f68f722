import type { Statement } from "../../../db/client/port.ts";
import type { RosterException, RosterSource, ShiftSegment } from "../../attendance/rules/types.ts";
import { addDays } from "../../core/calendar/local-date.ts";
import { isWorkingDay } from "../../core/calendar/official-days.ts";
import type { DateRange, LocalDate } from "../../core/calendar/types.ts";
import { localDateOf } from "../../core/calendar/zone.ts";
import type { MemberContext } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import type { ShiftVersion } from "../../attendance/rules/types.ts";
import type { Roster } from "../load-roster.ts";
import type { RangePlans } from "../read-plans.ts";
import { firstOverlap } from "../rules/wall-segments.ts";
import { refuseClosed } from "./closed-periods.ts";

/** What one employee does on one date from now on; null segments: what the plan says. */
export interface DayRow {
  readonly employeeId: string;
  readonly date: LocalDate;
  readonly segments: readonly ShiftSegment[] | null;
  readonly shiftId: string | null;
  readonly source: RosterSource;
  readonly substituteFor: LocalDate | null;
}

export interface DayEmployee {
  readonly id: string;
  readonly name: string;
  readonly startedOn: LocalDate;
  readonly endedOn: LocalDate | null;
}

/** How far ahead days are planned by hand. */
const aheadDays = 366;

export const rangeOf = (dates: readonly LocalDate[]): DateRange => {
  const sorted = dates.toSorted();
  const [from] = sorted;
  const to = sorted.at(-1);
  if (from === undefined || to === undefined) throw new Refusal("nothing_changes");
  return { from, to };
};

/** The people rows are about. @throws {Refusal} `not_found` */
export async function readDayEmployees(
  ctx: MemberContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DayEmployee>> {
  const wanted = [...new Set(ids)];
  const [found] = await ctx.deps.db.read([
    {
      sql: `select id, name, started_on, ended_on from employees
        where org_id = ? and id in (select value from json_each(?))`,
      params: [ctx.member.organisation.id, JSON.stringify(wanted)],
    },
  ]);
  const people = (found?.rows ?? []).map((row) => ({
    id: String(row[0]),
    name: String(row[1]),
    startedOn: row[2] as LocalDate,
    endedOn: row[3] as LocalDate | null,
  }));
  if (people.length < wanted.length) throw new Refusal("not_found");
  return new Map(people.map((person) => [person.id, person]));
}

/**
 * Stops rows that can't be: outside the employment, in a closed month, too far ahead, into the hours of the day before or after,
 * a day off for a day that was no rest.
 * @throws {Refusal} `outside_employment`, `period_closed`, `date_out_of_range`, `shifts_overlap`, `not_a_rest_day`
 */
export async function refuseRows(
  ctx: MemberContext,
  rows: readonly DayRow[],
  people: ReadonlyMap<string, DayEmployee>,
  plans: RangePlans,
  replan: (employeeId: string, roster: Roster) => Roster,
): Promise<void> {
  const today = localDateOf(ctx.deps.clock(), ctx.member.organisation.timeZone);
  for (const { employeeId, date } of rows) {
    if (date > addDays(today, aheadDays)) throw new Refusal("date_out_of_range");
    const person = people.get(employeeId);
    if (person === undefined) throw new Refusal("not_found");
    const { startedOn, endedOn } = person;
    if (date < startedOn || (endedOn !== null && date > endedOn))
      throw new Refusal("outside_employment", { from: startedOn, to: endedOn });
  }
  await refuseClosed(
    ctx,
    rows.map(({ date }) => ({ from: date, to: date })),
  );
  for (const [employeeId, own] of Map.groupBy(rows, (row) => row.employeeId)) {
    const after = plans.days(employeeId, replan(employeeId, plans.roster(employeeId)));
    const touched = new Set(own.flatMap(({ date }) => [addDays(date, -1), date]));
    const overlap = firstOverlap(after);
    const name = people.get(employeeId)?.name ?? "";
    if (overlap !== null && touched.has(overlap.date))
      throw new Refusal("shifts_overlap", { name, date: overlap.date });
    for (const { substituteFor } of own) {
      const rest = after.find(({ date }) => date === substituteFor);
      if (substituteFor === null || rest === undefined) continue;
      if (isWorkingDay(rest.official) && !rest.restDay) throw new Refusal("not_a_rest_day");
    }
  }
}

/** The roster as it is with the rows. @param versions of the shifts that rows name */
export const withRows =
  (rows: readonly DayRow[], versions: readonly ShiftVersion[] = []) =>
  (employeeId: string, roster: Roster): Roster => {
    const own = new Map(
      rows.filter((row) => row.employeeId === employeeId).map((row) => [row.date, row]),
    );
    if (own.size === 0) return roster;
    const added = [...own.values()].flatMap((row): RosterException[] =>
      row.segments === null ? [] : [{ ...row, id: newRow, segments: row.segments }],
    );
    const known = new Set(roster.versions.map(({ shiftId }) => shiftId));
    return {
      ...roster,
      versions: [...roster.versions, ...versions.filter(({ shiftId }) => !known.has(shiftId))],
      exceptions: [...roster.exceptions.filter(({ date }) => !own.has(date)), ...added],
    };
  };

const newRow = "new";

/** The writes of one batch. @param reference names the batch */
export const rowStatements = (
  ctx: MemberContext,
  rows: readonly DayRow[],
  reference: string,
  note: string | null = null,
): Statement[] =>
  rows.map((row) => ({
    sql: `insert into roster_days (org_id, id, employee_id, date, segments, shift_id, source, reference, substitute_for, note,
        created_by, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    params: [
      ctx.member.organisation.id,
      ctx.deps.ids(),
      row.employeeId,
      row.date,
      row.segments === null ? null : JSON.stringify(row.segments),
      row.shiftId,
      row.source,
      reference,
      row.substituteFor,
      note,
      ctx.member.employeeId,
      ctx.deps.clock(),
    ],
  }));

/** Whose days a batch changes, for the message to each. */
export const toldOf = (rows: readonly DayRow[]) =>
  [...Map.groupBy(rows, (row) => row.employeeId)].map(([employeeId, own]) => ({
    employeeId,
    dates: own.map(({ date }) => date).toSorted(),
  }));
