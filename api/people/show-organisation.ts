import type { z } from "zod";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { withinSql } from "../core/scope.ts";
import type { organisationSummary } from "./schemas.ts";

/** The open organisation and how much is in it, of people those within sight. @throws {Refusal} `forbidden` */
export async function showOrganisation(
  ctx: MemberContext,
): Promise<z.infer<typeof organisationSummary>> {
  permit(ctx, "attendance.view_team");
  const { organisation } = ctx.member;
  const within = withinSql(ctx.member);
  const [counts] = await ctx.deps.db.read([
    {
      sql: `select
        (select count(*) from employees e where e.org_id = ? and e.state = 'active' and ${within.sql}),
        (select count(*) from workplaces where org_id = ? and archived_at is null),
        (select count(*) from invites where org_id = ? and used_at is null and revoked_at is null and expires_at > ?)`,
      params: [
        organisation.id,
        ...within.params,
        organisation.id,
        organisation.id,
        ctx.deps.clock(),
      ],
    },
  ]);
  const [people, workplaces, waitingInvites] = (counts?.rows[0] ?? []).map(Number);
  return {
    ...organisation,
    weekend: [...organisation.weekend],
    people: people ?? 0,
    workplaces: workplaces ?? 0,
    waitingInvites: waitingInvites ?? 0,
  };
}
