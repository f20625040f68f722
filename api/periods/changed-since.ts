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
 * Who was touched by what was stored since an instant, as far as it is about a range of dates. One round trip.
 * @param range of all months that are compared
 */
export async function changedSince(
  { db }: Deps,
  organisation: Organisation,
  since: number,
  range: DateRange,
): Promise<Changed> {
  const [punched, asked, acts] = await db.read(
    changeStatements(organisation, since - overlapMs, range),
  );
  const areas = (acts?.rows ?? []).map(([area]) => String(area));
  const rows = [...(punched?.rows ?? []), ...(asked?.rows ?? [])];
  return {
    employeeIds: [...new Set(rows.map(([id]) => String(id)))].toSorted(),
    everybody: areas.some((area) => area !== "request" && !harmless.includes(area)),
  };
}

const changeStatements = (
  { id: orgId, timeZone }: Organisation,
  since: number,
  { from, to }: DateRange,
): Statement[] => [
  {
    sql: `select distinct q.employee_id from employees e
      cross join punches q on q.org_id = e.org_id and q.employee_id = e.id and q.at >= ? and q.at < ?
      where e.org_id = ? and q.received_at > ?`,
    params: [
      instantAt(addDays(from, -1), 0, timeZone),
      instantAt(addDays(to, 2), 0, timeZone),
      orgId,
      since,
    ],
  },
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
