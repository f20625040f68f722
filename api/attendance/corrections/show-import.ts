import type { z } from "zod";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import type { importView } from "./import-schemas.ts";

/** How far a file has come; for who sees all its people, or brought it. @throws {Refusal} `forbidden`, `not_found` */
export async function showImport(
  ctx: MemberContext,
  id: string,
): Promise<z.infer<typeof importView>> {
  permit(ctx, "attendance.record_for_others");
  const { organisation, employeeId, sees } = ctx.member;
  const [found] = await ctx.deps.db.read([
    {
      sql: `select i.name, i.state, i.total, i.done, i.added, i.created_at, e.name,
          exists (select 1 from punches b where b.org_id = i.org_id and b.reference = 'back:' || i.id)
        from punch_imports i join employees e on e.org_id = i.org_id and e.id = i.created_by
        where i.org_id = ? and i.id = ? and (? or i.created_by = ?)`,
      params: [organisation.id, id, sees === "all" ? 1 : 0, employeeId],
    },
  ]);
  const [row] = found?.rows ?? [];
  if (row === undefined) throw new Refusal("not_found");
  const [name, state, total, done, added, createdAt, createdByName, undone] = row;
  return {
    id,
    name: String(name),
    state: state === "done" ? "done" : "running",
    total: Number(total),
    done: Number(done),
    added: Number(added),
    undone: undone === 1,
    createdAt: Number(createdAt),
    createdByName: String(createdByName),
  };
}
