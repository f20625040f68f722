import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { toldAs } from "../core/told-as.ts";
import { findWorkplace } from "./find-workplace.ts";
import type { done } from "./schemas.ts";

/**
 * Takes a place out of use. While punches must carry a location, the last place stays: nobody could be inside.
 * @throws {Refusal} `not_found`, `no_workplace`
 */
export async function archiveWorkplace(
  ctx: MemberContext,
  id: string,
): Promise<z.infer<typeof done>> {
  const allowed = permit(ctx, "schedule.manage");
  const earlier = await earlierAnswer<z.infer<typeof done>>(ctx);
  if (earlier !== null) return earlier;
  const before = await findWorkplace(ctx, id);
  const orgId = ctx.member.organisation.id;
  const change = commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: `update workplaces set archived_at = ?, version = version + 1
          where org_id = ? and id = ? and archived_at is null
            and ((select location_policy from organisations o where o.id = workplaces.org_id) = 'off'
              or exists (select 1 from workplaces w
                where w.org_id = workplaces.org_id and w.id <> workplaces.id and w.archived_at is null))`,
        params: [ctx.deps.clock(), orgId, id],
      },
      guardChanged(),
    ],
    audit: [
      {
        orgId,
        action: "workplace.archived",
        subject: `workplace:${id}`,
        before: { name: before.name },
      },
    ],
    answer: { done: true as const },
  });
  return toldAs(change, { guard: "no_workplace" });
}
