import type * as z from "zod";
import { refuseHiddenTeam, type ViewContext } from "../attendance/visible-days.ts";
import { commit } from "../core/commit.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { foldName } from "../people/rules/fold-name.ts";
import { boardPause, loadBoard, noticeOf, removeBoards, shownBy } from "./board-notice.ts";
import type { pinBoardInput } from "./schemas.ts";

/** Both bots in one group hear the same command. */
const sameCommandMs = 10_000;

/**
 * Puts the board into a team's group chat; the one that was there before gives its place to it. The message follows from the
 * outbox and is pinned when it is delivered.
 * @throws {Refusal} `forbidden`, `not_found` for a group nobody knows or that is out of sight, `debt_lock`, `plan_lock`
 */
export async function pinBoard(ctx: ViewContext, input: z.infer<typeof pinBoardInput>) {
  const allowed = permit(ctx, "attendance.view_team");
  refuseHiddenTeam(ctx);
  const { organisation, employeeId, person } = ctx.member;
  const { id: orgId } = organisation;
  const { db, clock, ids } = ctx.deps;
  const now = clock();
  const [recent] = await db.read([
    {
      sql: `select id from team_boards where org_id = ? and chat_id = ? and removed_at is null and created_at > ?`,
      params: [orgId, input.chatId, now - sameCommandMs],
    },
  ]);
  const known = recent?.rows[0]?.[0];
  if (known !== undefined) return { id: String(known) };
  const board = await loadBoard(ctx.deps, ctx.member);
  const groupId = groupOf(board.groups, input.group);
  const notice = noticeOf(organisation, groupId, board, now);
  const id = ids();
  return commit(ctx, {
    permit: allowed,
    statements: [
      ...removeBoards("b.chat_id = ?", orgId, input.chatId, now),
      {
        sql: `insert into team_boards (org_id, id, chat_id, group_id, language, shown, next_at, created_by, created_at)
          values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        params: [
          orgId,
          id,
          input.chatId,
          groupId,
          organisation.language,
          shownBy(notice),
          now + boardPause,
          employeeId,
          now,
        ],
      },
    ],
    audit: [
      {
        orgId,
        action: "team_board.pinned",
        subject: `team_board:${id}`,
        after: { chatId: input.chatId, groupId },
      },
    ],
    notices: [
      {
        kind: "team-board",
        payload: notice,
        orgId,
        bot: ctx.caller.bot,
        personId: person.id,
        reader: notice.reader,
        chatId: input.chatId,
        subject: `team_board:${id}`,
        dedupKey: `team-board:${id}`,
      },
    ],
    answer: { id },
  });
}

/** The group that was named; an exact name wins over a part of one. @throws {Refusal} `not_found` */
function groupOf(groups: ReadonlyMap<string, string>, asked: string): string | null {
  const wanted = foldName(asked);
  if (wanted === "") return null;
  const named = [...groups].map(([id, name]) => ({ id, name: foldName(name) }));
  const found =
    named.find(({ name }) => name === wanted) ?? named.find(({ name }) => name.includes(wanted));
  if (found === undefined) throw new Refusal("not_found");
  return found.id;
}
