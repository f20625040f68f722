import { normaliseText, parseNumber } from "../../core/text-input.ts";

export interface Point {
  /** Whole microdegrees. */
  readonly latitudeE6: number;
  readonly longitudeE6: number;
}

/** Coordinates as copied from a map: «35.7153, 51.4043». Desktop clients can't send a location. */
export function parsePoint(text: string): Point | null {
  const match = /^(-?\d{1,2}\.\d{2,})[,،; ]+(-?\d{1,3}\.\d{2,})$/.exec(
    normaliseText(text).replaceAll("٫", "."),
  );
  if (!match) return null;
  const latitudeE6 = Math.round(Number(match[1]) * 1e6);
  const longitudeE6 = Math.round(Number(match[2]) * 1e6);
  const isOnEarth = Math.abs(latitudeE6) <= 90_000_000 && Math.abs(longitudeE6) <= 180_000_000;
  return isOnEarth ? { latitudeE6, longitudeE6 } : null;
}

/** Fence radii one can tap, metres. */
export const commonRadii = [50, 100, 150, 300, 500] as const;

/** A radius as typed, with or without «متر» or «м». @returns whole metres from 30 to 3000, else null */
export function parseRadius(text: string): number | null {
  const metres = parseNumber(normaliseText(text).replace(/ ?(?:متر|m|м|метр(?:а|ов)?)\.?$/, ""));
  return metres !== null && Number.isInteger(metres) && metres >= 30 && metres <= 3000
    ? metres
    : null;
}
