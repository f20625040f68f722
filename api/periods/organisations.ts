import type { Cell } from "../../db/client/port.ts";
import type { Organisation } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import type { Reader } from "../core/messenger.ts";
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

/** Somebody who can be written to. */
export interface Addressee {
  readonly employeeId: string;
  readonly name: string;
  readonly personId: string;
  readonly telegramUserId: number;
  readonly reader: Reader;
}

/** Columns of `employees e` and `persons p` that `addresseeOf` reads. */
export const addresseeColumns = `e.id, e.name, p.id, p.telegram_user_id, p.language, p.calendar`;

export const addresseeOf = (
  row: readonly Cell[],
  { language, timeZone }: Pick<Organisation, "language" | "timeZone">,
): Addressee => ({
  employeeId: String(row[0]),
  name: String(row[1]),
  personId: String(row[2]),
  telegramUserId: Number(row[3]),
  reader: readerOf(
    (row[4] as Language | null) ?? language,
    row[5] as CalendarName | null,
    timeZone,
  ),
});
