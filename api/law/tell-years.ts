import type { Cell } from "../../db/client/port.ts";
import { builtInYears } from "../core/calendar/built-in-years.ts";
import { jalaliOf } from "../core/calendar/jalali.ts";
import type { LawProfile, LocalDate, OfficialYear } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { commit } from "../core/commit.ts";
import type { SystemContext } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import { hasTelegramSql } from "../core/no-telegram.ts";
import type { NewNotice } from "../core/notices.ts";
import { systemPermit } from "../core/permissions.ts";
import type { CalendarName, Language } from "../core/words.ts";

const zones: Readonly<Record<LawProfile, string>> = { ir: "Asia/Tehran", ru: "Europe/Moscow" };

/** In so many at once, so that a batch stays small. */
const pageSize = 200;

/**
 * From 1 December (RU) and 1 Esfand (IR) on: tells the owners of a country's companies, once a year, that the official calendar
 * of the coming year is missing or only computed. Nobody is told when it is there.
 */
export async function tellYears(ctx: SystemContext): Promise<void> {
  for (const profile of ["ir", "ru"] as const) {
    const year = comingYear(profile, localDateOf(ctx.deps.clock(), zones[profile]));
    if (year === null) continue;
    const state = stateOf(await tableOf(ctx, profile, year));
    if (state !== "published") await tellOwners(ctx, profile, year, state);
  }
}

/** The year that is near enough to be asked about; null before its last month. */
function comingYear(profile: LawProfile, today: LocalDate): number | null {
  const { year, month } =
    profile === "ir"
      ? jalaliOf(today)
      : { year: Number(today.slice(0, 4)), month: Number(today.slice(5, 7)) };
  return month === 12 ? year + 1 : null;
}

function stateOf(table: OfficialYear | undefined): "published" | "missing" | "predicted" {
  if (table === undefined) return "missing";
  return table.profile === "ir" && table.predicted ? "predicted" : "published";
}

async function tableOf(
  ctx: SystemContext,
  profile: LawProfile,
  year: number,
): Promise<OfficialYear | undefined> {
  const [found] = await ctx.deps.db.read([
    {
      sql: `select payload from official_years where profile = ? and year = ? order by revision desc limit 1`,
      params: [profile, year],
    },
  ]);
  const payload = found?.rows[0]?.[0];
  return payload === undefined
    ? builtInYears(profile).get(year)
    : (JSON.parse(String(payload)) as OfficialYear);
}

/** Owners who have not been told of this year, page by page: a run that is cut goes on where it was. */
async function tellOwners(
  ctx: SystemContext,
  profile: LawProfile,
  year: number,
  state: "missing" | "predicted",
): Promise<void> {
  for (;;) {
    const [found] = await ctx.deps.db.read([
      {
        sql: `select o.id, p.id, p.telegram_user_id, p.language, p.calendar, o.language, o.time_zone
          from organisations o
          join employees e on e.org_id = o.id and e.state = 'active' and e.paused_at is null
          join roles r on r.org_id = e.org_id and r.id = e.role_id and r.preset = 'owner'
          join persons p on p.id = e.person_id
          where o.profile = ? and ${hasTelegramSql()} and not exists (select 1 from outbox x
            where x.dedup_key = 'calendar-missing:' || ? || ':' || o.id || ':' || p.id)
          order by o.id, p.id limit ?`,
        params: [profile, String(year), pageSize],
      },
    ]);
    const notices = (found?.rows ?? []).map((row) => noticeOf(row, profile, year, state));
    if (notices.length === 0) return;
    await commit(ctx, {
      permit: systemPermit(),
      statements: [],
      audit: [
        {
          orgId: null,
          action: "calendar.missing_told",
          subject: `calendar:${profile}:${year}`,
          after: { state, owners: notices.length },
        },
      ],
      notices,
      answer: null,
    });
    if (notices.length < pageSize) return;
  }
}

const noticeOf = (
  row: readonly Cell[],
  profile: LawProfile,
  year: number,
  state: "missing" | "predicted",
): NewNotice<"calendar-missing"> => ({
  kind: "calendar-missing",
  payload: { year, profile, state },
  orgId: String(row[0]),
  bot: "owner",
  personId: String(row[1]),
  reader: readerOf((row[3] ?? row[5]) as Language, row[4] as CalendarName | null, String(row[6])),
  chatId: Number(row[2]),
  subject: `calendar:${profile}:${year}`,
  dedupKey: `calendar-missing:${year}:${String(row[0])}:${String(row[1])}`,
});
