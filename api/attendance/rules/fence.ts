import type { PunchLocation, Workplace } from "./types.ts";

const EARTH_RADIUS_M = 6_371_008.8;
/** The coarsest accuracy Telegram can report; a missing one may be as bad. */
const WORST_ACCURACY_M = 1500;

interface Point {
  latitudeE6: number;
  longitudeE6: number;
}

export interface FenceMatch {
  workplace: Workplace;
  verdict: "inside" | "review" | "field";
  distanceM: number;
}

const radians = (e6: number) => (e6 / 1e6) * (Math.PI / 180);

/** Great-circle distance in whole metres. */
export function distanceMetres(a: Point, b: Point): number {
  const latitude = Math.sin(radians(b.latitudeE6 - a.latitudeE6) / 2) ** 2;
  const longitude = Math.sin(radians(b.longitudeE6 - a.longitudeE6) / 2) ** 2;
  const h =
    latitude + Math.cos(radians(a.latitudeE6)) * Math.cos(radians(b.latitudeE6)) * longitude;
  return Math.round(2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h))));
}

/** ATT §5: inside if d ≤ R and the accuracy is good; field if even the best case lies outside; else review. */
function verdictOf(
  distanceM: number,
  radiusM: number,
  accuracyM: number | null,
  accuracyMaxM: number,
) {
  if (distanceM - (accuracyM ?? WORST_ACCURACY_M) > radiusM) return "field";
  const good = accuracyM !== null && accuracyM <= accuracyMaxM;
  return good && distanceM <= radiusM ? "inside" : "review";
}

/** The best of all workplaces, not the first (ATT K2, K8); null when there is none. */
export function matchFence(
  location: PunchLocation,
  workplaces: readonly Workplace[],
  accuracyMaxM: number,
): FenceMatch | null {
  let best: FenceMatch | null = null;
  for (const workplace of workplaces) {
    const distanceM = distanceMetres(location, workplace);
    const verdict = verdictOf(distanceM, workplace.radiusM, location.accuracyM, accuracyMaxM);
    const match: FenceMatch = { workplace, verdict, distanceM };
    if (!best || isBetter(match, best)) best = match;
  }
  return best;
}

/** All points have one accuracy: the nearest edge has the best verdict, too. */
function isBetter(a: FenceMatch, b: FenceMatch): boolean {
  const beyond = (match: FenceMatch) => match.distanceM - match.workplace.radiusM;
  return beyond(a) !== beyond(b) ? beyond(a) < beyond(b) : a.workplace.id < b.workplace.id;
}
