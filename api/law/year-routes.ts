import { answer, contextOf, createRouter, describe, validate } from "../core/http.ts";
import { importYear, listYears, previewYear } from "./official-years.ts";
import * as schema from "./year-schemas.ts";

const tag = "Operator";

/** Official years: a part of the operator's room. */
export const yearRoutes = createRouter()
  .get(
    "/",
    describe("listYears", "Official years in use", schema.yearList, tag, "operator"),
    validate("query", schema.yearsQuery),
    async (c) => c.json(await listYears(contextOf(c), c.req.valid("query").profile)),
  )
  .post(
    "/preview",
    describe(
      "previewYear",
      "What an official year would change",
      schema.yearPreview,
      tag,
      "operator",
    ),
    validate("json", schema.yearInput),
    async (c) => c.json(await previewYear(contextOf(c), c.req.valid("json"))),
  )
  .post(
    "/",
    describe("importYear", "Bring in an official year", schema.importedYear, tag, "operator"),
    validate("json", schema.importInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await importYear(ctx, c.req.valid("json")));
    },
  );
