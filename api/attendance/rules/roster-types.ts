import type {
  Instant,
  IsoWeekday,
  LocalDate,
  MinuteOfDay,
  OfficialDay,
} from "../../core/calendar/types.ts";

/** A stretch of planned work; `endMinute` > `startMinute`, past 1440 when it ends the next day. */
export interface ShiftSegment {
  startMinute: MinuteOfDay;
  endMinute: MinuteOfDay;
}

/**
 * When a shift is worked.
 * `workdays`: the same segments on every day outside the organisation's weekend.
 * `weekly`: segments per ISO weekday (fixed, split and night shifts). `rotating`: a cycle of days from an anchor (2/2, 24/48).
 * `rota`: only the days entered by hand. `weekly_flexible`: a number of minutes a week, any time.
 */
export type ShiftPattern =
  | { kind: "workdays"; segments: readonly ShiftSegment[] }
  | { kind: "weekly"; days: Readonly<Partial<Record<IsoWeekday, readonly ShiftSegment[]>>> }
  | { kind: "rotating"; anchor: LocalDate; cycle: readonly (readonly ShiftSegment[])[] }
  | { kind: "rota"; days: Readonly<Record<LocalDate, readonly ShiftSegment[]>> }
  | { kind: "weekly_flexible"; weekMinutes: number };

/**
 * `auto_deduct`: `minutes` are taken off after `afterMinutes` of presence, less what was taken by punches.
 * `window`: a fixed stretch, minutes of day of the shift's date. `punched`: only what is punched counts; `minutes` is the limit.
 */
export type BreakRule =
  | { mode: "auto_deduct"; paid: false; minutes: number; afterMinutes: number }
  | { mode: "window"; paid: boolean; startMinute: MinuteOfDay; endMinute: MinuteOfDay }
  | { mode: "punched"; paid: boolean; minutes: number };

/** `approval`: counted only with an approved overtime request. `automatic`: counted. `never`: always surplus. */
export type OvertimeMode = "approval" | "automatic" | "never";

export type LateMode = "whole" | "excess";

export interface ShiftRules {
  graceLateMinutes: number;
  graceEarlyMinutes: number;
  /** Late by eleven with a grace of ten is eleven (`whole`) or one (`excess`), ATT D1. */
  lateMode: LateMode;
  /** Arrival may float by this much and moves the expected end (شناوری, ATT D3); 0 = fixed. */
  floatMinutes: number;
  /** A punch this long before the start still belongs to the day. */
  earlyWindowMinutes: number;
  /** And this long after the end. */
  lateWindowMinutes: number;
  breaks: readonly BreakRule[];
  overtimeBefore: OvertimeMode;
  overtimeAfter: OvertimeMode;
  /** Staying or coming early by no more than this is nothing; by more counts from the edge of the shift. 0: every minute counts. */
  overtimeBufferMinutes: number;
  /** Planned even on holidays (guards, 24/48). */
  worksOnHolidays: boolean;
  /** Shortened working days shorten this shift (RU art. 95). */
  shortDays: boolean;
}

/** One effective-dated version of a shift; never edited in place. */
export interface ShiftVersion {
  id: string;
  shiftId: string;
  validFrom: LocalDate;
  /** Last day, inclusive; null = until the next version. */
  validTo: LocalDate | null;
  pattern: ShiftPattern;
  rules: ShiftRules;
}

/** A shift given to a person or to a group the person is in, by date range. A person's own assignment wins over a group's. */
export interface ShiftAssignment {
  id: string;
  shiftId: string;
  target: "employee" | "group";
  from: LocalDate;
  /** Last day, inclusive; null = open. */
  to: LocalDate | null;
  workplaceId: string | null;
  zone: string;
}

/** `exception`: a manager's word for one day. `rota`, `copy`, `swap`: the roster itself, hours like any planned ones. */
export type RosterSource = "exception" | "rota" | "copy" | "swap";

/** What one person does on one date instead of the plan: the row that holds. */
export interface RosterException {
  id: string;
  date: LocalDate;
  /** None: a day off. Several: a split shift, or two shifts. */
  segments: readonly ShiftSegment[];
  /** Whose rules hold; null: those of the shift planned that day. */
  shiftId: string | null;
  source: RosterSource;
  /** The rest day worked for which this day off is given. */
  substituteFor: LocalDate | null;
}

export interface PlannedSegment {
  start: Instant;
  end: Instant;
}

/** What one person should do on one date. No segments: a day off, or nobody assigned a shift. */
export interface PlannedDay {
  date: LocalDate;
  zone: string;
  official: OfficialDay;
  assignmentId: string | null;
  shiftVersionId: string | null;
  workplaceId: string | null;
  /** The row of the roster that stands in place of the plan. */
  exceptionId: string | null;
  /** An exception asks to work on what is a day of rest: its hours are rest-day work. */
  restDay: boolean;
  /** The day off given for work on this day (IR art. 62, RU art. 153). */
  substituteOn: LocalDate | null;
  /** The worked rest day that this day off stands for. */
  substituteFor: LocalDate | null;
  /** Minutes of the whole week of a weekly-flexible shift; the day's share is `expectedMinutes`. Null for others. */
  weekMinutes: number | null;
  /** In order, not overlapping. */
  segments: readonly PlannedSegment[];
  /** Net of unpaid breaks and of short-day minutes. */
  expectedMinutes: number;
  /** Null when no shift is assigned. */
  rules: ShiftRules | null;
}

/** Leave, mission or overtime permission that is approved. Times are instants; a whole or half day has none. */
export type ApprovedRequest =
  | {
      kind: "leave" | "mission";
      requestId: string;
      /** Leave type code; null for a mission. */
      leaveType: string | null;
      unit: "day";
      from: LocalDate;
      to: LocalDate;
    }
  | {
      kind: "leave" | "mission";
      requestId: string;
      leaveType: string | null;
      unit: "half_day";
      date: LocalDate;
      part: "first" | "second";
      /** How many planned minutes the half covers (IR 220, RU 240). */
      minutes: number;
    }
  | {
      kind: "leave" | "mission";
      requestId: string;
      leaveType: string | null;
      unit: "hour";
      from: Instant;
      to: Instant;
    }
  | { kind: "overtime"; requestId: string; from: Instant; to: Instant };
