import type { Cell, ResultSet } from "../../db/client/port.ts";
import { periodOf } from "../core/calendar/period.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { loadBooksWith } from "./load-books.ts";
import {
  chargedBy,
  monthOf,
  openedStatement,
  type OpenUsage,
  openUsageStatement,
} from "./open-usage.ts";
import type { UsagePage } from "./schemas.ts";

const perPage = 10;
const closesShown = 24;

/**
 * Who is charged in a period and why (product §5.9): of a closed month what its close charged, of the running one what it
 * would charge now. Everybody once per month, with the first act that counts.
 * @param query.cursor `nextCursor` of the page before
 * @throws {Refusal} `forbidden`, `not_billed`, `not_found` for a month that is neither closed nor running
 */
export async function showUsage(
  ctx: MemberContext,
  query: { readonly period?: string | undefined; readonly cursor?: string | undefined },
): Promise<UsagePage> {
  permit(ctx, "billing.manage");
  const { id: orgId } = ctx.member.organisation;
  const wanted = query.period ?? null;
  const { loaded, extra } = await loadBooksWith(ctx.deps, orgId, [
    openedStatement(orgId),
    openUsageStatement(orgId),
    {
      sql: "select id, charged, late, credit_after, closed_at from month_closes where org_id = ? and period = ?",
      params: [orgId, wanted],
    },
    {
      sql: `select u.period, u.employee_id, e.name, u.kind, u.first_at
        from month_closes m
          join usage_months u on u.org_id = m.org_id and u.close_id = m.id
          join employees e on e.org_id = u.org_id and e.id = u.employee_id
        where m.org_id = ? and m.period = ? order by u.period, u.first_at, u.employee_id`,
      params: [orgId, wanted],
    },
  ]);
  const { books } = loaded;
  const [opened, open, closed, charged] = extra;
  const close = closed?.rows[0];
  if (wanted !== null && close !== undefined)
    return pageOf(wanted, closeOf(close), peopleOf(charged), query.cursor);
  const running = periodOf(books.today, books.calendar);
  if (wanted !== null && wanted !== running) throw new Refusal("not_found");
  const month = monthOf(books, opened);
  return pageOf(running, null, month === null ? [] : chargedBy(month, open), query.cursor);
}

const closeOf = (row: readonly Cell[]): UsagePage["close"] => ({
  charged: Number(row[1]),
  late: Number(row[2]),
  creditAfter: Number(row[3]),
  closedAt: Number(row[4]),
});

/** Several kinds of one person and month are one charge: the first act is shown. */
function peopleOf(result: ResultSet | undefined): OpenUsage[] {
  const people = new Map<string, OpenUsage>();
  for (const [period, employeeId, name, kind, firstAt] of result?.rows ?? []) {
    const key = keyOf({ period: period as PeriodKey, employeeId: String(employeeId) });
    if (people.has(key)) continue;
    people.set(key, {
      period: period as PeriodKey,
      employeeId: String(employeeId),
      name: String(name),
      kind: kind as OpenUsage["kind"],
      firstAt: Number(firstAt),
    });
  }
  return [...people.values()];
}

const keyOf = ({ period, employeeId }: Pick<OpenUsage, "period" | "employeeId">): string =>
  `${period}:${employeeId}`;

function pageOf(
  period: string,
  close: UsagePage["close"],
  all: readonly OpenUsage[],
  cursor: string | undefined,
): UsagePage {
  const start = all.findIndex((each) => keyOf(each) === cursor) + 1;
  const people = all.slice(start, start + perPage);
  const last = people.at(-1);
  const isMore = last !== undefined && start + perPage < all.length;
  return {
    period,
    close,
    people: people.map((each) => ({ ...each })),
    total: all.length,
    nextCursor: isMore ? keyOf(last) : null,
  };
}

/** The closed months, newest first. @throws {Refusal} `forbidden` */
export async function listCloses(ctx: MemberContext) {
  permit(ctx, "billing.manage");
  const [found] = await ctx.deps.db.read([
    {
      sql: `select period, charged, late, credit_after, closed_at from month_closes where org_id = ?
        order by period desc limit ?`,
      params: [ctx.member.organisation.id, closesShown],
    },
  ]);
  return {
    closes: (found?.rows ?? []).map(([period, charged, late, creditAfter, closedAt]) => ({
      period: String(period),
      charged: Number(charged),
      late: Number(late),
      creditAfter: Number(creditAfter),
      closedAt: Number(closedAt),
    })),
  };
}
