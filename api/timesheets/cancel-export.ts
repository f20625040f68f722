import { guardChanged } from "../../db/client/guard.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { toldAs } from "../core/told-as.ts";
import { exportSubject } from "./export-row.ts";
import { findExport } from "./find-export.ts";

/**
 * Stops the making of a file.
 * @throws {Refusal} `forbidden`, `not_found`; `stale` when it is finished already
 */
export async function cancelExport(ctx: MemberContext, id: string): Promise<{ done: true }> {
  const allowed = permit(ctx, "documents.export");
  return orEarlierAnswer(ctx, async () => {
    const row = await findExport(ctx, id);
    if (row.state !== "running") throw new Refusal("stale");
    const { id: orgId } = ctx.member.organisation;
    const change = commit(ctx, {
      permit: allowed,
      statements: [
        {
          sql: `update exports set state = 'cancelled', finished_at = ?, next_at = null
            where org_id = ? and id = ? and state = 'running'`,
          params: [ctx.deps.clock(), orgId, id],
        },
        guardChanged(),
      ],
      audit: [
        {
          orgId,
          action: "export.cancelled",
          subject: exportSubject(id),
          before: { done: row.done, total: row.total },
        },
      ],
      refresh: { subject: exportSubject(id), kind: "export-card" },
      answer: { done: true as const },
    });
    return toldAs(change, { guard: "stale" });
  });
}
