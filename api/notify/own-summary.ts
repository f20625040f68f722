import type { z } from "zod";
import { dayResults, dayStatements, readDayFiles } from "../attendance/load-days.ts";
import type { DayResult, DayTotals } from "../attendance/rules/types.ts";
import { settledDays, settledRange } from "../attendance/settled-days.ts";
import {
  refuseHiddenDays,
  refuseSeatless,
  seatless,
  type ViewContext,
} from "../attendance/visible-days.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { showBalance } from "../leave/show-balance.ts";
import type { ownSummary, summaryQuery } from "./schemas.ts";

/**
 * One's own days summed up: what was worked and owed, what is unresolved, the leave that is left. Money hides it like the days.
 * @throws {Refusal} `forbidden`, `not_found`; what `refuseHiddenDays` says
 */
export async function summariseOwn(
  ctx: ViewContext,
  range: z.infer<typeof summaryQuery>,
): Promise<z.infer<typeof ownSummary>> {
  permit(ctx, "punch.self");
  const { organisation, employeeId } = ctx.member;
  refuseHiddenDays(ctx, employeeId, range.to);
  const now = ctx.deps.clock();
  const today = localDateOf(now, organisation.timeZone);
  const { from, to } = range;
  const results = await ctx.deps.db.read([
    ...dayStatements(organisation, employeeId, settledRange({ from, to }, organisation)),
    seatless(ctx),
  ]);
  refuseSeatless(ctx, employeeId, to, results[dayResults]?.rows);
  const read = readDayFiles(results.slice(0, dayResults), organisation);
  const [file] = read.files;
  if (file === undefined) throw new Refusal("not_found");
  const settled = settledDays(read, file, { from, to }, now, organisation);
  const days = settled.days.filter(({ date }) => date <= today);
  const sum = (name: keyof DayTotals) => days.reduce((all, day) => all + day.totals[name], 0);
  const left = ctx.member.permissions.has("requests.self") ? await showBalance(ctx) : null;
  return {
    from,
    to,
    isEmpty: sum("expected") === 0 && sum("worked") === 0 && sum("presence") === 0,
    totals: {
      worked: sum("worked"),
      expected: sum("expected"),
      overtime: sum("overtime"),
      surplus: sum("surplus"),
      deficit: sum("deficit"),
      absence: sum("absence"),
      leave: sum("leave"),
      late: sum("late"),
    },
    lateDays: days.filter(({ totals }) => totals.late > 0).length,
    unresolved: days.filter(isUnresolved).map(({ date }) => date),
    balance: left && { minutes: left.minutes, dayMinutes: left.dayMinutes },
  };
}

const isUnresolved = ({ status }: DayResult): boolean => status === "unresolved";
