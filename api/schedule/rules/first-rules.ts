import { defaultShiftRules } from "../../attendance/rules/defaults.ts";
import type { ShiftPattern, ShiftRules } from "../../attendance/rules/types.ts";
import type { LawProfile } from "../../core/calendar/types.ts";
import { usualSegments } from "./check-pattern.ts";

/**
 * The rules a shift begins with when nobody said otherwise: those of the law profile, fitted to the pattern. Who works in turns
 * works on holidays and without shortened days (RU art. 95: then the hour is overtime or rest); a short or split day has no
 * break of its own, and free hours know no lateness.
 */
export function firstShiftRules(profile: LawProfile, pattern: ShiftPattern): ShiftRules {
  const rules = defaultShiftRules(profile);
  const isInTurns = pattern.kind === "rotating" || pattern.kind === "rota";
  const isFree = pattern.kind === "weekly_flexible";
  return {
    ...rules,
    breaks: hasOneLongDay(pattern) && !isFree ? rules.breaks : [],
    worksOnHolidays: isInTurns || rules.worksOnHolidays,
    shortDays: !isInTurns && rules.shortDays,
  };
}

/** Six hours and more in one piece, less than a whole day and night. */
function hasOneLongDay(pattern: ShiftPattern): boolean {
  const [only, ...more] = usualSegments(pattern);
  if (only === undefined || more.length > 0) return false;
  const minutes = only.endMinute - only.startMinute;
  return minutes >= 360 && minutes < 1440;
}
