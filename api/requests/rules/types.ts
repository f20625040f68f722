import type { LawProfile, LocalDate, MinuteOfDay } from "../../core/calendar/types.ts";

export type RequestKind = "leave" | "mission" | "overtime" | "correction" | "swap" | "cancel";

export type RequestState = "pending" | "approved" | "rejected" | "cancelled" | "withdrawn";

/** When somebody wants to be away. `hour` may pass midnight: `toMinute` > 1440. */
export type RequestSpan =
  | { unit: "day"; from: LocalDate; to: LocalDate }
  | { unit: "half_day"; date: LocalDate; part: "first" | "second" }
  | { unit: "hour"; date: LocalDate; fromMinute: MinuteOfDay; toMinute: MinuteOfDay };

/**
 * Which dates of a range are charged.
 * `planned`: days the person is due to work (IR). `calendar`: every day but public holidays (RU art. 120). `every`: all.
 */
export type LeaveCounting = "planned" | "calendar" | "every";

/** Numbers of one leave type; effective-dated data of a law pack or of the organisation. */
export interface LeaveTypeRules {
  code: string;
  counting: LeaveCounting;
  /** `plan`: a day costs what was planned that day (24/48 costs 24:00, ATT F19); `norm`: `dayMinutes`. */
  dayCharge: "plan" | "norm";
  dayMinutes: number;
  halfDayMinutes: number;
  /** Charged to a balance at all (sick, unpaid and mission are not). */
  usesBalance: boolean;
}

export type SkipReason = "weekend" | "holiday" | "day_off" | "outside_shift";

export interface LeaveCostDay {
  date: LocalDate;
  minutes: number;
  /** Set when the day is free of charge. */
  skipped: SkipReason | null;
  /** The holiday's or the closure's names, to say why. */
  names: readonly { fa?: string; ru?: string }[];
  /** False: the official calendar of this day is not known. */
  calendarKnown: boolean;
}

export interface LeaveCost {
  minutes: number;
  chargedDays: number;
  days: readonly LeaveCostDay[];
  /** False when any day lies outside the published calendars. */
  calendarKnown: boolean;
}

export interface AccrualRules {
  profile: LawProfile;
  /** Entitlement of a full year, minutes (IR 26 × 440, RU 28 × 480). */
  yearMinutes: number;
}

/** One monthly accrual; `key` is unique per person and leave type, so inserting twice is harmless. */
export interface AccrualEntry {
  key: string;
  /** Counts from this day on. */
  effectiveOn: LocalDate;
  /** First day of its leave year: from then on it may be taken in advance. */
  leaveYearFrom: LocalDate;
  minutes: number;
}

export type LedgerReason =
  | "opening"
  | "accrual"
  | "use"
  | "reversal"
  /** A year was closed; moves nothing by itself. */
  | "carry_over"
  | "expiry"
  /** Paid out instead of taken: at a year's end, or when somebody leaves. */
  | "payout"
  | "adjustment";

export interface LedgerEntry {
  /** Unique per person and leave type: accrual key, request id … */
  key: string;
  reason: LedgerReason;
  /** Signed. */
  minutes: number;
  effectiveOn: LocalDate;
  /** Why somebody entered it. */
  note?: string | null;
}

/** A request that is waiting or approved, for the overlap check. */
export interface ExistingRequest {
  id: string;
  kind: RequestKind;
  state: RequestState;
  span: RequestSpan;
}
