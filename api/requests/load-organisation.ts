import type { Organisation } from "../core/context.ts";
import type { CalendarName, Language, Profile } from "../core/words.ts";
import type { Deps } from "../deps.ts";

/** An organisation, for work that no person asked for; null when it is gone. */
export async function loadOrganisation({ db }: Deps, id: string): Promise<Organisation | null> {
  const [found] = await db.read([
    {
      sql: `select id, name, profile, language, calendar, time_zone, weekend, location_policy
        from organisations where id = ?`,
      params: [id],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) return null;
  return {
    id: String(row[0]),
    name: String(row[1]),
    profile: row[2] as Profile,
    language: row[3] as Language,
    calendar: row[4] as CalendarName,
    timeZone: String(row[5]),
    weekend: JSON.parse(String(row[6])) as number[],
    locationPolicy: row[7] as Organisation["locationPolicy"],
  };
}
