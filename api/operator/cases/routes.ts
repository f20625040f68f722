import { answer, contextOf, createRouter, describe, validate } from "../../core/http.ts";
import { done, idParam, nothing, pageQuery, reasonInput } from "../schemas.ts";
import { askNow, closeCase, listCases, showCase } from "./cases.ts";
import { endRefund, listRefunds, refundPayment } from "./refunds.ts";
import * as schema from "./schemas.ts";

const tag = "Operator";

export const caseRoutes = createRouter()
  .get(
    "/cases",
    describe("operatorCases", "Payments under check", schema.casesPage, tag, "operator"),
    validate("query", pageQuery),
    async (c) => c.json(await listCases(contextOf(c), c.req.valid("query").page)),
  )
  .get(
    "/attempts/:id",
    describe("operatorAttempt", "One payment", schema.caseView, tag, "operator"),
    validate("param", idParam),
    async (c) => c.json(await showCase(contextOf(c), c.req.valid("param").id)),
  )
  .post(
    "/attempts/:id/check",
    describe("operatorAskGateway", "Ask the gateway now", schema.caseView, tag, "operator"),
    validate("param", idParam),
    validate("json", nothing),
    async (c) => c.json(await askNow(contextOf(c), c.req.valid("param").id)),
  )
  .post(
    "/attempts/:id/close",
    describe("operatorCloseCase", "End the search for a payment", done, tag, "operator"),
    validate("param", idParam),
    validate("json", reasonInput),
    async (c) => {
      const ctx = contextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await closeCase(ctx, id, c.req.valid("json").reason));
    },
  )
  .post(
    "/attempts/:id/refund",
    describe(
      "operatorRefund",
      "Give money of a payment back",
      schema.refundAnswer,
      tag,
      "operator",
    ),
    validate("param", idParam),
    validate("json", schema.refundInput),
    async (c) => {
      const ctx = contextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await refundPayment(ctx, id, c.req.valid("json")));
    },
  )
  .get(
    "/refunds",
    describe("operatorRefunds", "Refunds that have not ended", schema.refundsList, tag, "operator"),
    async (c) => c.json(await listRefunds(contextOf(c))),
  )
  .post(
    "/refunds/:id/end",
    describe("operatorEndRefund", "Say how a refund by hand ended", done, tag, "operator"),
    validate("param", idParam),
    validate("json", schema.endRefundInput),
    async (c) => {
      const ctx = contextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await endRefund(ctx, id, c.req.valid("json")));
    },
  );
