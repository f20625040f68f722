import type { CalendarName, Language, Profile } from "../../core/words.ts";

export interface ShiftDefaults {
  /** Minutes from local midnight. */
  readonly startMinute: number;
  readonly endMinute: number;
  /** Unpaid, minutes. */
  readonly breakMinutes: number;
}

/** What an organisation begins with; each can be changed later (P 2). */
export interface ProfileDefaults {
  readonly language: Language;
  readonly calendar: CalendarName;
  readonly timeZone: string;
  /** ISO weekdays. */
  readonly weekend: readonly number[];
  /** Minutes of a working day by law: IR 7:20 (44 hours in six days), RU 8:00. */
  readonly dayNormMinutes: number;
  /** What half a day of leave costs, minutes. */
  readonly halfDayMinutes: number;
  readonly shift: ShiftDefaults;
}

export const profileDefaults: Readonly<Record<Profile, ProfileDefaults>> = {
  ir: {
    language: "fa",
    calendar: "jalali",
    timeZone: "Asia/Tehran",
    weekend: [5],
    dayNormMinutes: 440,
    halfDayMinutes: 220,
    shift: { startMinute: 480, endMinute: 920, breakMinutes: 0 },
  },
  ru: {
    language: "ru",
    calendar: "gregorian",
    timeZone: "Europe/Moscow",
    weekend: [6, 7],
    dayNormMinutes: 480,
    halfDayMinutes: 240,
    shift: { startMinute: 540, endMinute: 1080, breakMinutes: 60 },
  },
};

/** What a shift says when nobody said otherwise, minutes. */
export const shiftRuleDefaults = {
  breakAfterMinutes: 240,
  graceLate: 10,
  graceEarly: 10,
  earlyWindow: 120,
  lateWindow: 240,
} as const;
