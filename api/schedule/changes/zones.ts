import type { Cell, Statement } from "../../../db/client/port.ts";
import type { Organisation } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";

/** Every workplace with its zone, also those out of use: old assignments name them. */
export const zonesStatement = (orgId: string): Statement => ({
  sql: "select id, time_zone, archived_at is null from workplaces where org_id = ?",
  params: [orgId],
});

/** Which zone the days of an assignment follow. */
export function zonesOf(organisation: Organisation, rows: readonly (readonly Cell[])[] = []) {
  const zones = new Map(rows.map((row) => [String(row[0]), String(row[1])]));
  const inUse = new Set(rows.filter((row) => Number(row[2]) === 1).map((row) => String(row[0])));
  return {
    of: (workplaceId: string | null): string =>
      (workplaceId === null ? undefined : zones.get(workplaceId)) ?? organisation.timeZone,
    /** @throws {Refusal} `not_found` of a workplace that is not in use */
    known(workplaceId: string | null): void {
      if (workplaceId !== null && !inUse.has(workplaceId)) throw new Refusal("not_found");
    },
  };
}
