import type { Cell } from "../../db/client/port.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { Profile } from "../core/words.ts";
import type { Deps } from "../deps.ts";
import type { LedgerEntry } from "../requests/rules/types.ts";
import { bookDue } from "./leave-entries.ts";
import { leavePolicyOf } from "./leave-policy.ts";
import { dueEntries } from "./project-balance.ts";

/** So many at once keep others waiting for some 20 ms. */
const employeesPerRound = 100;

interface Earner {
  readonly orgId: string;
  readonly employeeId: string;
  readonly startedOn: LocalDate;
  readonly endedOn: LocalDate | null;
  readonly profile: Profile;
  readonly timeZone: string;
  readonly since: LocalDate;
  readonly ledger: readonly LedgerEntry[];
}

/**
 * Books what every active employee has earned by their organisation's today, and what the end of a leave year took away. Safe to
 * repeat, and makes up for missed days: each entry has one key. Balances do not wait for it; it makes what they count permanent.
 */
export async function accrueAll(deps: Deps, now: number): Promise<void> {
  let after: readonly [string, string] = ["", ""];
  for (;;) {
    const earners = await loadEarners(deps, after);
    await book(deps, earners, now);
    const last = earners.at(-1);
    if (last === undefined || earners.length < employeesPerRound) return;
    after = [last.orgId, last.employeeId];
  }
}

async function book(deps: Deps, earners: readonly Earner[], now: number): Promise<void> {
  const perOrganisation = Map.groupBy(earners, ({ orgId }) => orgId);
  const statements = [...perOrganisation].flatMap(([orgId, members]) => {
    const bookings = members.flatMap((earner) => bookingsOf(deps, earner, now));
    return bookings.length === 0 ? [] : [bookDue(orgId, bookings, now)];
  });
  if (statements.length > 0) await deps.db.write(statements);
}

function bookingsOf(deps: Deps, earner: Earner, now: number) {
  const today = localDateOf(now, earner.timeZone);
  return dueEntries(leavePolicyOf(earner.profile), earner, today).map((entry) => ({
    ...entry,
    id: deps.ids(),
    employeeId: earner.employeeId,
    leaveType: "annual",
  }));
}

async function loadEarners(
  deps: Deps,
  [orgId, employeeId]: readonly [string, string],
): Promise<Earner[]> {
  const [found] = await deps.db.read([
    {
      sql: `select e.org_id, e.id, e.started_on, e.ended_on, o.profile, o.time_zone, o.created_at,
          (select json_group_array(json_object('key', l.reference, 'reason', l.reason, 'minutes', l.minutes,
              'effectiveOn', l.effective_on))
            from leave_ledger l where l.org_id = e.org_id and l.employee_id = e.id and l.leave_type = 'annual'
              and (l.effective_on >= e.started_on or not exists
                (select 1 from past_employments b where b.org_id = e.org_id and b.employee_id = e.id)))
        from employees e join organisations o on o.id = e.org_id
        where (e.org_id, e.id) > (?, ?) and e.state = 'active' order by e.org_id, e.id limit ?`,
      params: [orgId, employeeId, employeesPerRound],
    },
  ]);
  return (found?.rows ?? []).map(earnerOf);
}

const earnerOf = (row: readonly Cell[]): Earner => ({
  orgId: String(row[0]),
  employeeId: String(row[1]),
  startedOn: row[2] as LocalDate,
  endedOn: row[3] as LocalDate | null,
  profile: row[4] as Profile,
  timeZone: String(row[5]),
  since: localDateOf(Number(row[6]), String(row[5])),
  ledger: JSON.parse(String(row[7])) as LedgerEntry[],
});
