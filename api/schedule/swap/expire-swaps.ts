import { guardChanged } from "../../../db/client/guard.ts";
import { DatabaseError } from "../../../db/errors.ts";
import { commit } from "../../core/commit.ts";
import { systemContext } from "../../core/context.ts";
import { systemPermit } from "../../core/permissions.ts";
import type { Language } from "../../core/words.ts";
import type { Deps } from "../../deps.ts";
import { swapCells, swapColumns, swapRowOf, swapTables } from "./swap-row.ts";
import { swapTold } from "./swap-notices.ts";

const atOnce = 100;

/** Goes from organisation to organisation, because what waits is found in each by an index and overall by none. */
export const begunSwaps = `select w.org_id, w.id from organisations o cross join requests w on w.org_id = o.id and w.state = 'pending'
  where w.kind = 'swap' and json_extract(w.payload, '$.startsAt') <= ?`;

/** Swaps whose first day has begun without an answer: nothing changes and both are told. Safe to repeat. */
export async function expireSwaps(deps: Deps, now: number): Promise<boolean> {
  const [found] = await deps.db.read([
    {
      sql: `select ${swapColumns}, r.org_id, (select language from organisations o where o.id = r.org_id),
          (select time_zone from organisations o where o.id = r.org_id) ${swapTables} and (r.org_id, r.id) in (${begunSwaps})
        order by r.id limit ?`,
      params: [now, atOnce],
    },
  ]);
  const rows = found?.rows ?? [];
  const ctx = systemContext(deps, "job:expire-swaps");
  for (const cells of rows) {
    const [org, language, timeZone] = cells.slice(swapCells);
    const orgId = String(org);
    const row = swapRowOf(cells, { language: language as Language, timeZone: String(timeZone) });
    const ended = commit(ctx, {
      permit: systemPermit(),
      statements: [
        {
          sql: `update requests set state = 'cancelled', decided_at = ?, decision_reason = 'expired', version = version + 1
            where org_id = ? and id = ? and state = 'pending' and version = ?`,
          params: [now, orgId, row.id, row.version],
        },
        guardChanged(),
      ],
      audit: [{ orgId, action: "swap.expired", subject: `request:${row.id}` }],
      notices: [row.from, row.to].map((side) => swapTold(orgId, row, side, "expired")),
      refresh: { subject: `swap:${row.id}`, kind: "swap-card" },
      answer: null,
    });
    await ended.catch((error: unknown) => {
      // Somebody answered at the same moment.
      if (!(error instanceof DatabaseError) || error.kind !== "guard") throw error;
    });
  }
  return rows.length < atOnce;
}
