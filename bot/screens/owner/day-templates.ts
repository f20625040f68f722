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
    const days = pattern === undefined ? [] : daysOf(pattern);
    const different = new Map(
      days
        .filter((segments) => segments.length > 0)
        .map((segments) => [JSON.stringify(segments), segments] as const),
    );
    return [...different.values()].map((segments) => ({ shiftId: id, name, segments }));
  });
}

function daysOf(
  pattern: NonNullable<Shift["current"]>["pattern"],
): readonly (readonly Segment[])[] {
  switch (pattern.kind) {
    case "workdays":
      return [pattern.segments];
    case "weekly":
      return Object.values(pattern.days).map((segments) => segments ?? []);
    case "rotating":
      return pattern.cycle;
    case "rota":
    case "weekly_flexible":
    default:
      return [];
  }
}
