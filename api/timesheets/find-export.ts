import type { MemberContext } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";
import { isWithin } from "../core/scope.ts";
import { exportColumns, exportRow, type ExportRow, exportStatement } from "./export-row.ts";

/** An export of the open organisation that the member may read. @throws {Refusal} `not_found` */
export async function findExport(ctx: MemberContext, id: string): Promise<ExportRow> {
  const { deps, member } = ctx;
  const [found] = await deps.db.read([exportStatement(member.organisation.id, id)]);
  const cells = found?.rows[0];
  const row = cells === undefined ? null : exportRow(cells);
  if (row === null || !isOwnSight(ctx, row)) throw new Refusal("not_found");
  return row;
}

/** Whether a file holds nobody but whom the member sees: who does not see all reads only what they asked for themselves. */
export function isOwnSight(
  { member }: MemberContext,
  { requestedBy, options }: ExportRow,
): boolean {
  const { sees, employeeId } = member;
  if (sees === "all") return true;
  if (requestedBy !== employeeId) return false;
  if (options.scope === "group") return isWithin(sees, options.scopeId);
  return options.scope === "employee" || options.groups?.every((id) => sees.includes(id)) === true;
}

const shownAtOnce = 8;

/** The newest exports of the organisation that the member may read. */
export async function listExports(ctx: MemberContext): Promise<ExportRow[]> {
  const { deps, member } = ctx;
  const [found] = await deps.db.read([
    {
      sql: `select ${exportColumns} from exports where org_id = ? and (? or requested_by = ?) order by id desc limit ?`,
      params: [
        member.organisation.id,
        member.sees === "all" ? 1 : 0,
        member.employeeId,
        shownAtOnce,
      ],
    },
  ]);
  return (found?.rows ?? []).map(exportRow).filter((row) => isOwnSight(ctx, row));
}
