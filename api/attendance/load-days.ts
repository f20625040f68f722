import type { Cell, ResultSet, SqlValue, Statement } from "../../db/client/port.ts";
import { keptSince } from "../billing/keeps-time.ts";
import { addDays } from "../core/calendar/local-date.ts";
import type { DateRange, Instant, LocalDate } from "../core/calendar/types.ts";
import { instantAt, localDateOf } from "../core/calendar/zone.ts";
import type { Organisation } from "../core/context.ts";
import { anybody, type Within } from "../core/scope.ts";
import type { Profile } from "../core/words.ts";
import { spanOfCells } from "../requests/load-leave-file.ts";
import { withoutBroken } from "../requests/rules/interrupts.ts";
import { typesOn } from "../requests/rules/types-of.ts";
import type { RequestSpan } from "../requests/rules/types.ts";
import { aroundWork, type WorkedDay } from "../requests/rules/worked-days.ts";
import { planResults, plansOf, planStatements, type Replan } from "../schedule/load-plan.ts";
import { isEffective, punchJson, punchRow, rowsOfJson } from "./punch-cells.ts";
import { boardStatus } from "./rules/board.ts";
import { DEFAULT_PUNCH_SETTINGS } from "./rules/defaults.ts";
import { deriveDays } from "./rules/derive-days.ts";
import { dropTwins } from "./rules/drop-twins.ts";
import { effectivePunches } from "./rules/effective-punches.ts";
import type {
  ApprovedRequest,
  BoardEntry,
  DayResult,
  EffectivePunch,
  PunchRow,
} from "./rules/types.ts";
import { workRulesFrom, workRuleStatement } from "./work-rules.ts";

export interface EmployeeOfDays {
  readonly id: string;
  readonly name: string;
  readonly state: "active" | "ended";
  /** First day of the employment; of a founder the day of their first punch. */
  readonly startedOn: LocalDate;
  readonly endedOn: LocalDate | null;
  /** Employments before the present one, oldest first. */
  readonly before: readonly DateRange[];
}

/** All that days of one employee are derived from. */
export interface DayFile {
  readonly employee: EmployeeOfDays;
  readonly punches: readonly PunchRow[];
  readonly requests: readonly ApprovedRequest[];
}

/** Results that `readDayFiles` takes, before those a caller adds. */
export const dayResults = 4 + planResults;

/**
 * The reads behind days, for one round trip; one day wider on both sides, so that nights are whole. A person's punches come as one
 * cell: twice as fast as a row each.
 * @param employeeId null: everybody who is employed now, or was until a moment in the range
 * @param within whose days the reader sees; others are left out
 */
export function dayStatements(
  organisation: Organisation,
  employeeId: string | null,
  range: DateRange,
  within: Within = anybody,
): Statement[] {
  const wide = widened(range);
  const from = instantAt(wide.from, 0, organisation.timeZone);
  const one = `${employeeId === null ? "(e.state = 'active' or e.ended_at >= ?)" : "e.id = ?"} and ${within.sql}`;
  const whose: SqlValue[] = [organisation.id, employeeId ?? from, ...within.params];
  return [
    {
      sql: `select e.id, e.name, e.state, e.started_on, e.ended_on,
          (select json_group_array(json_array(b.started_on, b.ended_on)) from past_employments b
            where b.org_id = e.org_id and b.employee_id = e.id), ${keptSince}
        from employees e where e.org_id = ? and ${one} order by e.name, e.id`,
      params: whose,
    },
    {
      sql: `select e.id, (select json_group_array(${punchJson}) from punches q
          where q.org_id = e.org_id and q.employee_id = e.id and q.at between ? and ? and ${isEffective})
        from employees e where e.org_id = ? and ${one}`,
      params: [from, instantAt(addDays(wide.to, 1), 0, organisation.timeZone), ...whose],
    },
    {
      sql: `select ${absenceColumns} from employees e
        join requests r on r.org_id = e.org_id and r.employee_id = e.id and r.starts_on <= ? and r.ends_on >= ?
        where e.org_id = ? and ${one} and r.state = 'approved'
          and r.kind in ('leave', 'mission', 'overtime')`,
      params: [wide.to, wide.from, ...whose],
    },
    workRuleStatement(organisation.id),
    ...planStatements(organisation, employeeId, wide),
  ];
}

const widened = ({ from, to }: DateRange): DateRange => ({
  from: addDays(from, -1),
  to: addDays(to, 1),
});

/** Columns of requests `r` that days are derived from. */
const absenceColumns = `r.unit, r.starts_on, r.ends_on, r.start_minute, r.end_minute, json_extract(r.card, '$.part'),
          r.id, r.employee_id, r.type_code, r.minutes_charged, r.time_zone, r.kind, json_extract(r.payload, '$.worked'),
          (select json_extract(t.payload, '$.breaksVacation') from request_types t where t.org_id = r.org_id and t.code = r.type_code)`;

/** A request that waits, to be joined to the reads behind days: see `asApproved`. */
export const waitingStatement = (orgId: string, requestId: string): Statement => ({
  sql: `select ${absenceColumns} from requests r where r.org_id = ? and r.id = ?
    and r.kind in ('leave', 'mission', 'overtime')`,
  params: [orgId, requestId],
});

/** What was read for days, with one request approved or not, whatever it is now. @param waiting of `waitingStatement` */
export function asApproved(
  results: readonly ResultSet[],
  waiting: ResultSet | undefined,
  approved: boolean,
): ResultSet[] {
  const [row] = waiting?.rows ?? [];
  return results.map((result, index) => {
    if (index !== requestResult || row === undefined) return result;
    const others = result.rows.filter((one) => one[6] !== row[6]);
    return { ...result, rows: approved ? [...others, row] : others };
  });
}

/** Place of the requests among the results. */
const requestResult = 2;

export interface DayFiles {
  readonly files: readonly DayFile[];
  /** Days of one file, for the same range as it was read for; `extra` punches count as if they were stored. */
  derive(
    file: DayFile,
    range: DateRange,
    now: number,
    extra?: readonly PunchRow[],
  ): readonly DayResult[];
  /** Whether some day of a file may be of a weekly-flexible shift. */
  hasWeeks(file: DayFile): boolean;
  /** Where somebody is now, when the range read is today. */
  whereabouts(file: DayFile, today: LocalDate, now: number): BoardEntry;
}

/** What was read, per employee, by name. @param replan days as they would be with another roster */
export function readDayFiles(
  results: readonly ResultSet[],
  organisation: Organisation,
  replan?: Replan,
): DayFiles {
  const [people, punches, requests, workRules, ...plans] = results;
  const punchesOf = new Map((punches?.rows ?? []).map(([id, rows]) => [String(id), rows]));
  const requestsOf = Map.groupBy(requests?.rows ?? [], (row) => String(row[7]));
  const planned = plansOf(plans, organisation, replan);
  const rules = workRulesFrom(workRules, organisation);

  const breaking = breaksVacation(organisation.profile, requests?.rows ?? []);

  const inputOf = (file: DayFile, range: DateRange, now: number, extra: readonly PunchRow[]) => ({
    ...range,
    now,
    punches: counted([...file.punches, ...extra]),
    requests: file.requests,
    roster: planned.of(file.employee.id, widened(range)),
    rules,
  });

  return {
    files: (people?.rows ?? []).map((row) => {
      const employee = employeeOf(row, organisation);
      return {
        employee,
        punches: rowsOfJson(punchesOf.get(employee.id)).map(punchRow),
        requests: withoutBroken(
          (requestsOf.get(employee.id) ?? []).flatMap(approvedRequests),
          breaking,
        ),
      };
    }),
    derive: (file, range, now, extra = []) => deriveDays(inputOf(file, range, now, extra)),
    hasWeeks: ({ employee }) =>
      planned
        .roster(employee.id)
        .versions.some(({ pattern }) => pattern.kind === "weekly_flexible"),
    whereabouts: (file, today, now) =>
      boardStatus(inputOf(file, { from: today, to: today }, now, [])),
  };
}

/** Kinds of leave that take days out of others, by law and by the organisation: who falls ill is not on vacation (ATT F10). */
const breaksVacation = (
  profile: Profile,
  absences: readonly (readonly Cell[])[],
): ReadonlySet<string> =>
  new Set([
    ...typesOn(profile, "9999-12-31").flatMap((type) => (type.breaksVacation ? [type.code] : [])),
    ...absences.flatMap((row) => (row[13] === 1 ? [String(row[8])] : [])),
  ]);
/** Rows of the log → the punches a day is made of. */
const counted = (rows: readonly PunchRow[]): EffectivePunch[] =>
  dropTwins(effectivePunches(rows), DEFAULT_PUNCH_SETTINGS.dedupeSeconds);

const employeeOf = (row: readonly Cell[], { timeZone }: Organisation): EmployeeOfDays => ({
  id: String(row[0]),
  name: String(row[1]),
  state: row[2] === "ended" ? "ended" : "active",
  startedOn: firstDay(row[3] as LocalDate, row[6] as number | null, timeZone),
  endedOn: row[4] as LocalDate | null,
  before: (JSON.parse(String(row[5])) as [LocalDate, LocalDate][])
    .map(([from, to]) => ({ from, to }))
    .toSorted((a, b) => a.from.localeCompare(b.from)),
});

/** Of who kept no time before: the day of the first punch. */
function firstDay(startedOn: LocalDate, since: number | null, timeZone: string): LocalDate {
  const first = since === null ? startedOn : localDateOf(since, timeZone);
  return first > startedOn ? first : startedOn;
}

/** An absence as it holds: hours that were worked on it and came back are no part of it (ATT F22). */
function approvedRequests(row: readonly Cell[]): ApprovedRequest[] {
  const request = approvedRequest(row);
  if (request.kind === "overtime" || typeof row[12] !== "string") return [request];
  return aroundWork(request, JSON.parse(row[12]) as WorkedDay[], String(row[10]));
}

function approvedRequest(row: readonly Cell[]): ApprovedRequest {
  const span = spanOfCells(row.slice(0, 5), row[5]);
  const requestId = String(row[6]);
  const zone = String(row[10]);
  const kind = row[11] as ApprovedRequest["kind"];
  if (kind === "overtime") return { kind, requestId, ...instantsOf(span, zone) };
  const of = { kind, requestId, leaveType: kind === "leave" ? (row[8] as string | null) : null };
  if (span.unit === "day") return { ...of, unit: "day", from: span.from, to: span.to };
  if (span.unit === "half_day") return { ...of, ...span, minutes: Number(row[9]) };
  return { ...of, unit: "hour", ...instantsOf(span, zone) };
}

/** Overtime of a whole day is allowed from its midnight to the next. */
function instantsOf(span: RequestSpan, zone: string): { from: Instant; to: Instant } {
  if (span.unit === "hour")
    return {
      from: instantAt(span.date, span.fromMinute, zone),
      to: instantAt(span.date, span.toMinute, zone),
    };
  const { from, to } = span.unit === "day" ? span : { from: span.date, to: span.date };
  return { from: instantAt(from, 0, zone), to: instantAt(addDays(to, 1), 0, zone) };
}
