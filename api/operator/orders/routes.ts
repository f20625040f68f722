import { answer, contextOf, createRouter, describe, validate } from "../../core/http.ts";
import { done, orgItemParam, reasonInput } from "../schemas.ts";
import { annul, reinstate } from "./change-order.ts";
import { listOrders } from "./list-orders.ts";
import * as schema from "./schemas.ts";
import { showOrder } from "./show-order.ts";

const tag = "Operator";

export const orderRoutes = createRouter()
  .get(
    "/",
    describe("operatorOrders", "Orders of all organisations", schema.ordersPage, tag, "operator"),
    validate("query", schema.ordersQuery),
    async (c) => c.json(await listOrders(contextOf(c), c.req.valid("query"))),
  )
  .get(
    "/:orgId/:id",
    describe(
      "operatorOrder",
      "One order with its payments and movements",
      schema.orderCard,
      tag,
      "operator",
    ),
    validate("param", orgItemParam),
    async (c) => c.json(await showOrder(contextOf(c), c.req.valid("param"))),
  )
  .post(
    "/:orgId/:id/annul",
    describe("operatorAnnul", "Annul an unpaid order", done, tag, "operator"),
    validate("param", orgItemParam),
    validate("json", reasonInput),
    async (c) => {
      const ctx = contextOf(c);
      const { reason } = c.req.valid("json");
      return answer(c, ctx, await annul(ctx, c.req.valid("param"), reason));
    },
  )
  .post(
    "/:orgId/:id/reinstate",
    describe("operatorReinstate", "Take an annulment back", done, tag, "operator"),
    validate("param", orgItemParam),
    validate("json", reasonInput),
    async (c) => {
      const ctx = contextOf(c);
      const { reason } = c.req.valid("json");
      return answer(c, ctx, await reinstate(ctx, c.req.valid("param"), reason));
    },
  );
