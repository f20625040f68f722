import type { z } from "zod";
import type { Cell } from "../../db/client/port.ts";
import { DatabaseError } from "../../db/errors.ts";
import { commit } from "../core/commit.ts";
import type { Context } from "../core/context.ts";
import { activeMember, memberCells, memberStatement } from "../core/member.ts";
import { permit } from "../core/permissions.ts";
import { rowsOfJson } from "./punch-cells.ts";
import { messageKey } from "./punch-scene.ts";
import { evidenceInsert } from "./punch-statements.ts";
import { DEFAULT_PUNCH_SETTINGS } from "./rules/defaults.ts";
import { matchFence } from "./rules/fence.ts";
import type { Workplace } from "./rules/types.ts";
import type { followLiveInput } from "./schemas.ts";

/** One move a minute is enough to see that somebody stays, ms. */
const everyMs = 60_000;

const columns = `,
  (select json_array(q.id, q.at) from punches q
    where q.source_key = ? and q.org_id = e.org_id and q.employee_id = e.id),
  (select json_group_array(json_array(w.id, w.latitude_e6, w.longitude_e6, w.radius_m, w.time_zone))
    from workplaces w where w.org_id = o.id and w.archived_at is null)`;

/**
 * A live location that began as a punch has moved: kept as evidence, at most once a minute, never told (ATT K6, TG 8.27).
 * @returns whether a row was added
 */
export async function followLive(
  ctx: Context,
  input: z.infer<typeof followLiveInput>,
): Promise<{ recorded: boolean }> {
  const key = messageKey(ctx, input);
  const [found] = await ctx.deps.db.read([
    memberStatement(ctx.caller.telegramUserId, { columns, params: [key] }),
  ]);
  const row = found?.rows[0];
  const member = activeMember(row);
  const allowed = permit({ ...ctx, member }, "punch.self");
  const [punch, workplaces] = (row ?? []).slice(memberCells);
  const [punchId, punchedAt] = typeof punch === "string" ? (JSON.parse(punch) as Cell[]) : [];
  const minute = Math.floor((input.at - Number(punchedAt)) / everyMs);
  const match = matchFence(placeOf(input), rowsOfJson(workplaces).map(fenceOf), accuracyMaxM);
  if (typeof punchId !== "string" || match === null || minute < 1) return { recorded: false };

  const evidence = evidenceInsert({
    orgId: member.organisation.id,
    id: ctx.deps.ids(),
    punchId,
    at: input.at,
    kind: "live",
    sourceKey: `${key}:live:${minute}`,
    text: null,
    verdict: match.verdict,
    distanceM: match.distanceM,
  });
  try {
    return await commit(ctx, {
      permit: allowed,
      statements: [evidence],
      audit: [
        { orgId: member.organisation.id, action: "punch.followed", subject: `punch:${punchId}` },
      ],
      answer: { recorded: true },
    });
  } catch (error) {
    if (error instanceof DatabaseError && error.kind === "unique") return { recorded: false };
    throw error;
  }
}

const { accuracyMaxM } = DEFAULT_PUNCH_SETTINGS;

const placeOf = ({ location }: z.infer<typeof followLiveInput>) => ({
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
