import type { Statement } from "../../db/client/port.ts";
import { asApproved, dayResults, waitingStatement } from "../attendance/load-days.ts";
import { addMonths } from "../core/calendar/local-date.ts";
import type { DateRange, LocalDate } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { MemberContext } from "../core/context.ts";
import { loadRequest, type RequestRow } from "../requests/request-row.ts";
import { lintResults, lintStatements, readLintScene, type LintScene } from "./lint-scene.ts";
import { newWarnings } from "./rules/lint.ts";
import type { LawWarning, LintVacation } from "./rules/lint/types.ts";
import { lawPack } from "./rules/law-pack.ts";

/**
 * What approving a request would break, or has broken: the days as they would be with it, less what is broken without it.
 * Leave, missions and overtime are judged; it is told to whoever may see the request.
 * @throws {Refusal} `not_found`
 */
export async function lawWarnings(
  ctx: MemberContext,
  requestId: string,
): Promise<{ readonly items: readonly LawWarning[] }> {
  const row = await loadRequest(ctx, requestId);
  const { organisation } = ctx.member;
  const now = ctx.deps.clock();
  const range: DateRange = { from: row.startsOn, to: row.card.to as LocalDate };
  const results = await ctx.deps.db.read([
    ...lintStatements(organisation, row.employeeId, range),
    waitingStatement(organisation.id, requestId),
    otherParts(organisation.id, row),
  ]);
  const scene = readLintScene(results, organisation, range, now);
  const [waiting, parts] = results.slice(lintResults);
  if (scene === null || waiting?.rows[0] === undefined) return { items: [] };
  const days = results.slice(0, dayResults);
  const vacation = vacationOf(row, scene, parts?.rows ?? [], localDateOf(now, row.timeZone));
  return {
    items: newWarnings(
      scene.warnings(asApproved(days, waiting, false)),
      scene.warnings(asApproved(days, waiting, true), vacation),
    ),
  };
}

/** Approved parts of annual leave around a year of work. */
const otherParts = (orgId: string, { id, employeeId, startsOn }: RequestRow): Statement => ({
  sql: `select r.starts_on, r.minutes_charged from requests r
    where r.org_id = ? and r.employee_id = ? and r.id <> ? and r.kind = 'leave' and r.type_code = 'annual'
      and r.state = 'approved' and r.unit = 'day' and r.starts_on between ? and ?`,
  params: [orgId, employeeId, id, addMonths(startsOn, -12), addMonths(startsOn, 12)],
});

/** A vacation by days as the Russian code looks at it; its year of work runs from the day of employment. */
function vacationOf(
  row: RequestRow,
  { profile, startedOn }: LintScene,
  parts: readonly (readonly unknown[])[],
  today: LocalDate,
): LintVacation | undefined {
  const { card, startsOn } = row;
  if (profile !== "ru" || row.kind !== "leave" || row.typeCode !== "annual" || card.unit !== "day")
    return undefined;
  const months = monthsBetween(startedOn, startsOn);
  const year = addMonths(startedOn, Math.floor(months / 12) * 12);
  const next = addMonths(year, 12);
  const dayMinutes = lawPack(profile, startsOn).dayMinutes.value;
  return {
    from: startsOn,
    to: card.to as LocalDate,
    days: card.chargedDays,
    otherParts: parts
      .filter(([from]) => year <= String(from) && String(from) < next)
      .map(([, minutes]) => Math.round(Number(minutes) / dayMinutes)),
    monthsWorked: months,
    // A decision about days that have begun is late in any case: nothing is said of the pay.
    today: today <= startsOn ? today : "0001-01-01",
    balanceAfter: Math.floor(card.balanceAfter / dayMinutes),
  };
}

/** Whole months from one date to another; 0 when it is before. */
function monthsBetween(from: LocalDate, to: LocalDate): number {
  let months = 0;
  while (addMonths(from, months + 1) <= to) months += 1;
  return months;
}
