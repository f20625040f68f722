import type { z } from "zod";
import type { Cell, Statement } from "../../db/client/port.ts";
import { DatabaseError } from "../../db/errors.ts";
import { commit } from "../core/commit.ts";
import type { Context } from "../core/context.ts";
import { activeMember, memberCells, memberStatement } from "../core/member.ts";
import { permit } from "../core/permissions.ts";
import {
  type LiveHandshake,
  liveHandshakeColumn,
  liveHandshakeOf,
  moveOf,
} from "../trust/follow-handshake.ts";
import { rowsOfJson } from "./punch-cells.ts";
import { messageKey } from "./punch-scene.ts";
import { evidenceInsert } from "./punch-statements.ts";
import { DEFAULT_PUNCH_SETTINGS } from "./rules/defaults.ts";
import { type FenceMatch, matchFence } from "./rules/fence.ts";
import type { Workplace } from "./rules/types.ts";
import type { followLiveInput } from "./schemas.ts";

type Input = z.infer<typeof followLiveInput>;

/** One move a minute is enough to see that somebody stays, ms. */
const everyMs = 60_000;

const columns = `,
  (select json_array(q.id, q.at) from punches q
    where q.source_key = ? and q.org_id = e.org_id and q.employee_id = e.id),
  (select json_group_array(json_array(w.id, w.latitude_e6, w.longitude_e6, w.radius_m, w.time_zone))
    from workplaces w where w.org_id = o.id and w.archived_at is null),
  ${liveHandshakeColumn}`;

/**
 * A live location has moved: evidence for the punch it began as, and for the one it was asked for. At most once a minute, told
 * only when it is enough (ATT K6, TG 8.27).
 * @returns whether a row was added
 */
export async function followLive(ctx: Context, input: Input): Promise<{ recorded: boolean }> {
  const key = messageKey(ctx, input);
  const now = ctx.deps.clock();
  const [found] = await ctx.deps.db.read([
    memberStatement(ctx.caller.telegramUserId, { columns, params: [key, now] }),
  ]);
  const row = found?.rows[0];
  const member = activeMember(row);
  const allowed = permit({ ...ctx, member }, "punch.self");
  const [punch, workplaces, asked] = (row ?? []).slice(memberCells);
  const match = matchFence(placeOf(input), rowsOfJson(workplaces).map(fenceOf), accuracyMaxM);
  if (match === null) return { recorded: false };

  const orgId = member.organisation.id;
  const handshake = liveHandshakeOf(asked);
  const own = ownMove(ctx, orgId, punch, key, input, match);
  const move = handshake && moveOf(ctx, member, handshake, input, match, now);
  if (own === null && move === null) return { recorded: false };
  const subject = own?.punchId ?? (handshake as LiveHandshake).punchId;
  try {
    return await commit(ctx, {
      permit: allowed,
      statements: [...(own === null ? [] : [own.statement]), ...(move?.statements ?? [])],
      audit: [{ orgId, action: "punch.followed", subject: `punch:${subject}` }],
      notices: move?.notices ?? [],
      answer: { recorded: true },
    });
  } catch (error) {
    if (error instanceof DatabaseError && error.kind === "unique") return { recorded: false };
    throw error;
  }
}

/** The punch that this live location began as. */
function ownMove(
  ctx: Context,
  orgId: string,
  punch: Cell | undefined,
  key: string,
  input: Input,
  match: FenceMatch,
): { readonly punchId: string; readonly statement: Statement } | null {
  const [punchId, punchedAt] = typeof punch === "string" ? (JSON.parse(punch) as Cell[]) : [];
  const minute = Math.floor((input.at - Number(punchedAt)) / everyMs);
  if (typeof punchId !== "string" || minute < 1) return null;
  const statement = evidenceInsert({
    orgId,
    id: ctx.deps.ids(),
    punchId,
    at: input.at,
    kind: "live",
    sourceKey: `${key}:live:${minute}`,
    text: null,
    verdict: match.verdict,
    distanceM: match.distanceM,
  });
  return { punchId, statement };
}

const { accuracyMaxM } = DEFAULT_PUNCH_SETTINGS;

const placeOf = ({ location }: Input) => ({
  latitudeE6: location.latitudeE6,
  longitudeE6: location.longitudeE6,
  accuracyM: location.accuracyM ?? null,
  live: true,
  liveEditsInside: 0,
  venue: location.venue,
  pointHash: "",
});

function fenceOf(cells: readonly Cell[]): Workplace {
  const [id, latitudeE6, longitudeE6, radiusM, zone] = cells;
  return {
    id: String(id),
    latitudeE6: Number(latitudeE6),
    longitudeE6: Number(longitudeE6),
    radiusM: Number(radiusM),
    zone: String(zone),
  };
}
