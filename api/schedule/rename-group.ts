import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { toldAs } from "../core/told-as.ts";
import type { done, groupInput } from "./schemas.ts";

/** Another name for a staff group. @throws {Refusal} `not_found`, `name_taken` */
export async function renameGroup(
  ctx: MemberContext,
  id: string,
  { name }: z.infer<typeof groupInput>,
): Promise<z.infer<typeof done>> {
  const allowed = permit(ctx, "schedule.manage");
  const orgId = ctx.member.organisation.id;
  const change = commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: "update groups set name = ? where org_id = ? and id = ?",
        params: [name, orgId, id],
      },
      guardChanged(),
    ],
    audit: [{ orgId, action: "group.renamed", subject: `group:${id}`, after: { name } }],
    answer: { done: true as const },
  });
  return toldAs(change, { guard: "not_found", unique: "name_taken" });
}
