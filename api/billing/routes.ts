import { answer, createRouter, describe, memberContextOf, validate } from "../core/http.ts";
import { cancelOrder } from "./cancel-order.ts";
import { choosePrimaryOwner, preferSeat } from "./choose-seats.ts";
import { createOrder } from "./create-order.ts";
import { listPlans } from "./list-plans.ts";
import { listSeats } from "./list-seats.ts";
import { previewWish } from "./preview-wish.ts";
import { requestPlan } from "./request-plan.ts";
import { changeRequisites, showRequisites } from "./requisites.ts";
import { unscheduleChange } from "./schedule-change.ts";
import * as schema from "./schemas.ts";
import { showBalance } from "./show-balance.ts";
import { listOrders, showOrder } from "./show-orders.ts";
import { listCloses, showUsage } from "./show-usage.ts";

const tag = "Billing";

export const billingRoutes = createRouter()
  .get(
    "/balance",
    describe(
      "showBalance",
      "Plan, credit or seats, debt, wallet, locks",
      schema.balanceView,
      tag,
      "billing.manage",
    ),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await showBalance(ctx));
    },
  )
  .get(
    "/usage",
    describe(
      "showUsage",
      "Who is charged in a month and why",
      schema.usagePage,
      tag,
      "billing.manage",
    ),
    validate("query", schema.usageQuery),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await showUsage(ctx, c.req.valid("query")));
    },
  )
  .get(
    "/closes",
    describe("listCloses", "Closed months", schema.closesPage, tag, "billing.manage"),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await listCloses(ctx));
    },
  )
  .get(
    "/plans",
    describe("listPlans", "Plans on sale", schema.planOffers, tag, "billing.manage"),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await listPlans(ctx));
    },
  )
  .get(
    "/quote",
    describe(
      "previewWish",
      "What something would cost and change",
      schema.quoteView,
      tag,
      "billing.manage",
    ),
    validate("query", schema.wishQuery),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await previewWish(ctx, c.req.valid("query")));
    },
  )
  .post(
    "/orders",
    describe(
      "createOrder",
      "Order seats, person-months or a plan; a change that has to wait is scheduled",
      schema.placedView,
      tag,
      "billing.manage",
    ),
    validate("json", schema.orderInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await createOrder(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/orders",
    describe(
      "listOrders",
      "Orders to pay, or the history of payments",
      schema.ordersPage,
      tag,
      "billing.manage",
    ),
    validate("query", schema.ordersQuery),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await listOrders(ctx, c.req.valid("query")));
    },
  )
  .get(
    "/orders/:id",
    describe("showOrder", "One order", schema.orderView, tag, "billing.manage"),
    validate("param", schema.orderParam),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await showOrder(ctx, c.req.valid("param").id));
    },
  )
  .post(
    "/orders/:id/cancel",
    describe(
      "cancelOrder",
      "Drop an order that waits for its money",
      schema.done,
      tag,
      "billing.manage",
    ),
    validate("param", schema.orderParam),
    validate("json", schema.nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await cancelOrder(ctx, c.req.valid("param").id));
    },
  )
  .delete(
    "/scheduled/:kind",
    describe(
      "unscheduleChange",
      "Take back what waits for the next term",
      schema.done,
      tag,
      "billing.manage",
    ),
    validate("param", schema.scheduledParam),
    validate("json", schema.nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await unscheduleChange(ctx, c.req.valid("param").kind));
    },
  )
  .post(
    "/plan-requests",
    describe(
      "requestPlan",
      "Ask for a plan that is not on the list",
      schema.done,
      tag,
      "billing.manage",
    ),
    validate("json", schema.planRequestInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await requestPlan(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/seats",
    describe(
      "listSeats",
      "Who needs a seat and who has one",
      schema.seatsView,
      tag,
      "billing.manage",
    ),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await listSeats(ctx));
    },
  )
  .post(
    "/seats/:employeeId/prefer",
    describe(
      "preferSeat",
      "Give somebody a seat before the others",
      schema.done,
      tag,
      "billing.manage",
    ),
    validate("param", schema.employeeParam),
    validate("json", schema.nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await preferSeat(ctx, c.req.valid("param").employeeId));
    },
  )
  .post(
    "/primary-owner/:employeeId",
    describe(
      "choosePrimaryOwner",
      "Name the owner who needs no seat",
      schema.done,
      tag,
      "billing.manage",
    ),
    validate("param", schema.employeeParam),
    validate("json", schema.nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await choosePrimaryOwner(ctx, c.req.valid("param").employeeId));
    },
  )
  .get(
    "/requisites",
    describe(
      "showRequisites",
      "Our details on papers",
      schema.requisitesView,
      tag,
      "billing.manage",
    ),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await showRequisites(ctx));
    },
  )
  .put(
    "/requisites",
    describe(
      "changeRequisites",
      "Change our details on papers",
      schema.done,
      tag,
      "billing.manage",
    ),
    validate("json", schema.requisitesInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await changeRequisites(ctx, c.req.valid("json")));
    },
  );
