import { answer, contextOf, createRouter, describe, validate } from "../../core/http.ts";
import { addVersion, listPlans, previewVersion } from "./plan-versions.ts";
import * as schema from "./schemas.ts";

const tag = "Operator";

export const planRoutes = createRouter()
  .get(
    "/",
    describe("operatorPlans", "Every version of every plan", schema.plansList, tag, "operator"),
    async (c) => c.json(await listPlans(contextOf(c))),
  )
  .post(
    "/:code/preview",
    describe(
      "previewPlanVersion",
      "Whom a new version touches",
      schema.versionPreview,
      tag,
      "operator",
    ),
    validate("param", schema.codeParam),
    validate("json", schema.versionInput),
    async (c) =>
      c.json(await previewVersion(contextOf(c), c.req.valid("param").code, c.req.valid("json"))),
  )
  .post(
    "/:code/versions",
    describe("addPlanVersion", "Add a dated version", schema.planVersion, tag, "operator"),
    validate("param", schema.codeParam),
    validate("json", schema.versionInput),
    async (c) => {
      const ctx = contextOf(c);
      const { code } = c.req.valid("param");
      return answer(c, ctx, await addVersion(ctx, code, c.req.valid("json")));
    },
  );
