import type { LocalDate } from "../../core/calendar/types.ts";

/** One code of a T‑13 day; minutes are null where only the code is written (ATT §4.2: absences counted in days). */
export interface CodedTime {
  readonly code: string;
  readonly minutes: number | null;
}

/**
 * `day`: belongs to the timesheet. `out`: not employed yet, or no longer, or in another unit. `ahead`: has not come yet.
 * What the month does not have at all is no day.
 */
export type DayState = "day" | "out" | "ahead";

/** What the person's day is shown as. */
export type DayMark =
  | "worked"
  | "mission"
  | "leave"
  | "absent"
  | "unresolved"
  | "holiday"
  | "rest"
  | "none";

/** Minutes of a day or a month by kind, as the lines of the day engine give them. */
export interface WorkTotals {
  readonly worked: number;
  readonly expected: number;
  readonly overtime: number;
  readonly night: number;
  /** On the weekly rest day: جمعه‌کاری. */
  readonly restDay: number;
  readonly holiday: number;
  readonly mission: number;
  readonly leavePaid: number;
  readonly leaveSick: number;
  readonly leaveUnpaid: number;
  readonly absence: number;
  readonly late: number;
  readonly early: number;
  readonly deficit: number;
}

export interface DayRecord {
  readonly date: LocalDate;
  readonly state: DayState;
  readonly mark: DayMark;
  readonly codes: readonly CodedTime[];
  /** First arrival and last departure, minutes of the day's own midnight. */
  readonly from: number | null;
  readonly to: number | null;
  readonly totals: WorkTotals;
  /** Has leave of this kind for the whole day: it is not worked and, but for the paid one, not paid for by the house. */
  readonly wholeDay: "paid" | "sick" | "unpaid" | null;
}

/** One person in a stretch of dates, as every timesheet starts from. */
export interface PersonMonth {
  readonly employeeId: string;
  readonly name: string;
  readonly position: string | null;
  readonly personnelNumber: string | null;
  /** Name of the unit; null: none. */
  readonly unit: string | null;
  /** One for each date of the period, in order. */
  readonly days: readonly DayRecord[];
}
