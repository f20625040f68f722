import { periodOf } from "../../core/calendar/period.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import type { MemberContext } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import { type Receiver, receiverOf, receiverStatement } from "../corrections/receiver.ts";
import { dayResults, dayStatements, readDayFiles } from "../load-days.ts";
import { maxOpenMs, openUntil } from "../rules/next-action.ts";
import { type AttendanceSettings, settingsOf, settingsStatement } from "../settings.ts";
import type { WatchStage } from "./rules/step-watch.ts";

/** A day of one's own whose exit is missing. */
export interface OpenWatch {
  readonly date: LocalDate;
  readonly stage: WatchStage;
  readonly openSince: number;
  /** End of the plan, as it is now. */
  readonly endsAt: number;
  /** Until when the exit of that entry is taken: 16 h, or as long as the shift lasts (24/48). */
  readonly exitUntil: number;
  readonly timeZone: string;
  readonly settings: AttendanceSettings;
  readonly receiver: Receiver;
}

/**
 * One's own watch of a day, with the entry that has no exit. One read.
 * @throws {Refusal} `not_found` without a watch, `already_answered` when nothing is open any more or the month is closed
 */
export async function loadWatch(ctx: MemberContext, date: LocalDate): Promise<OpenWatch> {
  const { organisation, employeeId } = ctx.member;
  const range = { from: date, to: date };
  const now = ctx.deps.clock();
  const results = await ctx.deps.db.read([
    ...dayStatements(organisation, employeeId, range),
    {
      sql: "select stage, ends_at from shift_watches where org_id = ? and employee_id = ? and date = ?",
      params: [organisation.id, employeeId, date],
    },
    {
      sql: "select 1 from periods where org_id = ? and period = ? and state = 'closed'",
      params: [organisation.id, periodOf(date, organisation.calendar)],
    },
    settingsStatement(organisation.id),
    receiverStatement(organisation.id, employeeId, now),
  ]);
  const [watch, closed, settings, receiver] = results.slice(dayResults);
  const [stage, endsAt] = watch?.rows[0] ?? [];
  if (stage === undefined) throw new Refusal("not_found");
  const { files, derive } = readDayFiles(results.slice(0, dayResults), organisation);
  const [file] = files;
  const [day] = file === undefined ? [] : derive(file, range, now);
  const open = day?.sessions.findLast(({ out }) => out === null);
  const isClosed = (closed?.rows.length ?? 0) > 0;
  if (day === undefined || open === undefined || isClosed) throw new Refusal("already_answered");
  return {
    date,
    stage: stage as WatchStage,
    openSince: open.in.at,
    endsAt: day.planned.segments.at(-1)?.end ?? Number(endsAt),
    exitUntil: Math.max(open.in.at + maxOpenMs, openUntil(open.in.at, [day.planned]) ?? 0),
    timeZone: day.zone,
    settings: settingsOf(settings?.rows[0]?.[0]),
    receiver: receiverOf(receiver, organisation, employeeId, now),
  };
}
