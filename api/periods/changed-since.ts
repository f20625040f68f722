import type { Statement } from "../../db/client/port.ts";
import { addDays } from "../core/calendar/local-date.ts";
import type { DateRange } from "../core/calendar/types.ts";
import { instantAt } from "../core/calendar/zone.ts";
import type { Organisation } from "../core/context.ts";
import type { Deps } from "../deps.ts";

/** Areas whose acts can't change what a day comes out as. */
const harmless = [
  "order",
  "payment",
  "plan",
  "invite",
  "export",
  "kiosk",
  "notices",
  "live",
  "watch",
  "person",
  "seat",
  "team_board",
  "period",
  "punch",
  "request_type",
  "approval_rule",
  "delegation",
  "books",
  "requisites",
  "document",
];
/** Clocks of two processes may differ; comparing once more changes nothing. */
const overlapMs = 10 * 60_000;

/** Whose closed days may come out differently than they did. */
export interface Changed {
  readonly employeeIds: readonly string[];
  /** Something was said that may concern anybody; `employeeIds` still names those whose own rows changed. */
  readonly everybody: boolean;
}

/**
 * Who was touched by what was stored since an instant, as far as it is about a range of dates.
 * @param range of all months that are compared
 */
export async function changedSince(
  { db }: Deps,
  organisation: Organisation,
  since: number,
  range: DateRange,
): Promise<Changed> {
  const after = since - overlapMs;
  const [asked, acts] = await db.read(changeStatements(organisation, after, range));
  const areas = (acts?.rows ?? []).map(([area]) => String(area));
  const ids = [
    ...(asked?.rows ?? []).map(([id]) => String(id)),
    ...(await punchedSince(db, organisation, after, range)),
  ];
  return {
    employeeIds: [...new Set(ids)].toSorted(),
    everybody: areas.some((area) => area !== "request" && !harmless.includes(area)),
  };
}

/** A year of so many people's punches is looked through in some 50 ms, and nobody else waits longer. */
const peopleAtOnce = 50;

async function punchedSince(
  db: Deps["db"],
  { id: orgId, timeZone }: Organisation,
  since: number,
  { from, to }: DateRange,
): Promise<string[]> {
  const span = [instantAt(addDays(from, -1), 0, timeZone), instantAt(addDays(to, 2), 0, timeZone)];
  const ids: string[] = [];
  for (let last = ""; ;) {
    const [found] = await db.read([
      {
        sql: `select e.id, exists (select 1 from punches q where q.org_id = e.org_id and q.employee_id = e.id
            and q.at >= ? and q.at < ? and q.received_at > ?)
          from employees e where e.org_id = ? and e.id > ? order by e.id limit ?`,
        params: [...span, since, orgId, last, peopleAtOnce],
      },
    ]);
    const rows = found?.rows ?? [];
    ids.push(...rows.flatMap(([id, isTouched]) => (isTouched === 1 ? [String(id)] : [])));
    if (rows.length < peopleAtOnce) return ids;
    last = String(rows.at(-1)?.[0]);
  }
}

const changeStatements = (
  { id: orgId }: Organisation,
  since: number,
  { from, to }: DateRange,
): Statement[] => [
  {
    // What a request takes the place of ends with its approval, and may lie in another month.
    sql: `select distinct r.employee_id from audit a
      join requests c on c.org_id = a.org_id and c.id = substr(a.subject, length('request:') + 1)
      join requests r on r.org_id = c.org_id and r.id in (c.id, c.parent_id) and r.starts_on <= ? and r.ends_on >= ?
      where a.org_id = ? and a.at > ? and a.action like 'request.%'`,
    params: [addDays(to, 1), addDays(from, -1), orgId, since],
  },
  {
    sql: `select distinct substr(action, 1, instr(action, '.') - 1) from audit where org_id = ? and at > ?`,
    params: [orgId, since],
  },
];
