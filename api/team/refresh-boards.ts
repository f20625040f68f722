import type { Cell, Statement } from "../../db/client/port.ts";
import type { Board } from "../attendance/read-board.ts";
import { loadEmployeesWithAccess, type MemberWithAccess } from "../billing/load-access.ts";
import { isWithin } from "../core/scope.ts";
import type { Deps } from "../deps.ts";
import {
  boardPause,
  loadBoard,
  noticeOf,
  removeBoards,
  showBoard,
  shownBy,
} from "./board-notice.ts";

const atOnce = 200;

interface DueBoard {
  readonly orgId: string;
  readonly id: string;
  readonly groupId: string | null;
  readonly shown: string | null;
  readonly createdBy: string;
  /** Telegram lets us write there no longer: the bot was put out, the message can't be sent. */
  readonly isLost: boolean;
}

/**
 * Looks at pinned boards whose minute is over and edits those that say something else now. One cheap read while there are
 * none. A board shows what whoever pinned it sees, and goes with their rights.
 */
export async function refreshBoards(deps: Deps, now: number): Promise<void> {
  const [found] = await deps.db.read([
    {
      sql: `select b.org_id, b.id, b.group_id, b.shown, b.created_by, coalesce(o.state = 'dead', 0) from team_boards b
        left join outbox o on o.dedup_key = 'team-board:' || b.id
        where b.next_at <= ? order by b.next_at limit ?`,
      params: [now, atOnce],
    },
  ]);
  const due = (found?.rows ?? []).map(boardOf);
  if (due.length === 0) return;
  for (const boards of Map.groupBy(due, ({ orgId }) => orgId).values())
    await refreshThose(deps, boards, now);
}

async function refreshThose(deps: Deps, boards: readonly DueBoard[], now: number): Promise<void> {
  const owners = await loadEmployeesWithAccess(
    deps,
    boards.map(({ orgId, createdBy }) => ({ orgId, employeeId: createdBy })),
  );
  const seen = new Map<string, Promise<Board>>();
  const statements: Statement[] = [];
  for (const [index, board] of boards.entries()) {
    const owner = owners[index] ?? null;
    if (board.isLost || owner === null || !maySee(owner, board)) {
      statements.push(...removeBoards("b.id = ?", board.orgId, board.id, now));
      continue;
    }
    const { organisation } = owner.member;
    const isHidden = owner.access.locks.team_attendance_current !== null;
    const { sees } = owner.member;
    const sight = JSON.stringify([sees, sees === "all" || board.createdBy]);
    const whole = isHidden ? null : await (seen.get(sight) ?? loadBoard(deps, owner.member));
    if (whole !== null) seen.set(sight, Promise.resolve(whole));
    const notice = noticeOf(organisation, board.groupId, whole, now);
    const shown = shownBy(notice);
    if (shown !== board.shown) statements.push(showBoard(board.id, notice, now));
    statements.push({
      sql: `update team_boards set shown = ?, next_at = ?,
          chat_id = coalesce((select chat_id from outbox where dedup_key = 'team-board:' || team_boards.id), chat_id)
        where org_id = ? and id = ? and removed_at is null`,
      params: [shown, now + boardPause, board.orgId, board.id],
    });
  }
  await deps.db.write(statements);
}

const maySee = ({ member }: MemberWithAccess, { groupId }: DueBoard): boolean =>
  member.state === "active" &&
  member.permissions.has("attendance.view_team") &&
  (groupId === null || isWithin(member.sees, groupId));

const boardOf = (row: readonly Cell[]): DueBoard => ({
  orgId: String(row[0]),
  id: String(row[1]),
  groupId: row[2] as string | null,
  shown: row[3] as string | null,
  createdBy: String(row[4]),
  isLost: row[5] === 1,
});
