import type { Statement } from "../../db/client/port.ts";
import type { Books, OrderFacts, OrderState } from "./rules/types.ts";

/** The row of an order after a step of its life (BIL §5.4). Runs under the version of the books, like everything of theirs. */
export const setOrderState = (
  books: Pick<Books, "orgId" | "now">,
  order: Pick<OrderFacts, "id" | "version">,
  to: { readonly state: OrderState; readonly dueAt?: number; readonly reason?: string },
): Statement => ({
  sql: `update orders set state = ?, version = ?, due_at = coalesce(?, due_at), reason = coalesce(?, reason),
      paid_at = case when ? = 'paid' then ? else paid_at end,
      annulled_at = case ? when 'annulled' then ? when 'due' then null else annulled_at end
    where org_id = ? and id = ?`,
  params: [
    to.state,
    order.version + 1,
    to.dueAt ?? null,
    to.reason ?? null,
    to.state,
    books.now,
    to.state,
    books.now,
    books.orgId,
    order.id,
  ],
});
