import type { Cell, ResultSet } from "../../../db/client/port.ts";
import { loadBooksWith } from "../../billing/load-books.ts";
import { orderViewOf } from "../../billing/views.ts";
import type { Context } from "../../core/context.ts";
import { operatorPermit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import type { OrderCard } from "./schemas.ts";

/** An order with every try to pay it and all it moved in the ledger. @throws {Refusal} `not_found`, `not_billed` */
export async function showOrder(
  ctx: Context,
  { orgId, id }: { readonly orgId: string; readonly id: string },
): Promise<OrderCard> {
  operatorPermit(ctx);
  const { loaded, extra } = await loadBooksWith(ctx.deps, orgId, statements(orgId, id));
  const { books, organisationName } = loaded;
  const [attempts, movements, papers, own] = extra;
  const order = books.orders.find((one) => one.id === id);
  if (order === undefined) throw new Refusal("not_found");
  const isFree = books.parkedReason === null;
  return {
    organisation: { id: orgId, name: organisationName },
    order: orderViewOf(books, order, {
      rails: [],
      documents: (papers?.rows ?? []).map(paperOf),
    }),
    reason: (own?.rows[0]?.[0] ?? null) as string | null,
    attempts: (attempts?.rows ?? []).map(attemptOf),
    movements: movementsOf(movements),
    may: {
      annul: isFree && (order.state === "due" || order.state === "overdue"),
      reinstate: isFree && order.state === "annulled" && order.activation === "on_order",
    },
  };
}

const statements = (orgId: string, id: string) => [
  {
    sql: `select a.id, a.rail, a.state, a.amount, a.currency, a.gateway_ref, a.receipt_ref,
        (select coalesce(sum(r.amount), 0) from refunds r
          where r.org_id = a.org_id and r.attempt_id = a.id and r.state <> 'failed'),
        a.created_at, a.concluded_at
      from attempts a where a.org_id = ? and a.order_id = ? order by a.created_at desc, a.id desc limit 10`,
    params: [orgId, id],
  },
  {
    sql: `select t.id, t.kind, t.at, t.reason, e.account, e.asset, e.amount from ledger_transactions t
        join ledger_entries e on e.org_id = t.org_id and e.transaction_id = t.id
      where t.org_id = ? and (t.subject = 'order:' || ? or t.subject in (
        select 'attempt:' || a.id from attempts a where a.org_id = ? and a.order_id = ?))
      order by t.at, t.rowid, e.position limit 60`,
    params: [orgId, id, orgId, id],
  },
  {
    sql: "select id, kind, number from documents where org_id = ? and order_id = ? order by created_at",
    params: [orgId, id],
  },
  { sql: "select reason from orders where org_id = ? and id = ?", params: [orgId, id] },
];

const attemptOf = (row: readonly Cell[]): OrderCard["attempts"][number] => ({
  id: String(row[0]),
  rail: String(row[1]),
  state: String(row[2]),
  amount: Number(row[3]),
  currency: row[4] as "IRR" | "RUB",
  gatewayRef: row[5] as string | null,
  receiptRef: row[6] as string | null,
  refunded: Number(row[7]),
  createdAt: Number(row[8]),
  concludedAt: row[9] as number | null,
});

const paperOf = ([id, kind, number]: readonly Cell[]) => ({
  id: String(id),
  kind: kind as OrderCard["order"]["documents"][number]["kind"],
  number: Number(number),
});

function movementsOf(result: ResultSet | undefined): OrderCard["movements"] {
  const byId = new Map<string, OrderCard["movements"][number]>();
  for (const [id, kind, at, reason, account, asset, amount] of result?.rows ?? []) {
    const known = byId.get(String(id)) ?? {
      kind: String(kind),
      at: Number(at),
      reason: reason as string | null,
      entries: [],
    };
    known.entries.push({
      account: String(account),
      asset: asset as "IRR" | "RUB" | "PM",
      amount: Number(amount),
    });
    byId.set(String(id), known);
  }
  return [...byId.values()];
}
