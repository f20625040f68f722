import type { ResultSet, SqlValue, Statement } from "../../../db/client/port.ts";
import { punchCells, punchColumns, punchRow } from "../punch-cells.ts";
import type { StoredPunchRow } from "./rules/change-rows.ts";

/** A row, and whether it is the last of its chain. */
const columns = `${punchColumns}, not exists (select 1 from punches v where v.org_id = q.org_id and v.supersedes_id = q.id),
  q.employee_id, q.receipt`;

export interface KnownRow extends StoredPunchRow {
  readonly employeeId: string;
  readonly receipt: string | null;
}

/** Rows of one employee by id. */
export const rowsById = (orgId: string, employeeId: string, ids: readonly string[]): Statement => ({
  sql: `select ${columns} from json_each(?) j cross join punches q on q.org_id = ? and q.id = j.value
    where q.employee_id = ?`,
  params: [JSON.stringify(ids), orgId, employeeId],
});

/** The rows of one change, of one employee or of everybody, with what they took the place of. */
export function rowsOfReference(
  orgId: string,
  reference: string,
  employeeId: string | null,
): [Statement, Statement] {
  const whose = employeeId === null ? "" : " and r.employee_id = ?";
  const params: SqlValue[] = [orgId, reference, ...(employeeId === null ? [] : [employeeId])];
  return [
    {
      sql: `select ${columns.replaceAll("q.", "r.")} from punches r where r.org_id = ? and r.reference = ?${whose}
        order by r.at, r.id`,
      params,
    },
    {
      sql: `select ${columns} from punches r cross join punches q on q.org_id = r.org_id and q.id = r.supersedes_id
        where r.org_id = ? and r.reference = ?${whose}`,
      params,
    },
  ];
}

export const knownRows = (result: ResultSet | undefined): KnownRow[] =>
  (result?.rows ?? []).map((cells) => {
    const [isHead, employeeId, receipt] = cells.slice(punchCells);
    return {
      ...punchRow(cells),
      isHead: isHead === 1,
      employeeId: String(employeeId),
      receipt: (receipt ?? null) as string | null,
    };
  });

export const byId = <Row extends { readonly id: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, Row> => new Map(rows.map((row) => [row.id, row]));
