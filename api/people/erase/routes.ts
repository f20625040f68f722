import {
  answer,
  contextOf,
  createRouter,
  describe,
  memberContextOf,
  validate,
} from "../../core/http.ts";
import { idParam, nothing } from "../schemas.ts";
import { eraseMyData, erasePerson, showDataOf, showMyData } from "./erase-person.ts";
import * as schema from "./schemas.ts";

const tag = "People";

export const eraseRoutes = createRouter()
  .get(
    "/my-data",
    describe("showMyData", "What is kept of me", schema.myData, tag, "former"),
    async (c) => c.json(await showMyData(contextOf(c))),
  )
  .post(
    "/my-data/erase",
    describe("eraseMyData", "Have my personal data deleted", schema.eraseAnswer, tag, "former"),
    validate("json", nothing),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await eraseMyData(ctx));
    },
  )
  .get(
    "/employees/:id/data",
    describe("showDataOf", "What is kept of somebody", schema.myData, tag, "people.manage"),
    validate("param", idParam),
    async (c) => c.json(await showDataOf(await memberContextOf(c), c.req.valid("param").id)),
  )
  .post(
    "/employees/:id/erase",
    describe("erasePerson", "Delete personal data", schema.eraseAnswer, tag, "people.manage"),
    validate("param", idParam),
    validate("json", nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await erasePerson(ctx, c.req.valid("param").id));
    },
  );
