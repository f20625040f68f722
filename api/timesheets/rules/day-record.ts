import type { DayLine, DayResult, Session } from "../../attendance/rules/types.ts";
import type { LawProfile, LocalDate } from "../../core/calendar/types.ts";
import { instantAt } from "../../core/calendar/zone.ts";
import { dayCodes } from "../../law/rules/day-codes.ts";
import type { T13Code } from "../../law/rules/t13-codes.ts";
import type { DayMark, DayRecord } from "./person-month.ts";
import { noWork } from "./sum-days.ts";

/** How a kind of leave is paid: by the house, by the insurance, or not at all. */
export type LeavePay = "paid" | "sick" | "unpaid";

export interface DayRecordOf {
  readonly profile: LawProfile;
  /** Days after this one have not come yet. */
  readonly today: LocalDate;
  /** Type code by request id. */
  readonly typeOfRequest: ReadonlyMap<string, string>;
  readonly payOfType: ReadonlyMap<string, LeavePay>;
  /** Codes of the organisation's own types. */
  readonly ownCodes: ReadonlyMap<string, T13Code>;
  /** What somebody said an unexplained day is, when the month was closed. */
  readonly saidOf?: ReadonlyMap<LocalDate, "accepted" | "truancy" | "unpaid">;
}

/** A date on which the person does not work here. */
export const outside = (date: LocalDate): DayRecord => ({ ...nothing, date, state: "out" });

const nothing = {
  mark: "none",
  codes: [],
  from: null,
  to: null,
  totals: noWork,
  wholeDay: null,
} as const;

/** One day of the engine as timesheets write it; every number comes from its lines. */
export function dayRecord(day: DayResult, of: DayRecordOf): DayRecord {
  if (day.date > of.today) return { ...nothing, date: day.date, state: "ahead" };
  const codes = dayCodes(day, {
    profile: of.profile,
    requestTypeCodes: of.typeOfRequest,
    ownCodes: of.ownCodes,
  });
  const midnight = instantAt(day.date, 0, day.zone);
  const { totals } = day;
  const leave = leaveMinutes(day, of);
  return {
    date: day.date,
    state: "day",
    mark: markOfDay(day),
    codes: codes.map(({ code, minutes }) => ({ code: clearedUp(code, day.date, of), minutes })),
    from: minutesAfter(midnight, day.sessions[0]?.in),
    to: minutesAfter(midnight, day.sessions.at(-1)?.out),
    wholeDay: wholeDayOf(day, of),
    totals: {
      worked: totals.worked,
      expected: totals.expected,
      overtime: totals.overtime,
      night: totals.night,
      restDay: totals.weekend,
      holiday: totals.holiday,
      mission: totals.mission,
      leavePaid: leave.paid,
      leaveSick: leave.sick,
      leaveUnpaid: leave.unpaid,
      absence: totals.absence,
      late: totals.late,
      early: totals.earlyLeave,
      deficit: totals.deficit,
    },
  };
}

const minutesAfter = (midnight: number, punch: Session["out"] | undefined): number | null =>
  punch === null || punch === undefined ? null : Math.floor((punch.at - midnight) / 60_000);

function markOfDay({ status, totals, planned }: DayResult): DayMark {
  if (status === "absent" || status === "unresolved") return status;
  if (totals.worked > 0) return "worked";
  if (totals.mission > 0) return "mission";
  if (status === "leave") return "leave";
  if (status !== "day_off") return "none";
  return planned.official.kind === "holiday" ? "holiday" : "rest";
}

/** НН stays until somebody said what it was (ATT §4.2). */
function clearedUp(code: T13Code, date: LocalDate, { saidOf }: DayRecordOf): T13Code {
  const said = saidOf?.get(date);
  if (code !== "НН" || said === undefined) return code;
  return ({ truancy: "ПР", unpaid: "ДО", accepted: "НН" } as const)[said];
}

function leaveMinutes({ lines }: DayResult, of: DayRecordOf): Record<LeavePay, number> {
  const sums = { paid: 0, sick: 0, unpaid: 0 };
  for (const line of lines)
    if (line.layer === "credit" && line.kind === "leave") sums[payOf(line, of)] += line.minutes;
  return sums;
}

const payOf = ({ leaveType, why }: DayLine, of: DayRecordOf): LeavePay =>
  of.payOfType.get(of.typeOfRequest.get(why.requestId ?? "") ?? leaveType ?? "annual") ?? "paid";

/** Sick and unpaid leave take days off with them, paid leave only what was due. */
function wholeDayOf({ status, requestIds }: DayResult, of: DayRecordOf): LeavePay | null {
  if (status !== "leave" && status !== "day_off") return null;
  const pays = requestIds.flatMap((id) => of.payOfType.get(of.typeOfRequest.get(id) ?? "") ?? []);
  if (pays.includes("sick")) return "sick";
  if (pays.includes("unpaid")) return "unpaid";
  return status === "leave" ? "paid" : null;
}
