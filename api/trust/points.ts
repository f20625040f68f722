import type { Statement } from "../../db/client/port.ts";
import { hexOf, sign } from "../core/sign.ts";
import type { PunchScene } from "../attendance/punch-scene.ts";
import type { RecordPunchInput } from "../attendance/schemas.ts";
import type { Deps } from "../deps.ts";

/**
 * Names the exact point without telling it: keyed, because the few hundred thousand points around a known workplace are
 * soon tried. Rows from before the key match nothing, and are out of the two weeks that are looked at soon.
 * @returns hex, 64 characters
 */
export async function hashPoint(
  { config }: Deps,
  { latitudeE6, longitudeE6 }: { readonly latitudeE6: number; readonly longitudeE6: number },
): Promise<string> {
  return hexOf(await sign(config.signingKey, `point ${latitudeE6},${longitudeE6}`));
}

/** The point itself, only where the organisation wants it kept (P 3.4). */
export function keptPoint(
  { member, settings }: PunchScene,
  { location }: RecordPunchInput,
  punchId: string,
  now: number,
): Statement[] {
  if (!settings.keepPoints || location === undefined) return [];
  return [
    {
      sql: `insert into punch_points (org_id, punch_id, latitude_e6, longitude_e6, created_at) values (?, ?, ?, ?, ?)`,
      params: [member.organisation.id, punchId, location.latitudeE6, location.longitudeE6, now],
    },
  ];
}
