import { doubtsOf } from "./doubts.ts";
import type { FenceVerdict } from "../../attendance/rules/types.ts";

/** Asked later than that it would say nothing about the punch, ms. */
const freshMs = 10 * 60_000;

/**
 * Whether a punch is asked to be confirmed by a live location without anybody's word: a doubtful one, or an arrival by
 * chance, where the organisation wants it (ATT idea 16). Outside nothing can be confirmed; a live one needs no asking.
 * @param punch.chance 0…99, fixed for the punch
 */
export function wantsLive(
  punch: {
    readonly direction: string;
    readonly verdict: FenceVerdict;
    readonly flags: readonly string[];
    readonly isLive: boolean;
    readonly isKiosk: boolean;
    readonly at: number;
    readonly receivedAt: number;
    readonly chance: number;
  },
  settings: { readonly liveForDoubtful: boolean; readonly spotCheckPercent: number },
): boolean {
  if (punch.isLive || punch.verdict === "field" || punch.verdict === "not_asked") return false;
  if (punch.receivedAt - punch.at > freshMs) return false;
  if (settings.liveForDoubtful && doubtsOf(punch).length > 0) return true;
  return punch.direction === "in" && !punch.isKiosk && punch.chance < settings.spotCheckPercent;
}
