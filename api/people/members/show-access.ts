import type { z } from "zod";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { loadTarget } from "./load-target.ts";
import type { accessView } from "./schemas.ts";

/** How somebody comes in: account, pause, PIN. @throws {Refusal} `forbidden`, `not_found` */
export async function showAccess(
  ctx: MemberContext,
  id: string,
): Promise<z.infer<typeof accessView>> {
  permit(ctx, "people.manage");
  const target = await loadTarget(ctx, id);
  const [asked] = await ctx.deps.db.read([
    {
      sql: `select id from account_changes where org_id = ? and employee_id = ? and state = 'asked' and expires_at > ?
        order by created_at desc limit 1`,
      params: [ctx.member.organisation.id, id, ctx.deps.clock()],
    },
  ]);
  return {
    telegram: target.hasTelegram,
    pausedAt: target.pausedAt,
    hasPin: target.hasPin,
    personnelNumber: target.personnelNumber,
    erasedAt: target.erasedAt,
    state: target.state,
    name: target.name,
    accountChangeId: (asked?.rows[0]?.[0] ?? null) as string | null,
  };
}
