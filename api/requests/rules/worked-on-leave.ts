import type { DayResult } from "../../attendance/rules/types.ts";
import type { Instant } from "../../core/calendar/types.ts";

export interface WorkedPart {
  readonly minutes: number;
  readonly worked: readonly { readonly from: Instant; readonly to: Instant }[];
}

/**
 * What somebody worked inside the hours that approved leave had freed (ATT F22); null: nothing, or the day is of another request.
 */
export function workedOnLeave(day: DayResult, requestId: string): WorkedPart | null {
  if (!day.requestIds.includes(requestId)) return null;
  const parts = day.lines.flatMap(({ layer, why, minutes, from, to }) =>
    layer === "time" && why.rule === "worked_on_leave" && from !== undefined && to !== undefined
      ? [{ minutes, from, to }]
      : [],
  );
  const minutes = parts.reduce((sum, part) => sum + part.minutes, 0);
  return minutes === 0 ? null : { minutes, worked: parts.map(({ from, to }) => ({ from, to })) };
}
