import { type Api, ask } from "../../core/api.ts";

/** @param date `YYYY-MM-DD` or `today`; @param employeeId one's own day when left out */
export const fetchDay = (api: Api, date: string, employeeId?: string) =>
  ask(
    api.attendance.days[":date"].$get({
      param: { date },
      query: employeeId === undefined ? {} : { employeeId },
    }),
  );

/** @param period `1405-08`, `2026-11` or `current`; @param employeeId one's own month when left out */
export const fetchMonth = (api: Api, period: string, employeeId?: string) =>
  ask(
    api.attendance.months[":period"].$get({
      param: { period },
      query: employeeId === undefined ? {} : { employeeId },
    }),
  );

export type Day = Awaited<ReturnType<typeof fetchDay>>;
export type Line = Day["lines"][number];
export type LoggedPunch = Day["punches"][number];
export type Month = Awaited<ReturnType<typeof fetchMonth>>;
export type MonthDay = Month["days"][number];

/** The date or period an argument names; anything else (a label, a word) means now. */
export const dateArgument = (text: string | undefined): string =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : "today";
export const periodArgument = (text: string | undefined): string =>
  text !== undefined && /^\d{4}-\d{2}$/.test(text) ? text : "current";
