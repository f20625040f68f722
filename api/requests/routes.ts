import { answer, createRouter, describe, memberContextOf, validate } from "../core/http.ts";
import { createLeave } from "./create-leave.ts";
import { decideRequest } from "./decide-request.ts";
import { getRequest } from "./get-request.ts";
import { listInbox, listOwnRequests } from "./list-requests.ts";
import { previewLeave } from "./preview-leave.ts";
import {
  createLeaveInput,
  decideInput,
  inboxQuery,
  leaveCard,
  listQuery,
  previewLeaveQuery,
  requestPage,
  requestParam,
  requestView,
  withdrawInput,
} from "./schemas.ts";
import { withdrawRequest } from "./withdraw-request.ts";

const tag = "Requests";

export const requestRoutes = createRouter()
  .get(
    "/leave/preview",
    describe("previewLeave", "What a leave would cost and leave", leaveCard, tag),
    validate("query", previewLeaveQuery),
    async (c) => c.json(await previewLeave(await memberContextOf(c), c.req.valid("query"))),
  )
  .post(
    "/leave",
    describe("createLeave", "Ask for leave", requestView, tag),
    validate("json", createLeaveInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await createLeave(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/inbox",
    describe("inbox", "Requests that wait for the acting person", requestPage, tag),
    validate("query", inboxQuery),
    async (c) => c.json(await listInbox(await memberContextOf(c), c.req.valid("query"))),
  )
  .get(
    "/",
    describe("listRequests", "The acting person's requests, newest first", requestPage, tag),
    validate("query", listQuery),
    async (c) => c.json(await listOwnRequests(await memberContextOf(c), c.req.valid("query"))),
  )
  .get(
    "/:id",
    describe("getRequest", "One request", requestView, tag),
    validate("param", requestParam),
    async (c) => c.json(await getRequest(await memberContextOf(c), c.req.valid("param").id)),
  )
  .post(
    "/:id/decide",
    describe("decideRequest", "Approve or reject a request", requestView, tag),
    validate("param", requestParam),
    validate("json", decideInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await decideRequest(ctx, id, c.req.valid("json")));
    },
  )
  .post(
    "/:id/withdraw",
    describe("withdrawRequest", "Take an own request back", requestView, tag),
    validate("param", requestParam),
    validate("json", withdrawInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await withdrawRequest(ctx, id, c.req.valid("json").version));
    },
  );
