import type { Cell } from "../../db/client/port.ts";
import { DatabaseError } from "../../db/errors.ts";
import { tellOperators } from "../billing/tell-operators.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { commit } from "../core/commit.ts";
import { systemContext } from "../core/context.ts";
import { errorFields } from "../core/log.ts";
import { systemPermit } from "../core/permissions.ts";
import type { Profile } from "../core/words.ts";
import type { Deps } from "../deps.ts";
import type { LedgerEntry } from "../requests/rules/types.ts";
import { type Booking, bookDue } from "./leave-entries.ts";
import { leavePolicyOf } from "./leave-policy.ts";
import { dueEntries } from "./project-balance.ts";

/** So many at once keep others waiting for some 20 ms. */
const employeesPerRound = 100;

interface Whose {
  readonly orgId: string;
  readonly employeeId: string;
}

interface Found extends Whose {
  readonly bookings: readonly Booking[];
}

interface Earner extends Whose {
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
 * Who cannot be reckoned keeps nobody else waiting: the operator is told once a day.
 * @throws {DatabaseError} while the database is away; the next tick begins again
 */
export async function accrueAll(deps: Deps, now: number): Promise<void> {
  const failed: Whose[] = [];
  let after: Whose = { orgId: "", employeeId: "" };
  for (;;) {
    const rows = await loadEarners(deps, after);
    failed.push(...(await bookRound(deps, rows, now)));
    const last = rows.at(-1);
    if (last === undefined || rows.length < employeesPerRound) break;
    after = whoseOf(last);
  }
  if (failed.length > 0) await tellFailed(deps, failed, now);
}

/** @returns who could not be booked */
async function bookRound(
  deps: Deps,
  rows: readonly (readonly Cell[])[],
  now: number,
): Promise<readonly Whose[]> {
  const failed: Whose[] = [];
  const missed = (whose: Whose, error: unknown): void => {
    failed.push(whose);
    deps.log("error", {
      event: "accrual_failed",
      employee: whose.employeeId,
      ...errorFields(error),
    });
  };
  const found: Found[] = [];
  for (const row of rows) {
    const whose = whoseOf(row);
    try {
      const bookings = bookingsOf(deps, earnerOf(row), now);
      if (bookings.length > 0) found.push({ ...whose, bookings });
    } catch (error) {
      missed(whose, error);
    }
  }
  try {
    await write(deps, found, now);
  } catch (error) {
    if (isAway(error)) throw error;
    for (const one of found)
      await write(deps, [one], now).catch((failure: unknown) => {
        if (isAway(failure)) throw failure;
        missed(one, failure);
      });
  }
  return failed;
}

async function write(deps: Deps, found: readonly Found[], now: number): Promise<void> {
  const statements = [...Map.groupBy(found, ({ orgId }) => orgId)].map(([orgId, own]) =>
    bookDue(
      orgId,
      own.flatMap(({ bookings }) => bookings),
      now,
    ),
  );
  if (statements.length > 0) await deps.db.write(statements);
}

const isAway = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.kind === "busy" || error.kind === "unavailable");

const namedAtMost = 5;

async function tellFailed(deps: Deps, failed: readonly Whose[], now: number): Promise<void> {
  const day = new Date(now).toISOString().slice(0, 10);
  const shown = failed.slice(0, namedAtMost);
  await commit(systemContext(deps, "job:accrue"), {
    permit: systemPermit(),
    statements: [],
    audit: [
      {
        orgId: null,
        action: "leave.accrual_failed",
        subject: "job:accrue",
        after: { count: failed.length, employees: shown.map(({ employeeId }) => employeeId) },
      },
    ],
    notices: await tellOperators(deps, {
      about: "accrual_failed",
      orgId: null,
      text: [
        String(failed.length),
        ...shown.map(({ orgId, employeeId }) => `${orgId} · ${employeeId}`),
      ].join("\n"),
      key: `accrual_failed:${day}`,
    }),
    answer: null,
  });
}

function bookingsOf(deps: Deps, earner: Earner, now: number): Booking[] {
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
  { orgId, employeeId }: Whose,
): Promise<readonly (readonly Cell[])[]> {
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
  return found?.rows ?? [];
}

const whoseOf = (row: readonly Cell[]): Whose => ({
  orgId: String(row[0]),
  employeeId: String(row[1]),
});

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
