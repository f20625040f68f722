import { guardChanged, guardExists } from "../../db/client/guard.ts";
import type { Statement } from "../../db/client/port.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { shiftPeriod } from "../core/calendar/period.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { toldAs } from "../core/told-as.ts";
import type { BuiltLine } from "./build-lines.ts";
import { draftLines, dropDrafts } from "./draft-lines.ts";
import { carriedStatement } from "./load-period.ts";
import {
  closablePeriod,
  type PreparedClose,
  prepareClose,
  saidStatement,
} from "./prepare-close.ts";
import { periodSubject } from "./tell.ts";
import { stateNotices, refreshProgress } from "./state-notices.ts";

interface Closed {
  readonly closeId: string;
  readonly number: number;
  readonly hash: string;
}

/**
 * Closes a month. The lines are written in slices as a draft that nobody sees; the close itself is one small batch that makes
 * all of them the month at once. A crash before it leaves the month open and a draft that the next close throws away; of two
 * owners at once one closes.
 * @param input `hash`: what the owner saw and agreed to, or its beginning
 * @throws {Refusal} `forbidden`, `days_running`, `snapshot_changed` when something came in between, and what `closablePeriod` says
 */
export async function closePeriod(
  ctx: MemberContext,
  input: { readonly period: PeriodKey; readonly hash: string },
): Promise<Closed> {
  const allowed = permit(ctx, "period.close");
  const earlier = await earlierAnswer<Closed>(ctx);
  if (earlier !== null) return earlier;
  const { organisation, employeeId, employeeName } = ctx.member;
  const { deps } = ctx;
  const { id: orgId } = organisation;
  const { period } = input;
  const row = await closablePeriod(deps, organisation, period);
  const closeId = deps.ids();
  const begun = deps.clock();
  const prepared = await prepareClose(deps, organisation, row, (lines: readonly BuiltLine[]) =>
    draftLines(deps, orgId, closeId, lines),
  );
  if (prepared.running.length > 0 || !prepared.hash.startsWith(input.hash)) {
    await dropDrafts(deps, orgId, closeId);
    if (prepared.running.length > 0)
      throw new Refusal("days_running", { count: prepared.running.length });
    throw new Refusal("snapshot_changed");
  }
  const [numbered] = await deps.db.read([
    {
      sql: "select coalesce(max(number), 0) from period_closes where org_id = ? and period = ? and action = 'close'",
      params: [orgId, period],
    },
  ]);
  const number = Number(numbered?.rows[0]?.[0] ?? 0) + 1;
  const { hash } = prepared;
  const now = deps.clock();
  const answer = { closeId, number, hash };
  const closing = commit(ctx, {
    permit: allowed,
    statements: [
      ...stillPrepared(orgId, period, closeId, prepared),
      {
        sql: `insert into period_closes (org_id, id, period, number, action, snapshot_hash, acted_by, created_at)
          values (?, ?, ?, ?, 'close', ?, ?, ?)`,
        params: [orgId, closeId, period, number, hash, employeeId, now],
      },
      ...closedState(orgId, period, closeId, row.version, begun),
      ...stateNotices(deps, organisation, {
        period,
        action: "close",
        number,
        hash,
        byName: employeeName,
        reason: null,
      }),
      refreshProgress(orgId, period, now),
    ],
    audit: [
      {
        orgId,
        action: "period.closed",
        subject: periodSubject(orgId, period),
        after: {
          number,
          hash,
          people: prepared.people,
          disputed: prepared.disputed.length,
          left: prepared.left,
        },
      },
    ],
    answer,
  });
  try {
    const closed = await toldAs(closing, { guard: "snapshot_changed", unique: "period_closed" });
    await dropDrafts(deps, orgId, null);
    return closed;
  } catch (error) {
    if (error instanceof Refusal) await dropDrafts(deps, orgId, closeId);
    throw error;
  }
}

const closedState = (
  orgId: string,
  period: PeriodKey,
  closeId: string,
  version: number,
  comparedAt: number,
): Statement[] => [
  {
    sql: `update periods set state = 'closed', close_id = ?, next_at = null, compared_at = ?, version = version + 1
      where org_id = ? and period = ? and version = ? and state <> 'closed'`,
    params: [closeId, comparedAt, orgId, period, version],
  },
  guardChanged(),
];

/**
 * All lines are there, nothing was added meanwhile to what the month carries, nobody has said more about it, and the month
 * before was not opened again.
 */
const stillPrepared = (
  orgId: string,
  period: PeriodKey,
  closeId: string,
  { people, carried, said }: PreparedClose,
): Statement[] => {
  const { sql, params } = carriedStatement(orgId, period, null);
  const now = saidStatement(orgId, period);
  return [
    guardExists(
      "select 1 where (select count(*) from period_lines where org_id = ? and close_id = ?) = ?",
      [orgId, closeId, people],
    ),
    guardExists(`select 1 where (select count(*) from (${sql})) = ?`, [...params, carried]),
    guardExists(`select 1 where (${now.sql}) = ?`, [...now.params, said]),
    guardExists(
      "select 1 where not exists (select 1 from periods where org_id = ? and period = ? and state <> 'closed')",
      [orgId, shiftPeriod(period, -1)],
    ),
  ];
};
