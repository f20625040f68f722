import { guardExists } from "../../db/client/guard.ts";
import { commit } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { toldAs } from "../core/told-as.ts";
import { boardsWithin, removeBoards } from "./board-notice.ts";

/**
 * Takes a board out of its group, by its id or by the chat it is in. Money never stands in the way.
 * @throws {Refusal} `forbidden`, `not_found` when there is none
 */
export async function unpinBoard(
  ctx: MemberContext,
  which: { readonly id: string } | { readonly chatId: number },
) {
  const allowed = permit(ctx, "attendance.view_team");
  const { id: orgId } = ctx.member.organisation;
  const [where, value] =
    "id" in which ? (["b.id = ?", which.id] as const) : (["b.chat_id = ?", which.chatId] as const);
  const within = boardsWithin(ctx.member);
  const change = commit(ctx, {
    permit: allowed,
    statements: [
      guardExists(
        `select 1 from team_boards b where b.org_id = ? and ${where} and b.removed_at is null and ${within.sql}`,
        [orgId, value, ...within.params],
      ),
      ...removeBoards(where, orgId, value, ctx.deps.clock()),
    ],
    audit: [{ orgId, action: "team_board.removed", subject: `team_board:${value}`, before: which }],
    answer: { removed: 1 },
  });
  return toldAs(change, { guard: "not_found" });
}
