import type { LocalDate } from "../../../core/calendar/types.ts";
import type { Evidence, PackData, Provision } from "./types.ts";

const since: LocalDate = "1990-11-20";

/** An article of the labour code of 1369, as it has stood from the beginning. */
const article = <const T>(
  number: string,
  value: T,
  evidence: Evidence = "read",
): [Provision<T>] => [
  {
    value,
    article: number,
    document: "ir_labour_code",
    validFrom: since,
    validTo: null,
    evidence,
  },
];

const practice = <const T>(value: T): [Provision<T>] => [
  { value, article: "", document: "custom", validFrom: since, validTo: null, evidence: "read" },
];

const day = 440;

/** Labour code of Iran (ATT §4.1). Day limits and premiums hold for what is agreed, too: they are minimums of the law. */
export const iran: PackData = {
  weekMinutes: article("51", 44 * 60),
  dayMinutes: article("51", day, "computed"),
  hardDayMinutes: article("52", 6 * 60),
  hardWeekMinutes: article("52", 36 * 60),
  fourWeeksMinutes: article("57", 176 * 60),
  daySpanMinutes: article("54", 15 * 60),
  weeklyRestMinutes: article("62", 24 * 60),
  daysInRow: article("62", 6, "computed"),
  // What a span of fifteen hours leaves of the day.
  restBetweenMinutes: article("54", 9 * 60, "computed"),
  shiftAfterShift: article("54", true, "computed"),

  overtimeDayMinutes: article("59", 4 * 60),
  overtimeTwoDaysMinutes: article("59", null),
  overtimeYearMinutes: article("59", null),
  overtimeTiers: article("59", [{ upTo: null, perMille: 1400 }]),
  overtimeOfNightWorkers: article("61", false, "general"),
  overtimeBaseWithAdditions: article("59", false, "general"),

  nightFromMinute: article("53", 22 * 60),
  nightToMinute: article("53", 6 * 60),
  nightPerMille: article("58", 350),
  nightNotForRotation: article("58", true),
  nightShiftShorterBy: article("53", 0, "computed"),
  rotationPerMille: article("56", {
    none: 0,
    morning_evening: 100,
    morning_evening_night: 150,
    with_night: 225,
  }),

  fridayPerMille: article("62.1", 400),
  restDayPerMille: article("59", 1400, "computed"),
  holidayPerMille: article("59", 1400),
  compensatedPerMille: article("62.1", 1000),

  annualLeaveDays: article("64", 26),
  annualLeaveMinutes: article("64", 26 * day, "computed"),
  leaveCounting: article("64", "planned"),
  carryDays: article("66", 9),
  hardLeaveDays: article("65", 30, "computed"),
  leaveDayMinutes: article("70", [day, 8 * 60]),
  marriageLeaveDays: article("73", 3),
  bereavementLeaveDays: article("73", 3),
  vacationPartDays: article("69", null),
  vacationAfterMonths: article("64", null),
  vacationPaidBeforeDays: article("69", null),
  vacationInAdvance: article("64", false, "general"),

  adultAge: article("80", 18, "general"),
  minorsAtNight: article("83", false, "general"),
  minorsOvertime: article("83", false, "general"),
  minorsOnRestDays: article("62", true, "general"),
  wageDivisors: practice(["7.33", "22/3"]),
  fiveDayHoliday: practice(["credit720", "credit848"]),
  summedSchools: practice([]),
};
