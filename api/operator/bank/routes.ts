import { answer, contextOf, createRouter, describe, validate } from "../../core/http.ts";
import { done, idParam, reasonInput } from "../schemas.ts";
import { importStatement, previewStatement } from "./import-statement.ts";
import { listLines, showLine } from "./list-lines.ts";
import * as schema from "./schemas.ts";
import { applyLine, confirmPayment, returnLine } from "./settle-lines.ts";

const tag = "Operator";

export const bankRoutes = createRouter()
  .post(
    "/statements/preview",
    describe(
      "previewStatement",
      "What importing a statement would do",
      schema.statementView,
      tag,
      "operator",
    ),
    validate("json", schema.statementInput),
    async (c) => c.json(await previewStatement(contextOf(c), c.req.valid("json"))),
  )
  .post(
    "/statements",
    describe("importStatement", "Import a bank's statement", schema.importAnswer, tag, "operator"),
    validate("json", schema.statementInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await importStatement(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/lines",
    describe("bankLines", "Imported transfers", schema.bankLinesPage, tag, "operator"),
    validate("query", schema.bankLinesQuery),
    async (c) => c.json(await listLines(contextOf(c), c.req.valid("query"))),
  )
  .get(
    "/lines/:id",
    describe("bankLine", "One transfer", schema.bankLineView, tag, "operator"),
    validate("param", idParam),
    async (c) => c.json(await showLine(contextOf(c), c.req.valid("param").id)),
  )
  .post(
    "/lines/:id/apply",
    describe("applyBankLine", "Say whose money it is", schema.settledAnswer, tag, "operator"),
    validate("param", idParam),
    validate("json", schema.applyInput),
    async (c) => {
      const ctx = contextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await applyLine(ctx, id, c.req.valid("json")));
    },
  )
  .post(
    "/lines/:id/return",
    describe("returnBankLine", "Say that it went back", done, tag, "operator"),
    validate("param", idParam),
    validate("json", reasonInput),
    async (c) => {
      const ctx = contextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await returnLine(ctx, id, c.req.valid("json").reason));
    },
  )
  .post(
    "/payments",
    describe(
      "confirmBankPayment",
      "Enter one transfer by hand",
      schema.settledAnswer,
      tag,
      "operator",
    ),
    validate("json", schema.bankPaymentInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await confirmPayment(ctx, c.req.valid("json")));
    },
  );
