import type { Cell, Statement } from "../../../db/client/port.ts";
import type { SystemContext } from "../../core/context.ts";
import { errorFields } from "../../core/log.ts";
import { systemPermit } from "../../core/permissions.ts";
import { annulOrder } from "../annul-order.ts";
import type { BooksPart } from "../books-part.ts";
import { type BooksChange, type BooksUnchanged, changeBooks } from "../change-books.ts";
import type { LoadedBooks } from "../load-books.ts";
import { applyWallet } from "../pay-from-wallet.ts";
import { paidFromWallet } from "../paid-from-wallet.ts";
import { planById } from "../rules/current-plan.ts";
import { annulAt } from "../rules/due-at.ts";
import { REVIEW_MS } from "../rules/under-review.ts";
import { noReview } from "./alerts.ts";
import type { OrderFacts } from "../rules/types.ts";
import { setOrderState } from "../set-order-state.ts";
import { tellPayers } from "../tell-payers.ts";

/** Orders looked at in one tick. */
const ordersAtOnce = 200;
const slackMs = 3 * 60 * 60_000;
/** How long an offer that nobody pays is kept open: one with a paper may be on its way through a bank. */
const day = 24 * 60 * 60_000;
const offerLives = { bare: 3 * day, withPaper: 14 * day };

interface Step {
  readonly orgId: string;
  readonly orderId: string;
}

/**
 * Moves orders by the clock: due → overdue past the due date, overdue → annulled when their plan says so (BIL §5.4, KV-3).
 * Offers nobody paid are put away after days; money that comes for one later goes to the wallet.
 * Not while the books are parked or money for the order is under review. Every organisation alone: one failure stops no other.
 */
export async function stepOrders(ctx: SystemContext): Promise<void> {
  const now = ctx.deps.clock();
  const [late, unpaid, stale] = await ctx.deps.db.read([
    lateOrders(now),
    unpaidOrders(now),
    staleOffers(now),
  ]);
  for (const row of late?.rows ?? [])
    await step(ctx, stepOf(row), (loaded, order) => payOrBecomeOverdue(ctx, loaded, order));
  for (const row of unpaid?.rows ?? []) {
    const at = annulAt(Number(row[2]), Number(row[3]), String(row[4]));
    if (at !== null && at <= now) await step(ctx, stepOf(row), becomeAnnulled);
  }
  for (const row of stale?.rows ?? []) await step(ctx, stepOf(row), dropOffer);
}

const stepOf = (row: readonly Cell[]): Step => ({
  orgId: String(row[0]),
  orderId: String(row[1]),
});

const isCalm = `exists (select 1 from billing_accounts a where a.org_id = o.org_id and a.parked_at is null)
  and ${noReview}`;

const lateOrders = (now: number): Statement => ({
  sql: `select o.org_id, o.id from orders o where o.state = 'due' and o.due_at < ? and ${isCalm} order by o.due_at limit ?`,
  params: [now, now - REVIEW_MS, ordersAtOnce],
});

/** A little too many: the local day decides. */
const unpaidOrders = (now: number): Statement => ({
  sql: `select o.org_id, o.id, o.due_at, v.annul_after_days, g.time_zone
    from orders o join plan_versions v on v.id = o.plan_version_id join organisations g on g.id = o.org_id
    where o.state = 'overdue' and v.annul_after_days > 0 and o.due_at + v.annul_after_days * 86400000 <= ? and ${isCalm}
    order by o.due_at limit ?`,
  params: [now + slackMs, now - REVIEW_MS, ordersAtOnce],
});

const staleOffers = (now: number): Statement => ({
  sql: `select o.org_id, o.id from orders o where o.state = 'quoted' and o.created_at < ? and ${isCalm}
      and not exists (select 1 from attempts t where t.org_id = o.org_id and t.order_id = o.id
        and t.state in ('created', 'pending') and t.next_check_at is not null)
      and (o.created_at < ? or not exists (select 1 from documents d where d.org_id = o.org_id and d.order_id = o.id))
    order by o.created_at limit ?`,
  params: [now - offerLives.bare, now - REVIEW_MS, now - offerLives.withPaper, ordersAtOnce],
});

type Decide = (loaded: LoadedBooks, order: OrderFacts) => BooksPart | null;

async function step(ctx: SystemContext, { orgId, orderId }: Step, decide: Decide): Promise<void> {
  try {
    await changeBooks(ctx, orgId, (loaded) => changeOf(loaded, orderId, decide));
  } catch (error) {
    ctx.deps.log("error", {
      event: "order_step_failed",
      organisation: orgId,
      ...errorFields(error),
    });
  }
}

function changeOf(
  loaded: LoadedBooks,
  orderId: string,
  decide: Decide,
): BooksChange<null> | BooksUnchanged<null> {
  const order = loaded.books.orders.find(({ id }) => id === orderId);
  const part = order === undefined || order.underReview ? null : decide(loaded, order);
  const [audit, ...more] = part?.audit ?? [];
  if (part === null || audit === undefined) return { unchanged: null };
  return { ...part, audit: [audit, ...more], permit: systemPermit(), answer: null };
}

/** Money that waits pays what would be overdue beside it. */
function payOrBecomeOverdue(
  { deps }: SystemContext,
  loaded: LoadedBooks,
  order: OrderFacts,
): BooksPart | null {
  const { books } = loaded;
  if (order.state !== "due" || order.dueAt === null || order.dueAt >= books.now) return null;
  const paid = applyWallet(deps, loaded, order, books.wallet);
  if (paid === null) return becomeOverdue(loaded, order);
  return { ...paid, notices: paidFromWallet(loaded, order, paid) };
}

function becomeOverdue(loaded: LoadedBooks, order: OrderFacts): BooksPart | null {
  const { books } = loaded;
  if (order.state !== "due" || order.dueAt === null || order.dueAt >= books.now) return null;
  const { annulAfterDays } = planById(books, order.planVersionId);
  return {
    transactions: [],
    statements: [setOrderState(books, order, { state: "overdue" })],
    audit: [
      {
        orgId: books.orgId,
        action: "order.overdue",
        subject: `order:${order.id}`,
        before: { state: "due" },
        after: { state: "overdue", dueAt: order.dueAt },
      },
    ],
    notices: tellPayers(loaded, {
      kind: "order-overdue",
      payload: {
        orderId: order.id,
        orderNumber: order.number,
        kind: order.kind,
        total: order.total,
        currency: books.currency,
        dueAt: order.dueAt,
        annulAt: annulAt(order.dueAt, annulAfterDays, books.timeZone),
      },
      subject: `order:${order.id}`,
      key: `${order.id}:${order.dueAt}`,
    }),
  };
}

function dropOffer({ books }: LoadedBooks, order: OrderFacts): BooksPart | null {
  if (order.state !== "quoted") return null;
  return {
    transactions: [],
    statements: [setOrderState(books, order, { state: "annulled", reason: "expired" })],
    audit: [
      {
        orgId: books.orgId,
        action: "order.expired",
        subject: `order:${order.id}`,
        before: { state: "quoted" },
        after: { state: "annulled" },
      },
    ],
    notices: [],
  };
}

function becomeAnnulled(loaded: LoadedBooks, order: OrderFacts): BooksPart | null {
  const { books } = loaded;
  if (order.state !== "overdue" || order.dueAt === null) return null;
  const { annulAfterDays } = planById(books, order.planVersionId);
  const at = annulAt(order.dueAt, annulAfterDays, books.timeZone);
  return at === null || at > books.now ? null : annulOrder(loaded, order, "unpaid");
}
