import { answer, createRouter, describe, memberContextOf, validate } from "../core/http.ts";
import { cancelRequest } from "./cancel-request.ts";
import { createRequest } from "./create-request.ts";
import { decideRequest } from "./decide-request.ts";
import { getRequest } from "./get-request.ts";
import { listAbsences } from "./list-absences.ts";
import { listHistory, listInbox, listOwnRequests } from "./list-requests.ts";
import { previewRequest } from "./preview-request.ts";
import { addFile, listFiles, readFile } from "./request-files.ts";
import { returnPart } from "./return-part.ts";
import {
  cancelInput,
  createLeaveInput,
  createRequestInput,
  decideInput,
  inboxQuery,
  listQuery,
  previewLeaveQuery,
  previewRequestQuery,
  requestCard,
  requestPage,
  requestParam,
  requestView,
  returnInput,
  withdrawInput,
} from "./schemas.ts";
import { requestSetupRoutes } from "./setup-routes.ts";
import { absenceList, absencesQuery, fileInput, fileList, fileParam } from "./setup-schemas.ts";
import { withdrawRequest } from "./withdraw-request.ts";

const tag = "Requests";

export const requestRoutes = createRouter()
  .get(
    "/leave/preview",
    describe(
      "previewLeave",
      "What annual leave would cost and leave",
      requestCard,
      tag,
      "requests.self",
    ),
    validate("query", previewLeaveQuery),
    async (c) =>
      c.json(
        await previewRequest(await memberContextOf(c), { kind: "leave", ...c.req.valid("query") }),
      ),
  )
  .post(
    "/leave",
    describe("createLeave", "Ask for annual leave", requestView, tag, "requests.self"),
    validate("json", createLeaveInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await createRequest(ctx, { kind: "leave", ...c.req.valid("json") }));
    },
  )
  .get(
    "/preview",
    describe(
      "previewRequest",
      "What a request would cost and leave",
      requestCard,
      tag,
      "requests.self",
    ),
    validate("query", previewRequestQuery),
    async (c) => c.json(await previewRequest(await memberContextOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    describe("createRequest", "Ask for something", requestView, tag, "requests.self"),
    validate("json", createRequestInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await createRequest(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/inbox",
    describe(
      "inbox",
      "Requests that wait for the acting person",
      requestPage,
      tag,
      "requests.decide",
    ),
    validate("query", inboxQuery),
    async (c) => c.json(await listInbox(await memberContextOf(c), c.req.valid("query"))),
  )
  .get(
    "/history",
    describe(
      "requestHistory",
      "Requests of others that are decided",
      requestPage,
      tag,
      "requests.decide",
    ),
    validate("query", listQuery),
    async (c) => c.json(await listHistory(await memberContextOf(c), c.req.valid("query"))),
  )
  .get(
    "/absences",
    describe("absences", "Who is away when", absenceList, tag, "requests.self"),
    validate("query", absencesQuery),
    async (c) => c.json(await listAbsences(await memberContextOf(c), c.req.valid("query"))),
  )
  .route("/", requestSetupRoutes)
  .get(
    "/",
    describe(
      "listRequests",
      "The acting person's requests, newest first",
      requestPage,
      tag,
      "requests.self",
    ),
    validate("query", listQuery),
    async (c) => c.json(await listOwnRequests(await memberContextOf(c), c.req.valid("query"))),
  )
  .get(
    "/:id",
    describe("getRequest", "One request", requestView, tag, "self"),
    validate("param", requestParam),
    async (c) => c.json(await getRequest(await memberContextOf(c), c.req.valid("param").id)),
  )
  .post(
    "/:id/decide",
    describe("decideRequest", "Approve or reject a request", requestView, tag, "requests.decide"),
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
    describe("withdrawRequest", "Take an own request back", requestView, tag, "requests.self"),
    validate("param", requestParam),
    validate("json", withdrawInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await withdrawRequest(ctx, id, c.req.valid("json").version));
    },
  )
  .post(
    "/:id/cancel",
    describe(
      "cancelRequest",
      "End somebody's approved absence",
      requestView,
      tag,
      "requests.decide",
    ),
    validate("param", requestParam),
    validate("json", cancelInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await cancelRequest(ctx, id, c.req.valid("json")));
    },
  )
  .post(
    "/:id/return",
    describe(
      "returnPart",
      "Give back what was worked on a day of leave",
      requestView,
      tag,
      "requests.decide",
    ),
    validate("param", requestParam),
    validate("json", returnInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await returnPart(ctx, id, c.req.valid("json")));
    },
  )
  .get(
    "/:id/files",
    describe("requestFiles", "Papers of a request", fileList, tag, "self"),
    validate("param", requestParam),
    async (c) => c.json(await listFiles(await memberContextOf(c), c.req.valid("param").id)),
  )
  .post(
    "/:id/files",
    describe("addRequestFile", "Add a paper to an own request", fileList, tag, "requests.self"),
    validate("param", requestParam),
    validate("json", fileInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await addFile(ctx, c.req.valid("param").id, c.req.valid("json")));
    },
  )
  .get(
    "/:id/files/:file",
    describe("requestFile", "One paper's bytes", fileList, tag, "self"),
    validate("param", fileParam),
    async (c) => {
      const { id, file } = c.req.valid("param");
      const { name, mime, bytes } = await readFile(await memberContextOf(c), id, file);
      return c.body(bytes.slice().buffer, 200, {
        "content-type": mime,
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
      });
    },
  );
