import { answer, createRouter, describe, memberContextOf, validate } from "../core/http.ts";
import { makeLink } from "./make-link.ts";
import { done, newLink, nothing, sessionList, sessionParam } from "./schemas.ts";
import { endOthers, endSession, listSessions } from "./sessions.ts";

const tag = "Web";

/** What the bots offer of the pages: the way in, and the browsers that are in. */
export const webRoutes = createRouter()
  .post(
    "/links",
    describe("makeSignInLink", "A link to sign in to the pages, once", newLink, tag, "self"),
    validate("json", nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await makeLink(ctx));
    },
  )
  .get(
    "/sessions",
    describe("listSessions", "Browsers I am signed in with", sessionList, tag, "self"),
    async (c) => c.json(await listSessions(await memberContextOf(c))),
  )
  .post(
    "/sessions/end",
    describe("endSessions", "Sign out everywhere else", done, tag, "self"),
    validate("json", nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await endOthers(ctx));
    },
  )
  .post(
    "/sessions/:id/end",
    describe("endSession", "Sign a browser out", done, tag, "self"),
    validate("param", sessionParam),
    validate("json", nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await endSession(ctx, c.req.valid("param").id));
    },
  );
