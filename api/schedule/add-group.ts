import type { z } from "zod";
import { groups } from "../../db/schema/index.ts";
import { builder, toStatement } from "../../db/sql.ts";
import { commit } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { toldAs } from "../core/told-as.ts";
import type { groupInput, made } from "./schemas.ts";

/** A new staff group. @throws {Refusal} `name_taken` */
export async function addGroup(
  ctx: MemberContext,
  { name }: z.infer<typeof groupInput>,
): Promise<z.infer<typeof made>> {
  const allowed = permit(ctx, "schedule.manage");
  const orgId = ctx.member.organisation.id;
  const id = ctx.deps.ids();
  const createdAt = ctx.deps.clock();
  const change = commit(ctx, {
    permit: allowed,
    statements: [toStatement(builder.insert(groups).values({ orgId, id, name, createdAt }))],
    audit: [{ orgId, action: "group.added", subject: `group:${id}`, after: { name } }],
    answer: { id },
  });
  return toldAs(change, { unique: "name_taken" });
}
