import type { Cell } from "../../../db/client/port.ts";
import type { Organisation } from "../../core/context.ts";
import type { CalendarName, Language, Profile } from "../../core/words.ts";
import { type AttendanceSettings, settingsColumn, settingsOf } from "../settings.ts";

/** An organisation with its choices, for jobs that nobody's membership is read for. */
export interface ServedOrganisation {
  readonly organisation: Organisation;
  readonly settings: AttendanceSettings;
}

/** Columns of `organisations o` that `servedOf` reads. */
export const servedColumns = `o.id, o.name, o.profile, o.language, o.calendar, o.time_zone, o.weekend, o.location_policy,
  ${settingsColumn}`;
export const servedCells = 9;

export const servedOf = (cells: readonly Cell[]): ServedOrganisation => ({
  organisation: {
    id: String(cells[0]),
    name: String(cells[1]),
    profile: cells[2] as Profile,
    language: cells[3] as Language,
    calendar: cells[4] as CalendarName,
    timeZone: String(cells[5]),
    weekend: JSON.parse(String(cells[6])) as number[],
    locationPolicy: cells[7] as Organisation["locationPolicy"],
  },
  settings: settingsOf(cells[8]),
});
