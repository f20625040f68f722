import type { Cell, ResultSet, Statement } from "../../db/client/port.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { railsFor } from "../payments/rails-for.ts";
import { loadBooksWith } from "./load-books.ts";
import { isPayable } from "./rules/orders.ts";
import type { OrderFacts } from "./rules/types.ts";
import type { OrderView } from "./schemas.ts";
import { orderViewOf } from "./views.ts";

const perPage = 6;

/** One order of the open organisation. @throws {Refusal} `forbidden`, `not_billed`, `not_found` */
export async function showOrder(ctx: MemberContext, orderId: string): Promise<OrderView> {
  permit(ctx, "billing.manage");
  const { loaded, viewOf } = await load(ctx);
  const order = loaded.books.orders.find(({ id }) => id === orderId);
  if (order === undefined) throw new Refusal("not_found");
  return viewOf(order);
}

/**
 * «Invoices to pay» and «payment history»: two views over one table (KV-17). What is owed comes first, the nearest due date
 * on top; an offer that was dropped is in neither.
 * @param query.cursor `nextCursor` of the page before
 */
export async function listOrders(
  ctx: MemberContext,
  { view, cursor }: { readonly view: "open" | "history"; readonly cursor?: string | undefined },
): Promise<{ orders: OrderView[]; nextCursor: string | null }> {
  permit(ctx, "billing.manage");
  const { loaded, viewOf } = await load(ctx);
  const { orders } = loaded.books;
  const listed = view === "open" ? openOrders(orders) : orders.filter(isHistory);
  const before = listed.findIndex(({ id }) => id === cursor);
  const page = listed.slice(before + 1, before + 1 + perPage);
  const last = page.at(-1);
  const isMore = last !== undefined && listed.at(-1)?.id !== last.id;
  return { orders: page.map(viewOf), nextCursor: isMore ? last.id : null };
}

const openOrders = (orders: readonly OrderFacts[]): OrderFacts[] =>
  orders
    .filter(({ state }) => isPayable(state))
    .toSorted(
      (a, b) =>
        (a.dueAt ?? Number.MAX_VALUE) - (b.dueAt ?? Number.MAX_VALUE) || b.number - a.number,
    );

const isHistory = ({ state, activation }: OrderFacts): boolean =>
  !isPayable(state) && !(state === "annulled" && activation === "on_payment");

async function load(ctx: MemberContext) {
  const { id: orgId, profile } = ctx.member.organisation;
  const { loaded, extra } = await loadBooksWith(ctx.deps, orgId, [
    { sql: "select 1 from sellers where profile = ?", params: [profile] },
    documentsStatement(orgId),
  ]);
  const [seller, documents] = extra;
  const at = { rails: ctx.deps.rails, hasSeller: (seller?.rows.length ?? 0) > 0 };
  const papers = papersOf(documents);
  const viewOf = (order: OrderFacts): OrderView =>
    orderViewOf(loaded.books, order, {
      rails: railsFor(order, loaded.books, at),
      documents: papers.get(order.id) ?? [],
    });
  return { loaded, viewOf };
}

/** The newest paper of each kind. */
const documentsStatement = (orgId: string): Statement => ({
  sql: `select order_id, id, kind, number, max(created_at) from documents where org_id = ? group by order_id, kind
    order by order_id, kind`,
  params: [orgId],
});

type Paper = OrderView["documents"][number];

function papersOf(result: ResultSet | undefined): Map<string, Paper[]> {
  const papers = new Map<string, Paper[]>();
  for (const row of result?.rows ?? []) {
    const orderId = String(row[0]);
    papers.set(orderId, [...(papers.get(orderId) ?? []), paperOf(row)]);
  }
  return papers;
}

const paperOf = (row: readonly Cell[]): Paper => ({
  id: String(row[1]),
  kind: row[2] as Paper["kind"],
  number: Number(row[3]),
});
