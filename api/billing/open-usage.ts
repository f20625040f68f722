import type { ResultSet, Statement } from "../../db/client/port.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import { type DueClose, runningMonth } from "./close/due-closes.ts";
import type { ActivityKind, Books } from "./rules/types.ts";

/** Somebody's activity of one month that no close has charged yet, with the first act that counts. */
export interface OpenUsage {
  readonly period: PeriodKey;
  readonly employeeId: string;
  readonly name: string;
  readonly kind: ActivityKind;
  readonly firstAt: number;
}

/**
 * What no close has looked at, and whether another act of the same person and month is charged already; one organisation.
 * Nothing where no close ever looks: there it is never charged, and grows.
 */
export const openUsageStatement = (orgId: string): Statement => ({
  sql: `select u.period, u.employee_id, e.name, u.kind, u.first_at,
      exists (select 1 from usage_months x where x.org_id = u.org_id and x.period = u.period
        and x.employee_id = u.employee_id and x.close_id <> '-')
    from usage_months u join employees e on e.org_id = u.org_id and e.id = u.employee_id
    where u.org_id = ? and u.close_id is null
      and exists (select 1 from terms t join plan_versions v on v.id = t.plan_version_id
        where t.org_id = u.org_id and v.meter = 'active_person')
    order by u.period, u.first_at, u.employee_id`,
  params: [orgId],
});

/** When the account was opened: nothing before it is for pay. */
export const openedStatement = (orgId: string): Statement => ({
  sql: "select created_at from billing_accounts where org_id = ?",
  params: [orgId],
});

/** The month that runs, as its close would see it; null where no close charges. */
export const monthOf = (books: Books, opened: ResultSet | undefined): DueClose | null =>
  runningMonth(
    {
      ...books,
      createdAt: Number(opened?.rows[0]?.[0] ?? 0),
      terms: books.terms.filter(({ state }) => state === "active"),
    },
    books.plans,
    books.now,
  );

/** Who the close of `month` would charge, each person and month once, in the order of their first acts. */
export function chargedBy(month: DueClose, result: ResultSet | undefined): OpenUsage[] {
  const people = new Map<string, OpenUsage>();
  for (const [period, employeeId, name, kind, firstAt, isCharged] of result?.rows ?? []) {
    const counts =
      isCharged === 0 &&
      String(period) >= month.first &&
      String(period) <= month.period &&
      month.activityKinds.includes(kind as ActivityKind);
    const key = `${String(period)}:${String(employeeId)}`;
    if (!counts || people.has(key)) continue;
    people.set(key, {
      period: period as PeriodKey,
      employeeId: String(employeeId),
      name: String(name),
      kind: kind as ActivityKind,
      firstAt: Number(firstAt),
    });
  }
  return [...people.values()];
}
