import type { EffectivePunch } from "./types.ts";

/**
 * Neighbours of one direction so close to the first of them that they are one tap said twice (ATT A3). Decided when read,
 * not when stored: so the order of arrival can't matter. @param punches by time, as `effectivePunches` gives them
 */
export function twinGroups(
  punches: readonly EffectivePunch[],
  dedupeSeconds: number,
): EffectivePunch[][] {
  const groups: EffectivePunch[][] = [];
  for (const punch of punches) {
    const group = groups.at(-1);
    const first = group?.[0];
    if (group && first && isSaidTwice(first, punch, dedupeSeconds)) group.push(punch);
    else groups.push([punch]);
  }
  return groups;
}

/** The first of each group of twins. */
export const dropTwins = (
  punches: readonly EffectivePunch[],
  dedupeSeconds: number,
): EffectivePunch[] => twinGroups(punches, dedupeSeconds).flatMap((group) => group.slice(0, 1));

const isSaidTwice = (first: EffectivePunch, punch: EffectivePunch, dedupeSeconds: number) =>
  punch.direction === first.direction &&
  punch.at - first.at <= dedupeSeconds * 1000 &&
  isMessage(first) &&
  isMessage(punch);

const isMessage = ({ source }: EffectivePunch) =>
  source === "telegram_text" || source === "telegram_location";
