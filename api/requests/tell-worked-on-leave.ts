import { dayStatements, readDayFiles } from "../attendance/load-days.ts";
import { addDays } from "../core/calendar/local-date.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { type SystemContext, systemContext } from "../core/context.ts";
import { leasedRow, outboxInsert } from "../core/dispatch.ts";
import { errorFields } from "../core/log.ts";
import { loadOrganisation } from "./load-organisation.ts";
import type { NewNotice } from "../core/notices.ts";
import { isWithin } from "../core/scope.ts";
import type { Deps } from "../deps.ts";
import { peopleOf } from "./approvers.ts";
import { type Approver, loadChain } from "./load-chain.ts";
import { requestRowOf, type RequestRow, selectRequests } from "./request-row.ts";
import { workedOnLeave, type WorkedPart } from "./rules/worked-on-leave.ts";

const daysBack = 2;
const atOnce = 200;

/**
 * Leave of yesterday and the day before on which somebody punched: those who decide are asked whether part of it comes back
 * (ATT F22). The leave itself is left alone. One message per person and day, however often this runs.
 */
export async function tellWorkedOnLeave(deps: Deps, now: number): Promise<void> {
  const today = localDateOf(now, "UTC");
  const [found] = await deps.db.read([
    {
      sql: `select r.org_id, r.id from requests r where r.kind = 'leave' and r.state = 'approved'
          and r.ends_on >= ? and r.starts_on <= ?
          and exists (select 1 from punches q where q.org_id = r.org_id and q.employee_id = r.employee_id
            and q.at between ? and ?) order by r.org_id, r.id limit ?`,
      params: [addDays(today, -daysBack - 1), today, now - (daysBack + 1) * dayMs, now, atOnce],
    },
  ]);
  const ctx = systemContext(deps, "job:worked-on-leave");
  for (const [orgId, id] of found?.rows ?? []) {
    await tellOne(ctx, String(orgId), String(id), now).catch((error: unknown) =>
      deps.log("error", {
        event: "worked_on_leave_failed",
        request: String(id),
        ...errorFields(error),
      }),
    );
  }
}

const dayMs = 24 * 60 * 60_000;

async function tellOne(ctx: SystemContext, orgId: string, id: string, now: number): Promise<void> {
  const [organisation, [stored]] = await Promise.all([
    loadOrganisation(ctx.deps, orgId),
    ctx.deps.db.read([
      { sql: `${selectRequests} where r.org_id = ? and r.id = ?`, params: [orgId, id] },
    ]),
  ]);
  const cells = stored?.rows[0];
  if (organisation === null || cells === undefined) return;
  const row = requestRowOf(cells);
  const today = localDateOf(now, organisation.timeZone);
  const range = { from: addDays(today, -daysBack), to: addDays(today, -1) };
  const [results, chain] = await Promise.all([
    ctx.deps.db.read(dayStatements(organisation, row.employeeId, range)),
    loadChain(ctx.deps, organisation),
  ]);
  const days = readDayFiles(results, organisation);
  const file = days.files[0];
  if (file === undefined) return;
  const known = new Set(row.payload.worked?.map(({ date }) => date));
  const told = days.derive(file, range, now).flatMap((one) => {
    const part = known.has(one.date) ? null : workedOnLeave(one, row.id);
    return part === null ? [] : [{ date: one.date, ...part }];
  });
  const people = askedOf(row, chain.deciders);
  const notices = told.flatMap((part) => people.map((one) => noticeOf(orgId, row, part, one)));
  if (notices.length === 0) return;
  // Not sent from here: of a message that is there already nothing is inserted, and it must not go out twice.
  await ctx.deps.db.write(
    notices.map((notice) => outboxInsert(leasedRow(notice, ctx.deps.ids(), now))),
  );
}

/** Who was asked about the leave; whoever may decide and sees the person when that was all of them. */
function askedOf(row: RequestRow, deciders: readonly Approver[]): Approver[] {
  const others = deciders.filter(({ id }) => id !== row.employeeId);
  const last = row.steps.findLast(({ state }) => state === "approved");
  return last === undefined
    ? others.filter(({ sees }) => isWithin(sees, row.employeeGroupId))
    : peopleOf(last, others);
}

const noticeOf = (
  orgId: string,
  row: RequestRow,
  { date, minutes }: WorkedPart & { readonly date: LocalDate },
  to: Approver,
): NewNotice<"worked-on-leave"> => ({
  kind: "worked-on-leave",
  payload: { requestId: row.id, date, minutes },
  orgId,
  bot: "owner",
  personId: to.personId,
  reader: to.reader,
  chatId: to.telegramUserId,
  subject: `request:${row.id}`,
  dedupKey: `request:${row.id}:worked:${date}:${to.personId}`,
});
