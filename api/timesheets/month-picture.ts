import {
  refuseHiddenDays,
  refuseSeatless,
  seatless,
  type ViewContext,
} from "../attendance/visible-days.ts";
import { whoseDays } from "../attendance/whose-days.ts";
import { periodOf, periodRange } from "../core/calendar/period.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { Refusal } from "../core/refusal.ts";
import { withinSql } from "../core/scope.ts";
import type { Language } from "../core/words.ts";
import { loadPeople } from "./load-people.ts";

/**
 * A month of one person as a picture (PNG), in the reader's language; months are those of the organisation's calendar.
 * @param period null: the running one
 * @throws {Refusal} `not_found`; what `refuseHiddenDays` says
 */
export async function monthPicture(
  ctx: ViewContext,
  asked: { readonly period: PeriodKey | null; readonly employeeId: string | undefined },
): Promise<Uint8Array> {
  const employeeId = whoseDays(ctx, asked.employeeId);
  const { organisation, person } = ctx.member;
  const now = ctx.deps.clock();
  const today = localDateOf(now, organisation.timeZone);
  const period = asked.period ?? periodOf(today, organisation.calendar);
  const range = monthOf(period, organisation.calendar);
  refuseHiddenDays(ctx, employeeId, range.to);
  const [waiting, closed] = await ctx.deps.db.read([
    seatless(ctx),
    {
      sql: "select 1 from periods where org_id = ? and period = ? and state = 'closed'",
      params: [organisation.id, period],
    },
  ]);
  refuseSeatless(ctx, employeeId, range.to, waiting?.rows);
  const [loaded] = await loadPeople(
    ctx.deps,
    { organisation, period, range, now, corrects: false, within: withinSql(ctx.member) },
    [employeeId],
  );
  if (loaded === undefined) throw new Refusal("not_found");
  const { monthSvg } = await import("./paper/picture/month-svg.ts");
  const { svgToPng } = await import("./paper/picture/svg-to-png.ts");
  const language: Language = person.language ?? organisation.language;
  const svg = monthSvg(
    {
      language,
      calendar: organisation.calendar,
      organisation: organisation.name,
      period,
      ...range,
      madeOn: today,
      revision: 1,
      isPreliminary: (closed?.rows.length ?? 0) === 0,
      snapshotHash: null,
    },
    loaded.month,
  );
  return svgToPng(svg, pictureSize);
}

/** Sharp on a phone, and far below what Telegram takes. */
const pictureSize = 1440;

function monthOf(...[period, calendar]: Parameters<typeof periodRange>) {
  try {
    return periodRange(period, calendar);
  } catch {
    throw new Refusal("not_found");
  }
}
