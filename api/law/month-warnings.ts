import {
  seatless,
  refuseHiddenDays,
  refuseSeatless,
  type ViewContext,
} from "../attendance/visible-days.ts";
import { whoseDays } from "../attendance/whose-days.ts";
import { dayResults } from "../attendance/load-days.ts";
import { periodOf, periodRange } from "../core/calendar/period.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { Refusal } from "../core/refusal.ts";
import { withinSql } from "../core/scope.ts";
import { lintResults, lintStatements, readLintScene } from "./lint-scene.ts";
import type { LawWarning } from "./rules/lint/types.ts";

/**
 * What the law has against a person's month, planned days too: for whoever makes the roster, and for the person.
 * @param asked period null: the current one; employee undefined: oneself
 * @throws {Refusal} `not_found`; what `refuseHiddenDays` says
 */
export async function monthWarnings(
  ctx: ViewContext,
  asked: { readonly period: PeriodKey | null; readonly employeeId: string | undefined },
): Promise<{ readonly period: PeriodKey; readonly items: readonly LawWarning[] }> {
  const employeeId = whoseDays(ctx, asked.employeeId);
  const { organisation } = ctx.member;
  const now = ctx.deps.clock();
  const period =
    asked.period ?? periodOf(localDateOf(now, organisation.timeZone), organisation.calendar);
  const month = periodRange(period, organisation.calendar);
  refuseHiddenDays(ctx, employeeId, month.to);
  const results = await ctx.deps.db.read([
    ...lintStatements(organisation, employeeId, month, withinSql(ctx.member)),
    seatless(ctx),
  ]);
  refuseSeatless(ctx, employeeId, month.to, results[lintResults]?.rows);
  const scene = readLintScene(results, organisation, month, now);
  if (scene === null) throw new Refusal("not_found");
  const found = scene.warnings(results.slice(0, dayResults));
  return {
    period,
    items: found.filter(({ from, to }) => from <= month.to && month.from <= to),
  };
}
