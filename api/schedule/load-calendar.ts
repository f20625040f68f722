import type { Cell, ResultSet, Statement } from "../../db/client/port.ts";
import type {
  DateRange,
  IsoWeekday,
  LocalDate,
  OfficialCalendar,
  OfficialDayKind,
  OfficialDayOverride,
  OfficialYear,
} from "../core/calendar/types.ts";
import type { Organisation } from "../core/context.ts";
import { officialYearOf } from "../law/rules/read-year.ts";

/** The official calendar as an organisation has corrected it, for all and for single workplaces. */
export interface Calendars {
  readonly calendar: OfficialCalendar;
  readonly workplaceOverrides: ReadonlyMap<string, readonly OfficialDayOverride[]>;
}

/** How many results `calendarsOf` takes. */
export const calendarResults = 2;

/** The newest word on each date and scope; a word taken back is left out. @param org SQL of the organisation's id */
export const overridesSql = (org: string): string =>
  `select workplace_id, date, kind, shortened_minutes, name from (
        select o.*, row_number() over (partition by o.workplace_id, o.date order by o.created_at desc, o.id desc) as age
          from calendar_overrides o where o.org_id = ${org} and o.date between ? and ?)
      where age = 1 and kind <> 'none' order by date`;

/** The official years that were brought in after the release. */
export const yearsSql = (profile: string, which: string): string =>
  `select y.year, y.payload from official_years y where y.profile = ${profile} and y.year ${which}
      and y.revision = (select max(n.revision) from official_years n where n.profile = y.profile and n.year = y.year)`;

/** What makes an organisation's calendar, to be joined to a read of the caller's own. */
export const calendarStatements = (
  { id, profile }: Pick<Organisation, "id" | "profile">,
  { from, to }: DateRange,
): Statement[] => [
  { sql: overridesSql("?"), params: [id, from, to] },
  {
    sql: yearsSql("?", "between ? and ?"),
    params: [profile, officialYearOf(profile, from), officialYearOf(profile, to)],
  },
];

/** A word on one date as it would be stored; `none` takes one back. */
export interface ToldDay {
  readonly date: LocalDate;
  readonly kind: OfficialDayKind | "none";
  readonly shortenedMinutes: number;
}

/** What was read, as it would be after a word on some dates for everybody, or for one workplace. */
export function withDays(
  [overrides, ...rest]: readonly ResultSet[],
  workplaceId: string | null,
  days: readonly ToldDay[],
): ResultSet[] {
  if (overrides === undefined) return [...rest];
  const told = new Set<Cell>(days.map(({ date }) => date));
  const kept = overrides.rows.filter(
    ([scope, date]) => scope !== workplaceId || !told.has(date ?? null),
  );
  const rows = days
    .filter(({ kind }) => kind !== "none")
    .map((day): Cell[] => [workplaceId, day.date, day.kind, day.shortenedMinutes, null]);
  return [{ ...overrides, rows: [...kept, ...rows] }, ...rest];
}

export function calendarsOf(
  [overrides, years]: readonly ResultSet[],
  organisation: Pick<Organisation, "profile" | "weekend" | "language">,
): Calendars {
  const { profile, weekend, language } = organisation;
  const scopes = Map.groupBy(overrides?.rows ?? [], ([workplaceId]) => workplaceId);
  const ofScope = (rows: readonly (readonly Cell[])[] = []) =>
    rows.map((row) => overrideOf(row, language));
  return {
    calendar: {
      profile,
      weekend: weekend as readonly IsoWeekday[],
      overrides: ofScope(scopes.get(null)),
      years: new Map(
        (years?.rows ?? []).map((row) => [
          Number(row[0]),
          JSON.parse(String(row[1])) as OfficialYear,
        ]),
      ),
    },
    workplaceOverrides: new Map(
      [...scopes].flatMap(([workplaceId, rows]) =>
        workplaceId === null ? [] : [[String(workplaceId), ofScope(rows)] as const],
      ),
    ),
  };
}

/** Its name is in the organisation's own words. */
const overrideOf = (row: readonly Cell[], language: "fa" | "ru"): OfficialDayOverride => ({
  date: row[1] as LocalDate,
  kind: row[2] as OfficialDayKind,
  shortenedMinutes: Number(row[3]),
  ...(row[4] === null ? {} : { name: { [language]: String(row[4]) } }),
});
