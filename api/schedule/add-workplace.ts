import type { z } from "zod";
import { commit } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import type { made, WorkplaceInput } from "./schemas.ts";
import { workplaceStatement } from "./workplace-statement.ts";

/** A new place with a fence. @throws {Refusal} `forbidden` */
export async function addWorkplace(
  ctx: MemberContext,
  input: WorkplaceInput,
): Promise<z.infer<typeof made>> {
  const allowed = permit(ctx, "schedule.manage");
  const { id: orgId, timeZone } = ctx.member.organisation;
  const id = ctx.deps.ids();
  return commit(ctx, {
    permit: allowed,
    statements: [workplaceStatement(input, { orgId, id, timeZone, now: ctx.deps.clock() })],
    audit: [{ orgId, action: "workplace.added", subject: `workplace:${id}`, after: input }],
    answer: { id },
  });
}
