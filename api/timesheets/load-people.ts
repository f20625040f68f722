import type { Cell, ResultSet, Statement } from "../../db/client/port.ts";
import { addDays, datesOf } from "../core/calendar/local-date.ts";
import type { DateRange, LocalDate, PeriodKey } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { Organisation } from "../core/context.ts";
import type { Within } from "../core/scope.ts";
import type { Deps } from "../deps.ts";
import { monthResults, monthStatements, readMonths } from "../periods/read-months.ts";
import type { DayResult } from "../attendance/rules/types.ts";
import { ownTypesOf, ownTypesStatement } from "../requests/load-types.ts";
import { typesOn } from "../requests/rules/types-of.ts";
import type { RequestType } from "../requests/rules/request-type.ts";
import { dayRecord, type DayRecordOf, type LeavePay, outside } from "./rules/day-record.ts";
import type { PersonMonth } from "./rules/person-month.ts";
import type { UnitStint } from "./rules/unit-stints.ts";

/** A person's dates, and the units they were in. */
export interface LoadedPerson {
  readonly month: PersonMonth;
  readonly stints: readonly UnitStint[];
}

export interface Wanted {
  readonly organisation: Organisation;
  readonly period: PeriodKey;
  /** The dates of the sheet: the month, or its first half. */
  readonly range: DateRange;
  readonly now: number;
  /** Days of a closed month that changed afterwards are shown as they are now: a corrective version (ATT J2). */
  readonly corrects: boolean;
  /** Whom the reader sees; others are left out. */
  readonly within?: Within;
}

/**
 * Some people's dates, in the order asked for: from the snapshot when the month is closed, else derived now. One round trip;
 * give few people at a time, since memory grows with them.
 */
export async function loadPeople(
  deps: Pick<Deps, "db">,
  wanted: Wanted,
  employeeIds: readonly string[],
): Promise<LoadedPerson[]> {
  const { organisation, period, range, now } = wanted;
  const results = await deps.db.read([
    ...monthStatements(organisation, employeeIds, period, wanted.within),
    ...factStatements(organisation.id, employeeIds, range, period),
  ]);
  const read = results.slice(0, monthResults(employeeIds.length));
  const facts = results.slice(monthResults(employeeIds.length));
  const of = { organisation, employeeIds, period, now };
  const months = readMonths(read, of);
  const changed = wanted.corrects ? changedDates(facts[3]) : new Map<string, Set<LocalDate>>();
  const fresh =
    changed.size === 0
      ? new Map<string, readonly DayResult[]>()
      : new Map(
          readMonths(read, { ...of, derive: "always" }).map(({ employee, days }) => [
            employee.id,
            days,
          ]),
        );
  const people = new Map((facts[0]?.rows ?? []).map((row) => [String(row[0]), row]));
  const types = typesFrom(organisation, range, facts[2]);
  const typeOfRequest = new Map(
    (facts[1]?.rows ?? []).map(([id, code]) => [String(id), String(code)]),
  );
  return months.flatMap(({ employee, days, line }) => {
    const row = people.get(employee.id);
    if (row === undefined) return [];
    const saidOf = new Map((line?.marks ?? []).map(({ date, mark }) => [date, mark] as const));
    const recordOf: DayRecordOf = {
      ...types,
      profile: organisation.profile,
      today: localDateOf(now, organisation.timeZone),
      typeOfRequest,
      saidOf,
    };
    const shown = replaced(days, fresh.get(employee.id) ?? [], changed.get(employee.id));
    const byDate = new Map(shown.map((day) => [day.date, day]));
    const stints = stintsOf(row, range);
    const month: PersonMonth = {
      employeeId: employee.id,
      name: line?.employee.name ?? employee.name,
      position: textOrNull(row[2]),
      personnelNumber: textOrNull(row[1]),
      unit: stints.at(-1)?.unit ?? null,
      days: datesOf(range).map((date) => {
        const day = byDate.get(date);
        return day === undefined ? outside(date) : dayRecord(day, recordOf);
      }),
    };
    return [{ month, stints }];
  });
}

const textOrNull = (cell: Cell | undefined): string | null =>
  cell === null || cell === undefined || cell === "" ? null : String(cell);

/** Days with those that changed in the place of the old ones. */
const replaced = (
  days: readonly DayResult[],
  fresh: readonly DayResult[],
  changed: ReadonlySet<LocalDate> | undefined,
): readonly DayResult[] =>
  changed === undefined
    ? days
    : [
        ...days.filter(({ date }) => !changed.has(date)),
        ...fresh.filter(({ date }) => changed.has(date)),
      ];

/** Position and units of people, types of their requests, the organisation's own types, days changed after the close. */
function factStatements(
  orgId: string,
  employeeIds: readonly string[],
  { from, to }: DateRange,
  period: PeriodKey,
): Statement[] {
  const ids = JSON.stringify(employeeIds);
  return [
    {
      sql: `select e.id, e.personnel_number, e.position, g.name,
          (select json_group_array(json_array(h.valid_to, p.name)) from past_groups h
            left join groups p on p.org_id = h.org_id and p.id = h.group_id
            where h.org_id = e.org_id and h.employee_id = e.id)
        from employees e left join groups g on g.org_id = e.org_id and g.id = e.group_id
        where e.org_id = ? and e.id in (select value from json_each(?))`,
      params: [orgId, ids],
    },
    {
      sql: `select id, type_code from requests where org_id = ? and type_code is not null
          and employee_id in (select value from json_each(?)) and starts_on <= ? and ends_on >= ?`,
      params: [orgId, ids, to, from],
    },
    ownTypesStatement(orgId, true),
    {
      sql: `select distinct employee_id, date from period_adjustments where org_id = ? and closed_period = ?
          and employee_id in (select value from json_each(?))`,
      params: [orgId, period, ids],
    },
  ];
}

/** Units from the first date to the last, oldest first; a change counts from the day after it. */
function stintsOf(row: readonly Cell[], range: DateRange): UnitStint[] {
  const past = (JSON.parse(String(row[4])) as [LocalDate, string | null][]).toSorted((a, b) =>
    a[0].localeCompare(b[0]),
  );
  const stints: UnitStint[] = [];
  let from = range.from;
  for (const [until, unit] of past) {
    if (until < from) continue;
    if (until >= range.to) return [...stints, { unit, from, to: range.to }];
    stints.push({ unit, from, to: until });
    from = addDays(until, 1);
  }
  return [...stints, { unit: textOrNull(row[3]), from, to: range.to }];
}

function changedDates(found: ResultSet | undefined): Map<string, Set<LocalDate>> {
  const dates = new Map<string, Set<LocalDate>>();
  for (const [id, date] of found?.rows ?? []) {
    const own = dates.get(String(id)) ?? new Set<LocalDate>();
    dates.set(String(id), own.add(date as LocalDate));
  }
  return dates;
}

function typesFrom(organisation: Organisation, range: DateRange, found: ResultSet | undefined) {
  const own = ownTypesOf(found);
  const all = typesOn(organisation.profile, range.to, own);
  return {
    payOfType: new Map(all.map((type) => [type.code, payOf(type)] as const)),
    ownCodes: new Map(own.map(({ code, code13 }) => [code, code13] as const)),
  };
}

/** Sickness and birth are paid by the insurance. */
const payOf = ({ paid, code13 }: RequestType): LeavePay => {
  if (code13 === "Б" || code13 === "Т" || code13 === "Р") return "sick";
  return paid ? "paid" : "unpaid";
};
