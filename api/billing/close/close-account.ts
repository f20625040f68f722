import type { Cell, Statement } from "../../../db/client/port.ts";
import { periodOf, previousPeriod } from "../../core/calendar/period.ts";
import type { Instant, LocalDate, PeriodKey } from "../../core/calendar/types.ts";
import { localDateOf } from "../../core/calendar/zone.ts";
import { planColumns } from "../plan-row.ts";
import type { Calendar, PlanVersion, Profile, Term } from "../rules/types.ts";

/** What the close of a month has to know of an organisation beside its usage. */
export interface CloseAccount {
  readonly orgId: string;
  readonly profile: Profile;
  readonly calendar: Calendar;
  readonly timeZone: string;
  readonly createdAt: Instant;
  readonly closedThrough: PeriodKey | null;
  /** Only those that hold. */
  readonly terms: readonly Term[];
}

/** The zone in which every day begins first. */
const earliestZone = "Pacific/Kiritimati";

/** The newest month that is over somewhere. */
const overSomewhere = (now: Instant, calendar: Calendar): PeriodKey =>
  previousPeriod(periodOf(localDateOf(now, earliestZone), calendar));

const select = (
  condition: string,
) => `select a.org_id, o.profile, o.calendar, o.time_zone, a.created_at, a.closed_through,
    (select json_group_array(json_array(t.id, t.plan_version_id, t.starts_on, t.ends_on, t.created_at))
      from terms t where t.org_id = a.org_id and t.state = 'active')
  from billing_accounts a join organisations o on o.id = a.org_id
  where a.org_id > ? and ${condition}
    and exists (select 1 from terms t join plan_versions v on v.id = t.plan_version_id
      where t.org_id = a.org_id and t.state = 'active' and v.meter = 'active_person')
  order by a.org_id limit ?`;

const behind = select(`a.parked_at is null
    and (a.closed_through is null or a.closed_through < case o.calendar when 'jalali' then ? else ? end)`);
const everybody = select("true");

/** A page of the organisations that pay by active people and may have a month to close; parked ones wait (BIL §5.7). */
export const accountsBehind = (after: string, now: Instant, limit: number): Statement => ({
  sql: behind,
  params: [after, overSomewhere(now, "jalali"), overSomewhere(now, "gregorian"), limit],
});

/** A page of all organisations that pay by active people. */
export const allAccounts = (after: string, limit: number): Statement => ({
  sql: everybody,
  params: [after, limit],
});

export const closeAccountOf = (row: readonly Cell[]): CloseAccount => ({
  orgId: String(row[0]),
  profile: row[1] as Profile,
  calendar: row[2] as Calendar,
  timeZone: String(row[3]),
  createdAt: Number(row[4]),
  closedThrough: row[5] as PeriodKey | null,
  terms: (JSON.parse(String(row[6])) as Cell[][]).map(termOf),
});

const termOf = (cells: readonly Cell[]): Term => ({
  id: String(cells[0]),
  orderId: "",
  planVersionId: String(cells[1]),
  startsOn: cells[2] as LocalDate,
  endsOn: cells[3] as LocalDate,
  state: "active",
  createdAt: Number(cells[4]),
});

export type Catalogue = readonly PlanVersion[];

export const catalogueStatement: Statement = {
  sql: `select ${planColumns} from plan_versions order by valid_from`,
  params: [],
};
