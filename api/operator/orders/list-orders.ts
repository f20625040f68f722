import type { z } from "zod";
import type { Cell } from "../../../db/client/port.ts";
import type { Context } from "../../core/context.ts";
import { operatorPermit } from "../../core/permissions.ts";
import { organisationsNamed, type PageOf, pageFrom } from "../pages.ts";
import type { OrderRow, ordersQuery } from "./schemas.ts";

const statesOf = {
  open: ["quoted", "due", "overdue"],
  quoted: ["quoted"],
  due: ["due", "overdue"],
  overdue: ["due", "overdue"],
  paid: ["paid"],
  annulled: ["annulled"],
  refunded: ["part_refunded", "refunded"],
  all: ["quoted", "due", "overdue", "paid", "annulled", "part_refunded", "refunded"],
} as const;

/** Orders of everybody, the newest first; overdue by the date itself, whether or not the clock's job has said so. */
export async function listOrders(
  ctx: Context,
  query: z.infer<typeof ordersQuery>,
): Promise<PageOf<OrderRow>> {
  operatorPermit(ctx);
  const { deps } = ctx;
  const state = query.state ?? "open";
  const ids = await organisationsNamed(deps, query.name);
  const orgId = query.orgId ?? null;
  const passed = state === "overdue" ? deps.clock() : null;
  return pageFrom(
    deps,
    {
      columns:
        "o.id, o.org_id, g.name, o.number, o.kind, o.state, o.total, o.currency, o.due_at, o.created_at",
      from: `from orders o join organisations g on g.id = o.org_id
        where o.state in (select value from json_each(?))
          and (? is null or o.due_at < ?)
          and (? is null or o.org_id in (select value from json_each(?)))
          and (? is null or o.org_id = ?)`,
      orderBy: "o.created_at desc, o.id desc",
      params: [JSON.stringify(statesOf[state]), passed, passed, ids, ids, orgId, orgId],
      page: query.page,
    },
    rowOf,
  );
}

const rowOf = (row: readonly Cell[]): OrderRow => ({
  id: String(row[0]),
  organisation: { id: String(row[1]), name: String(row[2]) },
  number: Number(row[3]),
  kind: row[4] as OrderRow["kind"],
  state: row[5] as OrderRow["state"],
  total: Number(row[6]),
  currency: row[7] as OrderRow["currency"],
  dueAt: row[8] as number | null,
  createdAt: Number(row[9]),
});
