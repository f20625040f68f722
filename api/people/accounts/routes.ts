import {
  answer,
  contextOf,
  createRouter,
  describe,
  memberContextOf,
  validate,
} from "../../core/http.ts";
import { done, idParam, nothing } from "../schemas.ts";
import {
  approveAccountChange,
  makeAccountLink,
  rejectAccountChange,
  showAccountChange,
} from "./account-changes.ts";
import { askAccount, lookAtAccountLink } from "./ask-account.ts";
import * as schema from "./schemas.ts";

const tag = "People";

export const accountRoutes = createRouter()
  .post(
    "/employees/:id/account-link",
    describe(
      "makeAccountLink",
      "A link to come from another account",
      schema.accountLink,
      tag,
      "people.manage",
    ),
    validate("param", idParam),
    validate("json", nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await makeAccountLink(ctx, c.req.valid("param").id));
    },
  )
  .post(
    "/account-changes/look",
    describe("lookAtAccountLink", "Whose account link it is", schema.accountLook, tag, "public"),
    validate("json", schema.accountLookInput),
    async (c) => c.json(await lookAtAccountLink(contextOf(c), c.req.valid("json"))),
  )
  .post(
    "/account-changes/ask",
    describe("askAccount", "Ask to go on from this account", schema.accountAsked, tag, "public"),
    validate("json", schema.accountAskInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await askAccount(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/account-changes/:id",
    describe(
      "showAccountChange",
      "A question about an account",
      schema.accountChange,
      tag,
      "people.manage",
    ),
    validate("param", idParam),
    async (c) => c.json(await showAccountChange(await memberContextOf(c), c.req.valid("param").id)),
  )
  .post(
    "/account-changes/:id/approve",
    describe("approveAccountChange", "Let the new account take over", done, tag, "people.manage"),
    validate("param", idParam),
    validate("json", nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await approveAccountChange(ctx, c.req.valid("param").id));
    },
  )
  .post(
    "/account-changes/:id/reject",
    describe("rejectAccountChange", "Leave the account as it is", done, tag, "people.manage"),
    validate("param", idParam),
    validate("json", nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await rejectAccountChange(ctx, c.req.valid("param").id));
    },
  );
