import type { MemberContext } from "../core/context.ts";
import { permit, type Permit } from "../core/permissions.ts";
import { type BooksChange, changeBooks } from "./change-books.ts";
import type { LoadedBooks } from "./load-books.ts";
import type { ScheduledChange } from "./rules/types.ts";
import type { ScheduledView } from "./schemas.ts";

/** Notes a change for when the next term begins: it costs nothing now (AT-16, KV-15). A later one of its kind replaces it. */
export function scheduleChange(
  ctx: MemberContext,
  { books }: LoadedBooks,
  change: ScheduledChange,
  by: Permit,
): BooksChange<ScheduledView> {
  const planCode = change.kind === "plan" ? change.planCode : null;
  const seats = change.kind === "seats" ? change.seatsToRemove : null;
  return {
    permit: by,
    statements: [
      {
        sql: `insert into pending_changes (org_id, kind, plan_code, seats, created_by, created_at) values (?, ?, ?, ?, ?, ?)
          on conflict (org_id, kind) do update set plan_code = excluded.plan_code, seats = excluded.seats,
            created_by = excluded.created_by, created_at = excluded.created_at`,
        params: [books.orgId, change.kind, planCode, seats, ctx.member.employeeId, books.now],
      },
    ],
    audit: [
      {
        orgId: books.orgId,
        action: "plan.change_scheduled",
        subject: `pending_change:${change.kind}`,
        before: books.pending,
        after: { planCode, seats, startsOn: change.startsOn },
      },
    ],
    answer: {
      scheduled: true,
      planCode,
      seatsToRemove: seats ?? 0,
      appliesOn: change.startsOn,
    },
  };
}

/** Takes back what waits for the next term; nothing happens when nothing waits. @throws {Refusal} `forbidden`, `not_billed` */
export function unscheduleChange(
  ctx: MemberContext,
  kind: "plan" | "seats",
): Promise<{ done: true }> {
  const allowed = permit(ctx, "billing.manage");
  return changeBooks<{ done: true }>(ctx, ctx.member.organisation.id, ({ books }) => {
    const waits =
      kind === "plan" ? books.pending.planCode !== null : books.pending.seatsToRemove > 0;
    if (!waits) return { unchanged: { done: true } };
    return {
      permit: allowed,
      statements: [
        {
          sql: "delete from pending_changes where org_id = ? and kind = ?",
          params: [books.orgId, kind],
        },
      ],
      audit: [
        {
          orgId: books.orgId,
          action: "plan.change_unscheduled",
          subject: `pending_change:${kind}`,
          before: books.pending,
        },
      ],
      answer: { done: true },
    };
  });
}
