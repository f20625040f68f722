import {
  answer,
  contextOf,
  createRouter,
  describe,
  memberContextOf,
  validate,
} from "../core/http.ts";
import { pay } from "./pay.ts";
import * as schema from "./schemas.ts";
import { telegramRefunded } from "./stars-refunded.ts";
import { preCheckout, telegramPaid } from "./telegram-money.ts";
import { checkAttempt, listAttempts, showAttemptState } from "./view-attempts.ts";

const tag = "Payments";

export const paymentRoutes = createRouter()
  .post(
    "/orders/:id/pay",
    describe(
      "payOrder",
      "Begin to pay an order, or go on",
      schema.payAnswer,
      tag,
      "billing.manage",
    ),
    validate("param", schema.orderParam),
    validate("json", schema.payInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await pay(ctx, id, c.req.valid("json").rail));
    },
  )
  .get(
    "/attempts",
    describe(
      "listAttempts",
      "All tries to pay an order",
      schema.attemptsPage,
      tag,
      "billing.manage",
    ),
    validate("query", schema.attemptsQuery),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json({ attempts: await listAttempts(ctx, c.req.valid("query").orderId) });
    },
  )
  .get(
    "/attempts/:id",
    describe("getAttempt", "How a payment stands", schema.attemptView, tag, "billing.manage"),
    validate("param", schema.attemptParam),
    async (c) => c.json(await showAttemptState(await memberContextOf(c), c.req.valid("param").id)),
  )
  .post(
    "/attempts/:id/check",
    describe(
      "checkAttempt",
      "I have paid: ask the gateway now",
      schema.attemptView,
      tag,
      "billing.manage",
    ),
    validate("param", schema.attemptParam),
    validate("json", schema.emptyInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await checkAttempt(ctx, c.req.valid("param").id));
    },
  )
  .post(
    "/telegram/pre-checkout",
    describe("preCheckout", "May this payment go on", schema.preCheckoutAnswer, tag, "bot"),
    validate("json", schema.preCheckoutInput),
    async (c) => c.json(await preCheckout(contextOf(c), c.req.valid("json"))),
  )
  .post(
    "/telegram/paid",
    describe("telegramPaid", "Telegram has taken the money", schema.done, tag, "bot"),
    validate("json", schema.telegramPaidInput),
    async (c) => {
      await telegramPaid(contextOf(c), c.req.valid("json"));
      return c.json({ done: true as const });
    },
  )
  .post(
    "/telegram/refunded",
    describe("telegramRefunded", "Stars went back", schema.done, tag, "bot"),
    validate("json", schema.telegramRefundedInput),
    async (c) => {
      await telegramRefunded(contextOf(c), c.req.valid("json"));
      return c.json({ done: true as const });
    },
  );
