import type { Cell } from "../../db/client/port.ts";
import type { Organisation } from "../core/context.ts";
import type { CalendarName, Language, Profile } from "../core/words.ts";

/** Columns of `organisations o` that `organisationOf` reads. */
export const organisationColumns = `o.id, o.name, o.profile, o.language, o.calendar, o.time_zone, o.weekend, o.location_policy`;
export const organisationCells = 8;

export const organisationOf = (row: readonly Cell[]): Organisation => ({
  id: String(row[0]),
  name: String(row[1]),
  profile: row[2] as Profile,
  language: row[3] as Language,
  calendar: row[4] as CalendarName,
  timeZone: String(row[5]),
  weekend: JSON.parse(String(row[6])) as number[],
  locationPolicy: row[7] as Organisation["locationPolicy"],
});
