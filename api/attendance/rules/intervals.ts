import type { Instant } from "../../core/calendar/types.ts";

/** Half-open stretch of time on whole minutes. Lists are sorted and do not overlap unless said otherwise. */
export interface Interval {
  from: Instant;
  to: Instant;
}

const MS_PER_MINUTE = 60_000;

/** The minute an instant falls in: 08:10:59 is 08:10 (ATT D1). */
export function floorToMinute(instant: Instant): Instant {
  return Math.floor(instant / MS_PER_MINUTE) * MS_PER_MINUTE;
}

export function minutesOf(interval: Interval): number {
  return (interval.to - interval.from) / MS_PER_MINUTE;
}

export function totalMinutes(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, interval) => sum + minutesOf(interval), 0);
}

/** Any intervals → sorted, merged, without empty ones. */
export function union(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter(({ from, to }) => to > from).toSorted((a, b) => a.from - b.from);
  const merged: Interval[] = [];
  for (const { from, to } of sorted) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  return a.flatMap((one) =>
    b.flatMap((two) => {
      const from = Math.max(one.from, two.from);
      const to = Math.min(one.to, two.to);
      return to > from ? [{ from, to }] : [];
    }),
  );
}

export function subtract(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  let rest = [...a];
  for (const cut of b) {
    rest = rest.flatMap(({ from, to }) => {
      if (cut.to <= from || cut.from >= to) return [{ from, to }];
      return [
        { from, to: cut.from },
        { from: cut.to, to },
      ].filter((piece) => piece.to > piece.from);
    });
  }
  return rest;
}

/** The stretch that begins after `skip` minutes of the list and holds `count` minutes of it. */
export function slice(intervals: readonly Interval[], skip: number, count: number): Interval[] {
  const taken: Interval[] = [];
  let toSkip = skip;
  let toTake = count;
  for (const interval of intervals) {
    const length = minutesOf(interval);
    const skipped = Math.min(toSkip, length);
    const kept = Math.min(toTake, length - skipped);
    toSkip -= skipped;
    toTake -= kept;
    if (kept <= 0) continue;
    const from = interval.from + skipped * MS_PER_MINUTE;
    taken.push({ from, to: from + kept * MS_PER_MINUTE });
  }
  return taken;
}
