import { addDays } from "../core/calendar/local-date.ts";
import { localDateOf, minuteOfDayOf } from "../core/calendar/zone.ts";
import { commit } from "../core/commit.ts";
import { systemContext } from "../core/context.ts";
import { errorFields } from "../core/log.ts";
import { systemPermit } from "../core/permissions.ts";
import type { Deps } from "../deps.ts";
import { paperNotice } from "./request-notices.ts";
import { requestRowOf, type RequestRow, selectRequests } from "./request-row.ts";

const dayMs = 24 * 60 * 60_000;
const atOnce = 200;
/** Minutes of the local day between which people are reminded; their own quiet hours hold besides. */
const decent = { from: 10 * 60, to: 20 * 60 };
/** A reminder that is later than so many days is none. */
const latestDays = 3;
/** Absences may be asked for so many days back. */
const longestBack = 40;

/** Cells of `selectRequests`, then the organisation. */
const selectWithOrganisation = selectRequests.replace(
  "from requests r",
  ", r.org_id from requests r",
);

/**
 * Requests whose kind needs a paper that has not come: the person is reminded once, on the day after at a decent hour. The card of
 * those who decide says all the time that it is missing. Safe to repeat.
 */
export async function remindPapers(deps: Deps, now: number): Promise<void> {
  const [found] = await deps.db.read([
    {
      // Organisation by organisation, because what is open is found in each by an index.
      sql: `${selectWithOrganisation} where (r.org_id, r.id) in (
          select w.org_id, w.id from organisations o cross join requests w on w.org_id = o.id
            and w.state in ('pending', 'approved') and w.ends_on >= ?
          where w.kind = 'leave' and w.created_at between ? and ? and json_extract(w.card, '$.paper')
            and not exists (select 1 from request_files f where f.org_id = w.org_id and f.request_id = w.id)
            and not exists (select 1 from outbox n where n.dedup_key = 'request:' || w.id || ':paper'))
        order by r.id limit ?`,
      params: [
        addDays(localDateOf(now, "UTC"), -longestBack),
        now - latestDays * dayMs,
        now,
        atOnce,
      ],
    },
  ]);
  for (const cells of found?.rows ?? []) {
    const row = requestRowOf(cells);
    if (!isTime(row, now)) continue;
    await remind(deps, String(cells.at(-1)), row).catch((error: unknown) =>
      deps.log("error", { event: "paper_reminder_failed", request: row.id, ...errorFields(error) }),
    );
  }
}

function isTime({ createdAt, timeZone }: RequestRow, now: number): boolean {
  if (localDateOf(createdAt, timeZone) >= localDateOf(now, timeZone)) return false;
  const minute = minuteOfDayOf(now, timeZone);
  return minute >= decent.from && minute < decent.to;
}

const remind = (deps: Deps, orgId: string, row: RequestRow): Promise<null> =>
  commit(systemContext(deps, "job:remind-papers"), {
    permit: systemPermit(),
    statements: [],
    audit: [{ orgId, action: "request.paper_reminded", subject: `request:${row.id}` }],
    notices: [paperNotice(orgId, row)],
    answer: null,
  });
