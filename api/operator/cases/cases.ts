import { guardChanged } from "../../../db/client/guard.ts";
import type { Cell } from "../../../db/client/port.ts";
import { DatabaseError } from "../../../db/errors.ts";
import { loadBooks, type LoadedBooks } from "../../billing/load-books.ts";
import { tellPayers } from "../../billing/tell-payers.ts";
import { commit } from "../../core/commit.ts";
import type { Context } from "../../core/context.ts";
import { operatorPermit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Deps } from "../../deps.ts";
import { concludeAttempt } from "../../payments/conclude-attempt.ts";
import { reviewEndsAt } from "../../payments/rules/schedule.ts";
import { type PageOf, pageFrom } from "../pages.ts";
import type { CaseView } from "./schemas.ts";

const columns = `a.id, a.org_id, g.name, a.order_id, o.number, a.rail, a.state, a.amount, a.currency, a.gateway_ref, a.receipt_ref,
  a.error, a.created_at, a.under_review_at, a.case_at, a.concluded_at`;
const from = `from attempts a join organisations g on g.id = a.org_id
  join orders o on o.org_id = a.org_id and o.id = a.order_id`;

/** Payments whose money may be gone without our knowing the end, the oldest first (BIL §3.7). */
export function listCases(ctx: Context, page?: number): Promise<PageOf<CaseView>> {
  operatorPermit(ctx);
  return pageFrom(
    ctx.deps,
    {
      columns,
      from: `${from} where a.concluded_at is null and (a.under_review_at is not null or a.case_at is not null)`,
      orderBy: "a.created_at, a.id",
      params: [],
      page,
    },
    caseOf,
  );
}

/** One payment. @throws {Refusal} `not_found` */
export function showCase(ctx: Context, id: string): Promise<CaseView> {
  operatorPermit(ctx);
  return findCase(ctx.deps, id);
}

async function findCase(deps: Deps, id: string): Promise<CaseView> {
  const [found] = await deps.db.read([
    { sql: `select ${columns} ${from} where a.id = ?`, params: [id] },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return caseOf(row);
}

/** Asks the gateway now; what it says is believed and nothing else. @throws {Refusal} `not_found` */
export async function askNow(ctx: Context, id: string): Promise<CaseView> {
  operatorPermit(ctx);
  await findCase(ctx.deps, id);
  await concludeAttempt(ctx.deps, id, "asked");
  return findCase(ctx.deps, id);
}

/**
 * Ends the search for a payment: people have found that no money came, or have dealt with it otherwise. Its sum locks again.
 * Money that comes for it after all is still taken (BIL §5.4).
 * @throws {Refusal} `not_found`, `stale` when it has ended
 */
export async function closeCase(ctx: Context, id: string, reason: string): Promise<{ done: true }> {
  const allowed = operatorPermit(ctx);
  const shown = await findCase(ctx.deps, id);
  const loaded = await loadBooks(ctx.deps, shown.organisation.id);
  try {
    return await commit<{ done: true }>(ctx, {
      permit: allowed,
      statements: [
        {
          sql: `update attempts set state = case when state in ('created', 'pending') then 'expired' else state end,
              error = ?, concluded_at = ?, under_review_at = null, next_check_at = null
            where id = ? and concluded_at is null`,
          params: [reason.slice(0, 200), ctx.deps.clock(), id],
        },
        guardChanged(),
      ],
      audit: [
        {
          orgId: shown.organisation.id,
          action: "payment.case_closed",
          subject: `attempt:${id}`,
          before: { state: shown.state },
          after: { reason },
        },
      ],
      // Whoever was told that we look for the money is told that there is none.
      notices: shown.underReviewAt === null ? [] : notPaid(loaded, shown, shown.underReviewAt),
      answer: { done: true },
    });
  } catch (error) {
    if (error instanceof DatabaseError && error.kind === "guard") throw new Refusal("stale");
    throw error;
  }
}

const notPaid = (loaded: LoadedBooks, shown: CaseView, since: number) =>
  tellPayers(loaded, {
    kind: "payment-check",
    payload: {
      attemptId: shown.id,
      orderNumber: shown.orderNumber,
      amount: shown.amount,
      currency: shown.currency,
      stage: "not_paid",
      until: reviewEndsAt(since),
    },
    subject: `attempt:${shown.id}`,
    key: `${shown.id}:not_paid`,
  });

const caseOf = (row: readonly Cell[]): CaseView => ({
  id: String(row[0]),
  organisation: { id: String(row[1]), name: String(row[2]) },
  orderId: String(row[3]),
  orderNumber: Number(row[4]),
  rail: String(row[5]),
  state: String(row[6]),
  amount: Number(row[7]),
  currency: row[8] as CaseView["currency"],
  gatewayRef: row[9] as string | null,
  receiptRef: row[10] as string | null,
  error: row[11] as string | null,
  createdAt: Number(row[12]),
  underReviewAt: row[13] as number | null,
  caseAt: row[14] as number | null,
  concludedAt: row[15] as number | null,
});
