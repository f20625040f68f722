import type { WorkTotals } from "../rules/person-month.ts";
import type { PersonSums } from "../rules/sum-days.ts";

/** Kinds of time in the order in which a month shows them, with the word of each. */
export const timeColumns = [
  ["expected", "expected"],
  ["worked", "worked"],
  ["overtime", "overtime"],
  ["night", "night"],
  ["restDay", "rest_day"],
  ["holiday", "holiday"],
  ["mission", "mission"],
  ["leavePaid", "leave_paid"],
  ["leaveSick", "leave_sick"],
  ["leaveUnpaid", "leave_unpaid"],
  ["absence", "absence"],
  ["late", "late"],
  ["early", "early"],
  ["deficit", "deficit"],
] as const satisfies readonly (readonly [keyof WorkTotals, string])[];

/** Counts of days that go before them. */
export const dayColumns = [
  ["presentDays", "present_days"],
  ["payableDays", "payable_days"],
] as const satisfies readonly (readonly [keyof PersonSums, string])[];
