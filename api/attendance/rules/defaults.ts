import type { LawProfile } from "../../core/calendar/types.ts";
import type { DaySettings, PunchSettings, ShiftPattern, ShiftRules } from "./types.ts";

export const DEFAULT_PUNCH_SETTINGS: PunchSettings = {
  dedupeSeconds: 60,
  undoSeconds: 120,
  maxOpenMinutes: 16 * 60,
  delayedAfterSeconds: 120,
  futureToleranceSeconds: 120,
  accuracyMaxM: 100,
  impossibleSpeedKmh: 200,
  replayDays: 3,
};

const COMMON_SETTINGS: DaySettings = {
  maxOpenMinutes: 16 * 60,
  shortSessionSeconds: 60,
  nightFromMinute: 22 * 60,
  nightToMinute: 6 * 60,
  restDayWork: "automatic",
  markWeekend: false,
  rounding: { minutes: 1, mode: "nearest" },
  overtimeTiers: [],
  autoOutAfterMinutes: null,
  freeLatesPerMonth: null,
};

/** What a day is reckoned by where nobody said otherwise. RU: two hours of overtime, then the second tier (art. 152). */
export function defaultDaySettings(profile: LawProfile): DaySettings {
  return profile === "ir"
    ? { ...COMMON_SETTINGS, markWeekend: true }
    : { ...COMMON_SETTINGS, overtimeTiers: [120] };
}

const COMMON_RULES: ShiftRules = {
  graceLateMinutes: 10,
  graceEarlyMinutes: 10,
  lateMode: "whole",
  floatMinutes: 0,
  earlyWindowMinutes: 120,
  lateWindowMinutes: 240,
  breaks: [],
  overtimeBefore: "approval",
  overtimeAfter: "approval",
  overtimeBufferMinutes: 0,
  worksOnHolidays: false,
  shortDays: false,
};

/** Rules a new shift starts with. RU: an hour's unpaid break, taken off after four hours, and short days. */
export function defaultShiftRules(profile: LawProfile): ShiftRules {
  if (profile === "ir") return COMMON_RULES;
  return {
    ...COMMON_RULES,
    breaks: [{ mode: "auto_deduct", paid: false, minutes: 60, afterMinutes: 240 }],
    shortDays: true,
  };
}

/** The first shift of an organisation: IR Saturday–Thursday 08:00–15:20 (440 min), RU Monday–Friday 09:00–18:00 (480 min). */
export function defaultShiftPattern(profile: LawProfile): ShiftPattern {
  return {
    kind: "workdays",
    segments:
      profile === "ir"
        ? [{ startMinute: 480, endMinute: 920 }]
        : [{ startMinute: 540, endMinute: 1080 }],
  };
}
