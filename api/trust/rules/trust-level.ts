import type { FenceVerdict, PunchFlag, PunchLocation } from "../../attendance/rules/types.ts";

/**
 * How far a punch is believed, by what Telegram really gives (ATT §5), 0…100. Only evidence counts, never who it is:
 * a live location that was seen to stay, a code that lives thirty seconds, a point with its accuracy, a point that can't be
 * told from a picked one, a point elsewhere, words alone.
 */
const TRUST = {
  confirmed: 95,
  kiosk: 90,
  live: 85,
  inside: 75,
  /** Accurate, but on the edge of the fence. */
  edge: 50,
  /** Accuracy missing or coarse: perhaps a pin set by hand (ATT K4, K5). */
  unclear: 30,
  field: 25,
  words: 20,
} as const;

/** A live location can't be forwarded as one, so it says more than a point even where it proves no place (ATT K15). */
const LIVE_MORE = 10;
/** One of these and the evidence may be somebody else's or yesterday's. */
const DOUBTS: ReadonlySet<string> = new Set([
  "impossible_travel",
  "replayed_point",
  "shared_point",
]);
const DOUBT_LOSS = 40;
const RELINKED_LOSS = 20;
/** Two moves inside: somebody is there with the phone in hand (ATT K6). */
export const movesToConfirm = 2;

export type TrustLevel = "high" | "medium" | "low";

export const levelOf = (trust: number): TrustLevel =>
  trust >= 80 ? "high" : trust >= 50 ? "medium" : "low";

/** @param evidence `kiosk`: scanned the code of the place */
export function trustOf(
  evidence: {
    readonly location: PunchLocation | null;
    readonly kiosk: boolean;
    readonly verdict: FenceVerdict;
  },
  accuracyMaxM: number,
  flags: readonly PunchFlag[],
): number {
  const lost =
    (flags.some(({ code }) => DOUBTS.has(code)) ? DOUBT_LOSS : 0) +
    (flags.some(({ code }) => code === "account_relinked") ? RELINKED_LOSS : 0);
  return Math.max(0, weigh(evidence, accuracyMaxM) - lost);
}

function weigh(
  { location, kiosk, verdict }: Parameters<typeof trustOf>[0],
  accuracyMaxM: number,
): number {
  if (kiosk) return TRUST.kiosk;
  if (location === null || verdict === "not_asked") return TRUST.words;
  const more = location.live ? LIVE_MORE : 0;
  if (verdict === "field") return TRUST.field + more;
  if (verdict === "review") {
    const isClear = location.accuracyM !== null && location.accuracyM <= accuracyMaxM;
    return (isClear ? TRUST.edge : TRUST.unclear) + more;
  }
  if (!location.live) return TRUST.inside;
  return location.liveEditsInside >= movesToConfirm ? TRUST.confirmed : TRUST.live;
}

/** What became known later: a live location that stayed, a manager's word. A punch outside stays what it is. */
export function trustAfter(
  punch: { readonly trust: number; readonly verdict: FenceVerdict },
  later: { readonly movesInside: number; readonly review: "trusted" | "refused" | null },
): number {
  if (later.review === "refused") return Math.min(punch.trust, 10);
  const stayed = punch.verdict !== "field" && later.movesInside >= movesToConfirm;
  const known = stayed ? Math.max(punch.trust, TRUST.confirmed) : punch.trust;
  return later.review === "trusted" ? Math.max(known, TRUST.live) : known;
}
