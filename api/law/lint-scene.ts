import type { ResultSet, Statement } from "../../db/client/port.ts";
import { wholeSpan } from "../attendance/employed-days.ts";
import { dayResults, dayStatements, readDayFiles } from "../attendance/load-days.ts";
import { addDays } from "../core/calendar/local-date.ts";
import type { DateRange, LawProfile, LocalDate } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { Organisation } from "../core/context.ts";
import type { Within } from "../core/scope.ts";
import type { Replan } from "../schedule/load-plan.ts";
import { lint } from "./rules/lint.ts";
import { lintDays } from "./rules/lint-days.ts";
import type { LawWarning, LintPerson, LintVacation } from "./rules/lint/types.ts";

/** Limits look this far around what is asked about: four weeks of rotation, weeks of rest. */
const around = 34;

/** Results that `readLintScene` takes, before those a caller adds. */
export const lintResults = dayResults + 1;

/** The days the law looks at around a range; Russia counts overtime from the first of January. */
function lintRange({ from, to }: DateRange): DateRange {
  const january: LocalDate = `${Number(from.slice(0, 4))}-01-01`;
  const near = addDays(from, -around);
  return { from: january < near ? january : near, to: addDays(to, around) };
}

/** The reads behind warnings about one employee, for one round trip. */
export const lintStatements = (
  organisation: Organisation,
  employeeId: string,
  range: DateRange,
  within?: Within,
): Statement[] => [
  ...dayStatements(organisation, employeeId, lintRange(range), within),
  {
    sql: `select e.birth_date, e.work_mode, e.law_profile,
        (select json_group_array(v.id) from shift_versions v where v.org_id = e.org_id
          and json_extract(v.pattern, '$.kind') in ('rotating', 'rota'))
      from employees e where e.org_id = ? and e.id = ?`,
    params: [organisation.id, employeeId],
  },
];

export interface LintScene {
  readonly profile: LawProfile;
  readonly startedOn: LocalDate;
  /** Warnings of all days that were read. @param results the reads for days, perhaps with another request approved. @param replan with another roster */
  warnings(
    results: readonly ResultSet[],
    vacation?: LintVacation,
    replan?: Replan,
  ): readonly LawWarning[];
}

/** What was read; null when there is no such employee. */
export function readLintScene(
  results: readonly ResultSet[],
  organisation: Organisation,
  range: DateRange,
  now: number,
): LintScene | null {
  const [row] = results[dayResults]?.rows ?? [];
  const [known] = readDayFiles(results.slice(0, dayResults), organisation).files;
  if (row === undefined || known === undefined) return null;
  const profile = (row[2] ?? organisation.profile) as LawProfile;
  const [birthDate, mode] = [row[0] as LocalDate | null, row[1] as string | null];
  const turning = new Set(JSON.parse(String(row[3])) as string[]);
  const employed = wholeSpan(known.employee, localDateOf(now, organisation.timeZone));
  const wanted = lintRange(range);
  const { startedOn } = known.employee;
  const read: DateRange = {
    from: wanted.from > startedOn ? wanted.from : startedOn,
    to: wanted.to < employed.to ? wanted.to : employed.to,
  };
  return {
    profile,
    startedOn,
    warnings(own, vacation, replan) {
      const { files, derive } = readDayFiles(own.slice(0, dayResults), organisation, replan);
      const [file] = files;
      if (file === undefined || read.from > read.to) return [];
      const days = derive(file, read, now);
      const overtime = file.requests.filter((request) => request.kind === "overtime");
      const turns = days.some(({ planned }) => turning.has(planned.shiftVersionId ?? ""));
      const person: LintPerson = {
        birthDate,
        rotating: mode === null ? turns : mode === "rotating",
        summed: mode === null ? turns : mode === "summed",
        hardWork: false,
      };
      return lint({
        profile,
        days: lintDays(days, overtime, profile),
        person,
        overtimeBefore: 0,
        ...(vacation === undefined ? {} : { vacation }),
      });
    },
  };
}
