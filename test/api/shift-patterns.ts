import { v7 as uuidv7 } from "uuid";
import type { ShiftPattern, ShiftRules } from "../../api/attendance/rules/types.ts";
import type { Database } from "../../db/client/port.ts";

/** The one shift of a company as it is from a date on. */
export const reshape = (
  db: Database,
  orgId: string,
  version: {
    readonly validFrom?: string;
    readonly pattern?: ShiftPattern;
    readonly rules?: Partial<ShiftRules>;
  },
) =>
  db.write([
    {
      sql: `insert into shift_versions (org_id, id, shift_id, valid_from, pattern, rules, created_at)
        select v.org_id, ?, v.shift_id, ?, coalesce(?, v.pattern), coalesce(?, v.rules), 1 from shift_versions v
        where v.org_id = ? order by v.valid_from desc, v.id desc limit 1`,
      params: [
        uuidv7(),
        version.validFrom ?? "2026-01-01",
        version.pattern === undefined ? null : JSON.stringify(version.pattern),
        version.rules === undefined ? null : JSON.stringify(version.rules),
        orgId,
      ],
    },
  ]);

/** A day and a night of work from eight, two days of rest; the first on the date. */
export const dayAndNight = (anchor: "2026-11-21" | "2026-11-20"): ShiftPattern => ({
  kind: "rotating",
  anchor,
  cycle: [[{ startMinute: 480, endMinute: 1920 }], [], []],
});
