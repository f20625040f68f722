import type { Statement } from "../../db/client/port.ts";
import { boardStatements, type Board, readBoard } from "../attendance/read-board.ts";
import { fingerprint } from "../core/fingerprint.ts";
import type { Member, Organisation } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import { anybody, groupsWithinSql, type Within } from "../core/scope.ts";
import type { TeamBoardNotice } from "../core/notices.ts";
import type { Deps } from "../deps.ts";
import { groupBoard } from "./rules/group-board.ts";

/** How often a pinned board may be edited, ms: Telegram lets a bot say twenty things a minute in a group. */
export const boardPause = 60_000;

/** What somebody who pins a board sees. One round trip. */
export async function loadBoard({ db, clock }: Deps, reader: Member): Promise<Board> {
  const now = clock();
  const { organisation } = reader;
  return readBoard(await db.read(boardStatements(organisation, now, reader)), organisation, now);
}

/** @param board null: money hides it */
export function noticeOf(
  organisation: Organisation,
  groupId: string | null,
  board: Board | null,
  at: number,
): TeamBoardNotice {
  const { language, timeZone, calendar, name } = organisation;
  return {
    reader: readerOf(language, calendar, timeZone),
    organisationName: name,
    groupName: groupId === null ? null : (board?.groups.get(groupId) ?? null),
    at,
    state: board === null ? "locked" : "shown",
    ...groupBoard(board?.people ?? [], groupId),
  };
}

/** Boards `b` that are somebody's to see and to take down: their own, and those of groups they see. */
export function boardsWithin({ sees, employeeId }: Member): Within {
  if (sees === "all") return anybody;
  const groups = groupsWithinSql({ sees }, "b.group_id");
  return { sql: `(b.created_by = ? or ${groups.sql})`, params: [employeeId, ...groups.params] };
}

/** Tells two boards apart by what they say, not by when. */
export const shownBy = (notice: TeamBoardNotice): string =>
  fingerprint(JSON.stringify({ ...notice, at: 0 }));

/** Edits the message of a board; one that could not be delivered stays as it is. */
export const showBoard = (boardId: string, notice: TeamBoardNotice, now: number): Statement => ({
  sql: `update outbox set payload = ?, revision = revision + 1, attempts = 0, run_at = ?, state = 'pending'
    where dedup_key = ? and state <> 'dead'`,
  params: [JSON.stringify(notice), now, `team-board:${boardId}`],
});

/** The last word of a board that is pinned no longer: it says so where it stood. */
export const removeBoards = (
  where: "b.id = ?" | "b.chat_id = ?",
  orgId: string,
  value: string | number,
  now: number,
): Statement[] => [
  {
    sql: `update outbox set payload = json_set(payload, '$.state', 'removed', '$.here', json('[]'), '$.left', json('[]'),
        '$.elsewhere', json('[]')), revision = revision + 1, attempts = 0, run_at = ?, state = 'pending'
      where state <> 'dead' and dedup_key in (select 'team-board:' || b.id from team_boards b
        where b.org_id = ? and ${where} and b.removed_at is null)`,
    params: [now, orgId, value],
  },
  {
    sql: `update team_boards as b set removed_at = ?, next_at = null
      where b.org_id = ? and ${where} and b.removed_at is null`,
    params: [now, orgId, value],
  },
];
