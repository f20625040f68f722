import type { Statement } from "../../db/client/port.ts";
import { addDays } from "../core/calendar/local-date.ts";
import { periodRange } from "../core/calendar/period.ts";
import type { LocalDate, PeriodKey } from "../core/calendar/types.ts";
import { instantAt, localDateOf } from "../core/calendar/zone.ts";
import type { Organisation } from "../core/context.ts";
import type { Within } from "../core/scope.ts";
import type { Deps } from "../deps.ts";
import { monthResults, monthStatements, type PersonMonth, readMonths } from "./read-months.ts";
import { type ItemAnswer, type Objection, type OpenItem, openItems } from "./rules/open-items.ts";

/** A month of one person with all that is not settled about it. */
export interface PersonFile extends PersonMonth {
  readonly items: readonly OpenItem[];
  readonly objections: readonly Objection[];
  /** Rows of the log of the month: those that count, and those that took the place of others. */
  readonly punchIds: readonly string[];
}

export interface FilesOf {
  readonly organisation: Organisation;
  readonly period: PeriodKey;
  readonly employeeIds: readonly string[];
  readonly askMinutes: number;
  /** Whose months the reader sees; others are left out. */
  readonly within?: Within;
  /** As it would be if the month were open. */
  readonly derive?: "always";
}

/** People read at once: a slice of a thousand's month is some ten megabytes. */
export const sliceSize = 40;

/** The months of a slice of people and what is open in them. One round trip. */
export async function loadFiles({ db, clock }: Deps, of: FilesOf): Promise<PersonFile[]> {
  const results = await db.read([
    ...monthStatements(of.organisation, of.employeeIds, of.period, of.within),
    ...openStatements(of),
  ]);
  const months = monthResults(of.employeeIds.length);
  const [answered, pending, objected, logged] = results.slice(months);
  const now = clock();
  const answersOf = Map.groupBy(answered?.rows ?? [], ([id]) => String(id));
  const pendingOf = Map.groupBy(pending?.rows ?? [], ([id]) => String(id));
  const objectionsOf = Map.groupBy(objected?.rows ?? [], ([id]) => String(id));
  const loggedBy = Map.groupBy(logged?.rows ?? [], ([id]) => String(id));
  const { timeZone } = of.organisation;
  return readMonths(results.slice(0, months), { ...of, now }).map((month) => {
    const { id } = month.employee;
    const objections = (objectionsOf.get(id) ?? []).map(([, punchId, at, text]) => ({
      punchId: String(punchId),
      date: dayOfPunch(month, String(punchId)) ?? localDateOf(Number(at), timeZone),
      text: text as string | null,
    }));
    return {
      ...month,
      objections,
      punchIds: (loggedBy.get(id) ?? []).map(([, punchId]) => String(punchId)),
      items: openItems({
        days: month.days,
        askMinutes: of.askMinutes,
        objections,
        answers: new Map(
          (answersOf.get(id) ?? []).map(([, item, answer]) => [String(item), answer as ItemAnswer]),
        ),
        pending: (pendingOf.get(id) ?? []).map(([, requestId, from, to]) => ({
          id: String(requestId),
          from: from as LocalDate,
          to: to as LocalDate,
        })),
      }),
    };
  });
}

const dayOfPunch = ({ days }: PersonMonth, punchId: string): LocalDate | undefined =>
  days.find(({ sessions }) =>
    sessions.some((session) => session.in.id === punchId || session.out?.id === punchId),
  )?.date;

/** Answers, requests that wait, objections that stand, rows of the log; the employee first in every row. */
function openStatements({ organisation, period, employeeIds }: FilesOf): Statement[] {
  const { id: orgId, timeZone, calendar } = organisation;
  const { from, to } = periodRange(period, calendar);
  const span = [instantAt(from, 0, timeZone), instantAt(addDays(to, 1), 0, timeZone)];
  const people = JSON.stringify(employeeIds);
  return [
    {
      sql: `select a.employee_id, a.item, a.answer from json_each(?) j
        cross join period_answers a on a.org_id = ? and a.employee_id = j.value and a.period = ? order by a.id`,
      params: [people, orgId, period],
    },
    {
      sql: `select r.employee_id, r.id, r.starts_on, r.ends_on from json_each(?) j
        cross join requests r on r.org_id = ? and r.employee_id = j.value
          and r.starts_on <= ? and r.ends_on >= ? and r.state = 'pending' order by r.id`,
      params: [people, orgId, to, from],
    },
    {
      sql: `select c.employee_id, c.punch_id, q.at, c.text from json_each(?) j
        cross join change_answers c on c.org_id = ? and c.employee_id = j.value and c.answer = 'objected' and c.settled_at is null
        join punches q on q.org_id = c.org_id and q.id = c.punch_id and q.at >= ? and q.at < ? order by q.at, q.id`,
      params: [people, orgId, ...span],
    },
    {
      sql: `select q.employee_id, q.id from json_each(?) j
        cross join punches q on q.org_id = ? and q.employee_id = j.value and q.at >= ? and q.at < ? order by q.at, q.id`,
      params: [people, orgId, ...span],
    },
  ];
}

/** In slices, so that memory does not grow with the organisation. */
export async function* filesInSlices(
  deps: Deps,
  of: FilesOf,
): AsyncGenerator<readonly PersonFile[]> {
  for (let first = 0; first < of.employeeIds.length; first += sliceSize)
    yield await loadFiles(deps, {
      ...of,
      employeeIds: of.employeeIds.slice(first, first + sliceSize),
    });
}
