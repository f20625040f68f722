import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { boardsWithin } from "./board-notice.ts";

/** Boards pinned in groups, newest first. @throws {Refusal} `forbidden` */
export async function listBoards(ctx: MemberContext) {
  permit(ctx, "attendance.view_team");
  const within = boardsWithin(ctx.member);
  const [found] = await ctx.deps.db.read([
    {
      sql: `select b.id, g.name, e.name, b.created_at from team_boards b
        join employees e on e.org_id = b.org_id and e.id = b.created_by
        left join groups g on g.org_id = b.org_id and g.id = b.group_id
        where b.org_id = ? and b.removed_at is null and ${within.sql} order by b.id desc limit 20`,
      params: [ctx.member.organisation.id, ...within.params],
    },
  ]);
  return {
    boards: (found?.rows ?? []).map(([id, groupName, createdByName, createdAt]) => ({
      id: String(id),
      groupName: groupName as string | null,
      createdByName: String(createdByName),
      createdAt: Number(createdAt),
    })),
  };
}
