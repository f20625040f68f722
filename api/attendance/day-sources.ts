import type { ResultSet, Statement } from "../../db/client/port.ts";
import { addDays } from "../core/calendar/local-date.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import type { Organisation } from "../core/context.ts";
import type { DayResult } from "./rules/types.ts";

/** What the lines of a day refer to by id, in words: which shift and which rules since when, which requests. */
export interface DaySources {
  readonly shift: {
    readonly versionId: string;
    readonly name: string;
    readonly validFrom: LocalDate;
  } | null;
  /** Null: the law pack's own rules. */
  readonly workRule: { readonly id: string; readonly validFrom: LocalDate } | null;
  readonly requests: readonly {
    readonly id: string;
    readonly kind: string;
    readonly typeCode: string;
    readonly typeName: string | null;
  }[];
}

export const noSources: DaySources = { shift: null, workRule: null, requests: [] };

/** To be read with the day. A night may end the day after. */
export const sourceStatements = (
  { id }: Organisation,
  employeeId: string,
  date: LocalDate,
): Statement[] => [
  {
    sql: `select v.id, s.name, v.valid_from from shift_versions v
      join shifts s on s.org_id = v.org_id and s.id = v.shift_id where v.org_id = ? and v.valid_from <= ?`,
    params: [id, date],
  },
  {
    sql: `select r.id, r.kind, r.type_code, t.name from requests r
      left join request_types t on t.org_id = r.org_id and t.code = r.type_code
      where r.org_id = ? and r.employee_id = ? and r.state = 'approved' and r.starts_on <= ? and r.ends_on >= ?`,
    params: [id, employeeId, addDays(date, 1), addDays(date, -1)],
  },
];

/** @param results of `sourceStatements` */
export function sourcesOf([versions, requests]: readonly ResultSet[], day: DayResult): DaySources {
  const version = versions?.rows.find(([id]) => id === day.planned.shiftVersionId);
  const named = new Set(
    day.lines.flatMap(({ why }) => (why.requestId === undefined ? [] : [why.requestId])),
  );
  const { id, validFrom } = day.workRule;
  return {
    shift: version
      ? {
          versionId: String(version[0]),
          name: String(version[1]),
          validFrom: version[2] as LocalDate,
        }
      : null,
    workRule: id === null ? null : { id, validFrom },
    requests: (requests?.rows ?? [])
      .filter(([requestId]) => named.has(String(requestId)))
      .map((row) => ({
        id: String(row[0]),
        kind: String(row[1]),
        typeCode: String(row[2]),
        typeName: row[3] === null ? null : String(row[3]),
      })),
  };
}
