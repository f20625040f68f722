import type { ShiftPattern } from "../../../api/attendance/rules/types.ts";
import { dayTemplates } from "../../../api/schedule/rules/check-pattern.ts";
import type { Shift } from "../../../api/schedule/schemas.ts";
import type { Segment } from "../shared/segments.ts";

/** A day of some shift, to be put anywhere in a roster. */
export interface DayTemplate {
  readonly shiftId: string;
  readonly name: string;
  readonly segments: readonly Segment[];
}

/** Every different day of every shift, in a steady order. */
export function templatesOf(shifts: readonly Shift[]): DayTemplate[] {
  return shifts.flatMap(({ id, name, current, next }) => {
    const pattern = (current ?? next)?.pattern;
    const days = pattern === undefined ? [] : dayTemplates(pattern as ShiftPattern);
    return days.map((segments) => ({ shiftId: id, name, segments }));
  });
}
