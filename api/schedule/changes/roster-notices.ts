import { localDateOf } from "../../core/calendar/zone.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import type { MemberContext } from "../../core/context.ts";
import { readerOf } from "../../core/dispatch.ts";
import type { NewNotice } from "../../core/notices.ts";
import type { CalendarName, Language } from "../../core/words.ts";
import type { PlannedChange } from "./types.ts";

const datesShown = 14;

/** Everybody whose days change from today on is told, but not who changes them. */
export async function rosterNotices(
  ctx: MemberContext,
  { id, told }: Pick<PlannedChange, "id" | "told">,
): Promise<NewNotice<"roster-changed">[]> {
  const { organisation, employeeId, employeeName } = ctx.member;
  const today = localDateOf(ctx.deps.clock(), organisation.timeZone);
  const ahead = new Map(
    told
      .filter((one) => one.employeeId !== employeeId)
      .map((one) => [one.employeeId, one.dates.filter((date) => date >= today)] as const)
      .filter(([, dates]) => dates.length > 0),
  );
  if (ahead.size === 0) return [];
  const [found] = await ctx.deps.db.read([
    {
      sql: `select e.id, p.id, p.telegram_user_id, p.language, p.calendar from employees e
        join persons p on p.id = e.person_id
        where e.org_id = ? and e.state = 'active' and e.paused_at is null and e.id in (select value from json_each(?))`,
      params: [organisation.id, JSON.stringify([...ahead.keys()])],
    },
  ]);
  return (found?.rows ?? []).map((row) => {
    const dates: readonly LocalDate[] = ahead.get(String(row[0])) ?? [];
    const language = (row[3] as Language | null) ?? organisation.language;
    return {
      kind: "roster-changed",
      payload: {
        dates: dates.slice(0, datesShown),
        more: Math.max(0, dates.length - datesShown),
        byName: employeeName,
      },
      orgId: organisation.id,
      bot: "staff",
      personId: String(row[1]),
      reader: readerOf(language, row[4] as CalendarName | null, organisation.timeZone),
      chatId: Number(row[2]),
      subject: `roster:${id}`,
      dedupKey: `roster:${id}:${String(row[0])}`,
    };
  });
}
