import type { Instant, LocalDate } from "../../core/calendar/types.ts";
import type { PlannedDay, PlannedSegment, ShiftRules } from "./types.ts";

const MS_PER_MINUTE = 60_000;

/** A planned shift and the time in which punches are taken for it. */
export interface PlanWindow {
  date: LocalDate;
  segments: readonly PlannedSegment[];
  rules: ShiftRules;
  start: Instant;
  end: Instant;
  opens: Instant;
  closes: Instant;
}

export function windowsOf(roster: readonly PlannedDay[]): PlanWindow[] {
  return roster.flatMap(({ date, segments, rules }) => {
    const first = segments[0];
    const last = segments.at(-1);
    if (!first || !last || !rules) return [];
    return {
      date,
      segments,
      rules,
      start: first.start,
      end: last.end,
      opens: first.start - rules.earlyWindowMinutes * MS_PER_MINUTE,
      closes: last.end + rules.lateWindowMinutes * MS_PER_MINUTE,
    };
  });
}

/** The shift a punch belongs to: of the windows that hold it the one whose start (or end) is nearest. */
export function claim(
  at: Instant,
  windows: readonly PlanWindow[],
  edge: "start" | "end",
): PlanWindow | null {
  let best: PlanWindow | null = null;
  for (const window of windows) {
    if (at < window.opens || at > window.closes) continue;
    if (!best || Math.abs(at - window[edge]) < Math.abs(at - best[edge])) best = window;
  }
  return best;
}
