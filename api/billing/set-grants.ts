import type { Statement } from "../../db/client/port.ts";

/**
 * What an order brought, terms and seats: `suspended` while it is annulled, `active` again when it is reinstated, `ended` for good
 * when its whole sum was given back.
 */
export const setGrants = (
  orgId: string,
  orderId: string,
  state: "active" | "suspended" | "ended",
): Statement[] =>
  ["terms", "seat_grants"].map((table) => ({
    sql: `update ${table} set state = ? where org_id = ? and order_id = ?`,
    params: [state, orgId, orderId],
  }));
