import type { LocalDate } from "../../../core/calendar/types.ts";
import type {
  Evidence,
  LawDocument,
  OvertimeTier,
  PackData,
  PendingProvision,
  Provision,
} from "./types.ts";

const since: LocalDate = "2002-02-01";

const stands = <const T>(
  document: LawDocument,
  number: string,
  value: T,
  evidence: Evidence,
  validFrom: LocalDate = since,
): [Provision<T>] => [{ value, article: number, document, validFrom, validTo: null, evidence }];

/** An article of the labour code, as it has stood from the beginning. */
const article = <const T>(number: string, value: T, evidence: Evidence = "read"): [Provision<T>] =>
  stands("ru_labour_code", number, value, evidence);

const practice = <const T>(value: T): [Provision<T>] => stands("custom", "", value, "read");

/** Law 91-FZ rewrote art. 152: the base takes in what is paid beside the rate. */
const newBaseFrom: LocalDate = "2024-09-01";
const dayBefore: LocalDate = "2024-08-31";

const tiers: readonly OvertimeTier[] = [
  { upTo: 120, perMille: 1500 },
  { upTo: null, perMille: 2000 },
];
const day = 480;

const versions = <const T>(number: string, before: T, after: T): [Provision<T>, Provision<T>] => {
  const [old] = article(number, before);
  return [
    { ...old, validTo: dayBefore },
    { ...old, value: after, validFrom: newBaseFrom },
  ];
};

/** Labour code of Russia, order 588n on norms, decree 554 on nights (ATT §4.2). */
export const russia: PackData = {
  weekMinutes: article("91", 40 * 60),
  dayMinutes: stands("ru_order_588n", "1", day, "read"),
  hardDayMinutes: article("94", null),
  hardWeekMinutes: article("92", 36 * 60),
  fourWeeksMinutes: article("104", null),
  daySpanMinutes: article("94", null),
  weeklyRestMinutes: article("110", 42 * 60, "general"),
  daysInRow: article("111", 6, "general"),
  restBetweenMinutes: article("107", 12 * 60, "general"),
  shiftAfterShift: article("103", false, "general"),

  overtimeDayMinutes: article("99", null),
  overtimeTwoDaysMinutes: article("99", 4 * 60),
  overtimeYearMinutes: article("99", 120 * 60),
  overtimeTiers: versions("152", tiers, tiers),
  overtimeOfNightWorkers: article("99", true),
  overtimeBaseWithAdditions: versions("152", false, true),

  nightFromMinute: article("96", 22 * 60),
  nightToMinute: article("96", 6 * 60),
  nightPerMille: stands("ru_decree_554", "1", 200, "general", "2008-08-07"),
  nightNotForRotation: article("154", false),
  nightShiftShorterBy: article("96", 60),
  rotationPerMille: article("154", null),

  fridayPerMille: article("153", null),
  restDayPerMille: article("153", 2000),
  holidayPerMille: article("153", 2000),
  compensatedPerMille: article("153", 1000, "general"),

  annualLeaveDays: article("115", 28),
  annualLeaveMinutes: article("115", 28 * day, "computed"),
  leaveCounting: article("120", "calendar"),
  carryDays: article("124", null),
  hardLeaveDays: article("117", 35, "general"),
  leaveDayMinutes: practice([day]),
  marriageLeaveDays: article("128", 5, "general"),
  bereavementLeaveDays: article("128", 5, "general"),
  vacationPartDays: article("125", 14, "general"),
  vacationAfterMonths: article("122", 6, "general"),
  vacationPaidBeforeDays: article("136", 3, "general"),
  vacationInAdvance: article("137", true, "general"),

  adultAge: article("96", 18, "general"),
  minorsAtNight: article("96", false, "general"),
  minorsOvertime: article("99", false, "general"),
  minorsOnRestDays: article("268", false, "general"),
  wageDivisors: practice([]),
  fiveDayHoliday: practice([]),
  summedSchools: practice(["per_period", "per_shift"]),
};

/**
 * A bill of 2026 would allow 240 h a year, those from the 121st at the double rate, and fix the rule of days for summed
 * accounting. It passed the first reading on 10 February 2026 and is not in force.
 */
export const pendingInRussia: readonly PendingProvision[] = [
  {
    name: "overtimeYearMinutes",
    value: 240 * 60,
    article: "99",
    document: "ru_labour_code",
    stage: "first_reading",
    on: "2026-02-10",
  },
];
