import type { Attempt } from "./attempt-row.ts";
import { nextCheck } from "./rules/schedule.ts";

export interface Look {
  /** Null when 72 hours are over. */
  readonly nextCheckAt: number | null;
  readonly underReviewAt: number | null;
  /** What the payers have to hear by now, at the latest. */
  readonly stage: "started" | "day" | null;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * When to look at an attempt next (BIL §3.7). The 72 hours run from the moment the money may have gone, or else from the
 * beginning; who looks in between changes nothing about them.
 * @param at.mayBeGone the money may have left the payer
 */
export function keepLooking(
  { createdAt, underReviewAt: known }: Pick<Attempt, "createdAt" | "underReviewAt">,
  at: { readonly now: number; readonly mayBeGone: boolean },
): Look {
  const { now } = at;
  const underReviewAt = known ?? (at.mayBeGone ? now : null);
  return {
    nextCheckAt: nextAfter(underReviewAt ?? createdAt, now),
    underReviewAt,
    stage: underReviewAt === null ? null : stageAfter(now - underReviewAt),
  };
}

function nextAfter(from: number, now: number): number | null {
  for (let checks = 0; ; checks += 1) {
    const at = nextCheck(from, checks);
    if (at === null || at > now) return at;
  }
}

function stageAfter(age: number): Look["stage"] {
  if (age >= day) return "day";
  return age >= 10 * minute ? "started" : null;
}
