import type { ShiftPattern, ShiftSegment } from "../../attendance/rules/types.ts";

const day = 1440;

/** Whether the segments of one day come one after another, from that day on and over at most 24 hours each way. */
export const areSegments = (segments: readonly ShiftSegment[]): boolean =>
  segments.every(({ startMinute, endMinute }, index) => {
    const before = segments[index - 1];
    const isInOrder = before === undefined ? startMinute < day : startMinute >= before.endMinute;
    return isInOrder && endMinute > startMinute && endMinute - startMinute <= day;
  }) && (segments.at(-1)?.endMinute ?? 0) <= 2 * day;

/** Whether work of one day is over before that of the next day begins. */
function isOverBefore(today: readonly ShiftSegment[], tomorrow: readonly ShiftSegment[]): boolean {
  const [last, first] = [today.at(-1), tomorrow[0]];
  return last === undefined || first === undefined || last.endMinute - day <= first.startMinute;
}

const isRing = (days: readonly (readonly ShiftSegment[])[]): boolean =>
  days.every(areSegments) &&
  days.every((segments, index) => isOverBefore(segments, days[(index + 1) % days.length] ?? []));

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** Whether a pattern can be worked: hours in order, no day running into the next, something to do. */
export function isPattern(pattern: ShiftPattern): boolean {
  switch (pattern.kind) {
    case "workdays":
      return pattern.segments.length > 0 && isRing([pattern.segments]);
    case "weekly": {
      const days = weekdays.map((weekday) => pattern.days[weekday] ?? []);
      return days.some((segments) => segments.length > 0) && isRing(days);
    }
    case "rotating":
      return pattern.cycle.some((segments) => segments.length > 0) && isRing(pattern.cycle);
    case "rota":
      return Object.values(pattern.days).every(areSegments);
    case "weekly_flexible":
    default:
      return pattern.weekMinutes > 0;
  }
}

/** The hours a shift is known by: those of its first working day; none for weekly-flexible hours and an empty rota. */
export function usualSegments(pattern: ShiftPattern): readonly ShiftSegment[] {
  const days = daysOf(pattern);
  return days.find((segments) => segments.length > 0) ?? [];
}

/** Every different day a shift has, in the order of the pattern: what a rota by hand is filled with. */
export function dayTemplates(pattern: ShiftPattern): (readonly ShiftSegment[])[] {
  const seen = new Map(
    daysOf(pattern)
      .filter((segments) => segments.length > 0)
      .map((segments) => [JSON.stringify(segments), segments]),
  );
  return [...seen.values()];
}

function daysOf(pattern: ShiftPattern): readonly (readonly ShiftSegment[])[] {
  switch (pattern.kind) {
    case "workdays":
      return [pattern.segments];
    case "weekly":
      return weekdays.map((weekday) => pattern.days[weekday] ?? []);
    case "rotating":
      return pattern.cycle;
    case "rota":
      return Object.values(pattern.days);
    case "weekly_flexible":
    default:
      return [];
  }
}
