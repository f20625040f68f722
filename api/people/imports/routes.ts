import {
  answer,
  contextOf,
  createRouter,
  describe,
  memberContextOf,
  validate,
} from "../../core/http.ts";
import { done, idParam, nothing } from "../schemas.ts";
import { applyList } from "./apply-list.ts";
import { joinByCode, lookAtCode } from "./join-by-code.ts";
import { renewJoinCode, revokeJoinCode, showJoinCode } from "./join-code.ts";
import { discardList, showList, startList } from "./lists.ts";
import * as schema from "./schemas.ts";

const tag = "People";

export const listRoutes = createRouter()
  .post(
    "/lists",
    describe("startList", "Read a list of people", schema.listView, tag, "people.manage"),
    validate("json", schema.listInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await startList(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/lists/:id",
    describe("showList", "What a list would bring", schema.listView, tag, "people.manage"),
    validate("param", idParam),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await showList(ctx, c.req.valid("param").id));
    },
  )
  .post(
    "/lists/:id/apply",
    describe("applyList", "Employ everybody of a list", schema.appliedList, tag, "people.manage"),
    validate("param", idParam),
    validate("json", schema.applyInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await applyList(ctx, c.req.valid("param").id, c.req.valid("json")));
    },
  )
  .delete(
    "/lists/:id",
    describe("discardList", "Throw a list away", done, tag, "people.manage"),
    validate("param", idParam),
    validate("json", nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await discardList(ctx, c.req.valid("param").id));
    },
  )
  .get(
    "/join-code",
    describe(
      "showJoinCode",
      "The link for people of the list",
      schema.joinCodeView,
      tag,
      "people.manage",
    ),
    async (c) => c.json(await showJoinCode(await memberContextOf(c))),
  )
  .post(
    "/join-code",
    describe(
      "renewJoinCode",
      "Make a fresh link for people of the list",
      schema.joinCodeView,
      tag,
      "people.manage",
    ),
    validate("json", nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await renewJoinCode(ctx));
    },
  )
  .delete(
    "/join-code",
    describe(
      "revokeJoinCode",
      "Take the link for people of the list back",
      done,
      tag,
      "people.manage",
    ),
    validate("json", nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await revokeJoinCode(ctx));
    },
  )
  .post(
    "/join-code/look",
    describe("lookAtCode", "Whose link it is", schema.codeLook, tag, "public"),
    validate("json", schema.codeLookInput),
    async (c) => c.json(await lookAtCode(contextOf(c), c.req.valid("json"))),
  )
  .post(
    "/join-code/accept",
    describe("joinByCode", "Come with the phone of the list", schema.codeAccepted, tag, "public"),
    validate("json", schema.codeAcceptInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await joinByCode(ctx, c.req.valid("json")));
    },
  );
