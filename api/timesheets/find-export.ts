import type { MemberContext } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";
import { exportColumns, exportRow, type ExportRow, exportStatement } from "./export-row.ts";

/** An export of the open organisation. @throws {Refusal} `not_found` */
export async function findExport({ deps, member }: MemberContext, id: string): Promise<ExportRow> {
  const [found] = await deps.db.read([exportStatement(member.organisation.id, id)]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return exportRow(row);
}

const shownAtOnce = 8;

/** The newest exports of the organisation. */
export async function listExports({ deps, member }: MemberContext): Promise<ExportRow[]> {
  const [found] = await deps.db.read([
    {
      sql: `select ${exportColumns} from exports where org_id = ? order by id desc limit ?`,
      params: [member.organisation.id, shownAtOnce],
    },
  ]);
  return (found?.rows ?? []).map(exportRow);
}
