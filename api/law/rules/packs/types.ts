import type { LawProfile, LocalDate, MinuteOfDay } from "../../../core/calendar/types.ts";

/** Where a number stands; the front end names it. `custom`: payroll practice, no article says it. */
export type LawDocument =
  | "ir_labour_code"
  | "ru_labour_code"
  | "ru_order_588n"
  | "ru_decree_554"
  | "custom";

/** `read`: in the cited text. `computed`: follows from it. `general`: common knowledge, to be read again before a dispute. */
export type Evidence = "read" | "computed" | "general";

/** One number of the law as it stands from `validFrom` to `validTo`, both inclusive. */
export interface Provision<T> {
  readonly value: T;
  /** As it is cited: `59`, `62.1`; empty for practice. */
  readonly article: string;
  readonly document: LawDocument;
  readonly validFrom: LocalDate;
  /** Null: in force. */
  readonly validTo: LocalDate | null;
  readonly evidence: Evidence;
}

/** Overtime up to so many minutes of a day at a rate; null: the rest. */
export interface OvertimeTier {
  readonly upTo: number | null;
  readonly perMille: number;
}

/** How a worker's shifts turn over (IR art. 55–56); `none`: always the same part of the day. */
export type Rotation = "none" | "morning_evening" | "morning_evening_night" | "with_night";

/** What an official holiday takes off the week of five long days (ATT §4.1): 7:20, or the whole 8:48. */
export type FiveDayHoliday = "credit720" | "credit848";

/** Who is paid the first two overtime hours of a summed period at the lower rate: each shift, or the period once. */
export type SummedSchool = "per_period" | "per_shift";

/** `7.33` as payrolls do, or exactly 22/3 hours in a day (ATT H13). */
export type WageDivisor = "7.33" | "22/3";

/** Annual leave is charged by the days due to be worked, or by calendar days without holidays. */
export type LeaveDays = "planned" | "calendar";

/** Values of the law; minutes, days, and rates in thousandths of the hour's wage. Null: this law has no such rule. */
export interface LawValues {
  weekMinutes: number;
  /** The average working day. */
  dayMinutes: number;
  /** Hard and underground work. */
  hardDayMinutes: number | null;
  hardWeekMinutes: number;
  /** Working time of workers on rotation in any four weeks. */
  fourWeeksMinutes: number | null;
  /** From the first IN to the last OUT of a day. */
  daySpanMinutes: number | null;
  /** The least uninterrupted rest of a week. */
  weeklyRestMinutes: number;
  /** Days that may be worked in a row. */
  daysInRow: number;
  restBetweenMinutes: number | null;
  /** Whether one shift may follow another at once. */
  shiftAfterShift: boolean;

  overtimeDayMinutes: number | null;
  overtimeTwoDaysMinutes: number | null;
  overtimeYearMinutes: number | null;
  overtimeTiers: readonly OvertimeTier[];
  /** Whether people with night or hard work may be given overtime. */
  overtimeOfNightWorkers: boolean;
  /** Whether the base of overtime takes in compensations and incentives. */
  overtimeBaseWithAdditions: boolean;

  nightFromMinute: MinuteOfDay;
  nightToMinute: MinuteOfDay;
  /** On top of the hour. */
  nightPerMille: number;
  /** Those on rotation get a premium of shifts instead. */
  nightNotForRotation: boolean;
  /** By how much a night shift is shorter than a day one. */
  nightShiftShorterBy: number;
  /** On top of the wage of the shifts. */
  rotationPerMille: Readonly<Record<Rotation, number>> | null;

  /** On top of the hour on a worked Friday. */
  fridayPerMille: number | null;
  /** The whole hour on any other day off. */
  restDayPerMille: number;
  /** The whole hour on a public holiday. */
  holidayPerMille: number;
  /** The whole hour when the person takes another day off for it. */
  compensatedPerMille: number;

  annualLeaveDays: number;
  annualLeaveMinutes: number;
  leaveCounting: LeaveDays;
  /** Days a year that may be carried into the next; null: leave does not expire. */
  carryDays: number | null;
  hardLeaveDays: number;
  /** Minutes of leave that are a day, the usual one first. */
  leaveDayMinutes: readonly number[];
  marriageLeaveDays: number;
  bereavementLeaveDays: number;
  /** One part of a year's vacation is at least so long. */
  vacationPartDays: number | null;
  /** Months of work before the first vacation may be demanded. */
  vacationAfterMonths: number | null;
  /** Days before its start at which vacation is paid. */
  vacationPaidBeforeDays: number | null;
  /** Whether days that are not earned yet may be taken back from the last wage. */
  vacationInAdvance: boolean;

  adultAge: number;
  minorsAtNight: boolean;
  minorsOvertime: boolean;
  minorsOnRestDays: boolean;
  wageDivisors: readonly WageDivisor[];
  fiveDayHoliday: readonly FiveDayHoliday[];
  summedSchools: readonly SummedSchool[];
}

export type ProvisionName = keyof LawValues;

/** The law of a country on one day: every number with its source. */
export type LawPack = { readonly profile: LawProfile; readonly date: LocalDate } & {
  readonly [Name in ProvisionName]: Provision<LawValues[Name]>;
};

/** All versions of every number, oldest first, without gaps. */
export type PackData = {
  readonly [Name in ProvisionName]: readonly [
    Provision<LawValues[Name]>,
    ...Provision<LawValues[Name]>[],
  ];
};

/** What is not law yet: told to people, never counted with. */
export interface PendingProvision {
  readonly name: ProvisionName;
  readonly value: number;
  readonly article: string;
  readonly document: LawDocument;
  /** Stage and day of the stage. */
  readonly stage: "first_reading";
  readonly on: LocalDate;
}
