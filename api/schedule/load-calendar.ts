import type { Cell, ResultSet, Statement } from "../../db/client/port.ts";
import type {
  DateRange,
  IsoWeekday,
  LocalDate,
  OfficialCalendar,
  OfficialDayKind,
  OfficialDayOverride,
} from "../core/calendar/types.ts";
import type { Organisation } from "../core/context.ts";

/** The official calendar as an organisation has corrected it, for all and for single workplaces. */
export interface Calendars {
  readonly calendar: OfficialCalendar;
  readonly workplaceOverrides: ReadonlyMap<string, readonly OfficialDayOverride[]>;
}

/** How many results `calendarsOf` takes. */
export const calendarResults = 1;

/** The newest word on each date and scope, to be joined to a read of the caller's own; a word taken back is left out. */
export const calendarStatements = (
  { id }: Pick<Organisation, "id">,
  { from, to }: DateRange,
): Statement[] => [
  {
    sql: `select workplace_id, date, kind, shortened_minutes, name from (
        select o.*, row_number() over (partition by o.workplace_id, o.date order by o.created_at desc, o.id desc) as age
          from calendar_overrides o where o.org_id = ? and o.date between ? and ?)
      where age = 1 and kind <> 'none' order by date`,
    params: [id, from, to],
  },
];

export function calendarsOf(
  [overrides]: readonly ResultSet[],
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
