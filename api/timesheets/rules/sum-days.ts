import type { DayRecord, WorkTotals } from "./person-month.ts";

export const noWork: WorkTotals = {
  worked: 0,
  expected: 0,
  overtime: 0,
  night: 0,
  restDay: 0,
  holiday: 0,
  mission: 0,
  leavePaid: 0,
  leaveSick: 0,
  leaveUnpaid: 0,
  absence: 0,
  late: 0,
  early: 0,
  deficit: 0,
};

/** The sum of two sets of minutes. */
export const addTotals = (a: WorkTotals, b: WorkTotals): WorkTotals => ({
  worked: a.worked + b.worked,
  expected: a.expected + b.expected,
  overtime: a.overtime + b.overtime,
  night: a.night + b.night,
  restDay: a.restDay + b.restDay,
  holiday: a.holiday + b.holiday,
  mission: a.mission + b.mission,
  leavePaid: a.leavePaid + b.leavePaid,
  leaveSick: a.leaveSick + b.leaveSick,
  leaveUnpaid: a.leaveUnpaid + b.leaveUnpaid,
  absence: a.absence + b.absence,
  late: a.late + b.late,
  early: a.early + b.early,
  deficit: a.deficit + b.deficit,
});

/** What a person's stretch of dates comes to. */
export interface PersonSums {
  readonly totals: WorkTotals;
  /** Days with time at work or on a mission. */
  readonly presentDays: number;
  /**
   * روز کارکرد: days the wage is due for, as the insurance list counts them: days employed less whole days of absence,
   * unpaid leave and sick leave (that one is paid by the insurance).
   */
  readonly payableDays: number;
  readonly sickDays: number;
  readonly unpaidDays: number;
  readonly leaveDays: number;
  readonly absentDays: number;
}

/** Only days that belong to the timesheet are counted; what lies ahead is not. */
export function sumDays(days: readonly DayRecord[]): PersonSums {
  const own = days.filter(({ state }) => state === "day");
  const count = (holds: (day: DayRecord) => boolean) => own.filter(holds).length;
  const sickDays = count(({ wholeDay }) => wholeDay === "sick");
  const unpaidDays = count(({ wholeDay }) => wholeDay === "unpaid");
  const absentDays = count(({ mark }) => mark === "absent");
  return {
    totals: own.reduce((sum, day) => addTotals(sum, day.totals), noWork),
    presentDays: count(({ totals }) => totals.worked + totals.mission > 0),
    payableDays: own.length - sickDays - unpaidDays - absentDays,
    sickDays,
    unpaidDays,
    leaveDays: count(({ wholeDay }) => wholeDay === "paid"),
    absentDays,
  };
}
