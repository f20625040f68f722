import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { toldAs } from "../core/told-as.ts";
import type { done } from "./schemas.ts";

/** Makes a waiting invitation worthless. @throws {Refusal} `not_found`, `invite_used` */
export async function revokeInvite(ctx: MemberContext, id: string): Promise<z.infer<typeof done>> {
  const allowed = permit(ctx, "people.invite");
  const earlier = await earlierAnswer<z.infer<typeof done>>(ctx);
  if (earlier !== null) return earlier;
  const orgId = ctx.member.organisation.id;
  const [found] = await ctx.deps.db.read([
    { sql: "select used_at from invites where org_id = ? and id = ?", params: [orgId, id] },
  ]);
  if (found?.rows[0] === undefined) throw new Refusal("not_found");
  const change = commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: "update invites set revoked_at = coalesce(revoked_at, ?) where org_id = ? and id = ? and used_at is null",
        params: [ctx.deps.clock(), orgId, id],
      },
      guardChanged(),
    ],
    audit: [{ orgId, action: "invite.revoked", subject: `invite:${id}` }],
    answer: { done: true as const },
  });
  return toldAs(change, { guard: "invite_used" });
}
