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
  let sum = 0;
  for (const interval of intervals) sum += minutesOf(interval);
  return sum;
}

/** Any intervals → sorted, merged, without empty ones. */
export function union(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter(({ from, to }) => to > from);
  sorted.sort((a, b) => a.from - b.from);
  const merged: Interval[] = [];
  for (const { from, to } of sorted) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

// Plain loops: a month of a company goes through here millions of times.

export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const shared: Interval[] = [];
  for (const one of a) {
    for (const two of b) {
      const from = Math.max(one.from, two.from);
      const to = Math.min(one.to, two.to);
      if (to > from) shared.push({ from, to });
    }
  }
  return shared;
}

export function subtract(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  let rest: Interval[] = [...a];
  for (const cut of b) {
    const left: Interval[] = [];
    for (const piece of rest) {
      if (cut.to <= piece.from || cut.from >= piece.to) left.push(piece);
      else {
        if (cut.from > piece.from) left.push({ from: piece.from, to: cut.from });
        if (cut.to < piece.to) left.push({ from: cut.to, to: piece.to });
      }
    }
    rest = left;
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
