import type { Statement } from "../../db/client/port.ts";
import { addDays } from "../core/calendar/local-date.ts";
import type { DateRange } from "../core/calendar/types.ts";
import { instantAt } from "../core/calendar/zone.ts";
import type { Organisation } from "../core/context.ts";
import type { Deps } from "../deps.ts";

/** Areas whose acts can't change what a day comes out as. */
const harmless = new Set([
  "order",
  "payment",
  "attempt",
  "billing",
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
  "leave",
  "security",
  "confirmation",
]);
/** Areas whose acts are about people: found by what they wrote, or by their subject. */
const ofPeople = new Set(["request", "employee", "roster", "swap"]);
/** Acts of other areas that change no number of a day. */
const harmlessActs = new Set(["attendance.settings_changed"]);
/** Clocks of two processes may differ; comparing once more changes nothing. */
const overlapMs = 10 * 60_000;

/** Whose closed days may come out differently than they did. */
export interface Changed {
  readonly employeeIds: readonly string[];
  /** Something was said that may concern anybody; `employeeIds` still names those whose own rows changed. */
  readonly everybody: boolean;
}

/**
 * Who was touched by what was stored since an instant, as far as it is about a range of dates. Two round trips at most, of
 * which none reads what had been there before.
 * @param range of all months that are compared
 */
export async function changedSince(
  { db }: Pick<Deps, "db">,
  organisation: Organisation,
  since: number,
  range: DateRange,
): Promise<Changed> {
  const after = since - overlapMs;
  const { id: orgId } = organisation;
  const [acts, asked, named, ...punched] = await db.read([
    {
      sql: "select distinct action from audit where org_id = ? and at > ?",
      params: [orgId, after],
    },
    askedSince(orgId, after, range),
    {
      sql: `select distinct substr(subject, length('employee:') + 1) from audit
        where org_id = ? and at > ? and action like 'employee.%' and subject like 'employee:%'`,
      params: [orgId, after],
    },
    ...punchedSince(organisation, after, range),
  ]);
  const actions = (acts?.rows ?? []).map(([action]) => String(action));
  const areas = new Set(
    actions
      .filter((action) => !harmlessActs.has(action))
      .map((action) => action.split(".")[0] ?? ""),
  );
  const planned =
    areas.has("roster") || areas.has("swap")
      ? await db.read([plannedSince(orgId, after, range)])
      : [];
  const ids = [asked, named, ...punched, ...planned].flatMap((found) =>
    (found?.rows ?? []).map(([id]) => String(id)),
  );
  return {
    employeeIds: [...new Set(ids)].toSorted(),
    everybody: [...areas].some((area) => !ofPeople.has(area) && !harmless.has(area)),
  };
}

/** So much later than its time a row of the log comes late: what the index `punches_late` is about, ms. */
const lateMs = 10 * 60_000;

/** Whose rows of the log came, each found by an index: those that came late, and those whose time is after the instant itself. */
function punchedSince(
  { id: orgId, timeZone }: Organisation,
  since: number,
  { from, to }: DateRange,
): Statement[] {
  const [start, end] = [
    instantAt(addDays(from, -1), 0, timeZone),
    instantAt(addDays(to, 2), 0, timeZone),
  ];
  const late: Statement = {
    sql: `select distinct employee_id from punches
      where org_id = ? and received_at > ? and received_at > at + ${lateMs} and at >= ? and at < ?`,
    params: [orgId, since, start, end],
  };
  const soon = Math.max(start, since - lateMs);
  if (soon >= end) return [late];
  const inTime: Statement = {
    sql: `select e.id from employees e where e.org_id = ? and exists (select 1 from punches q
      where q.org_id = e.org_id and q.employee_id = e.id and q.at >= ? and q.at < ? and q.received_at > ?)`,
    params: [orgId, soon, end, since],
  };
  return [late, inTime];
}

/** What a request takes the place of ends with its approval, and may lie in another month. */
const askedSince = (orgId: string, since: number, { from, to }: DateRange): Statement => ({
  sql: `select distinct r.employee_id from audit a
    join requests c on c.org_id = a.org_id and c.id = substr(a.subject, length('request:') + 1)
    join requests r on r.org_id = c.org_id and r.id in (c.id, c.parent_id) and r.starts_on <= ? and r.ends_on >= ?
    where a.org_id = ? and a.at > ? and a.action like 'request.%'`,
  params: [addDays(to, 1), addDays(from, -1), orgId, since],
});

/** Rows of the roster about one of the dates, or about a day off that was given for work on one of them. */
const plannedSince = (orgId: string, since: number, { from, to }: DateRange): Statement => ({
  sql: `select distinct d.employee_id from roster_days d where d.org_id = ? and d.created_at > ?
    and (d.date between ? and ? or exists (select 1 from roster_days b where b.org_id = d.org_id
      and b.employee_id = d.employee_id and b.date = d.date and b.substitute_for between ? and ?))`,
  params: [orgId, since, from, to, from, to],
});
