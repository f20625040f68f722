import {
  answer,
  contextOf,
  createRouter,
  describe,
  memberContextOf,
  validate,
} from "../../core/http.ts";
import { exportLog } from "./export-log.ts";
import { listEvents, showEvent } from "./list-events.ts";
import {
  eventPage,
  eventParam,
  exported,
  exportInput,
  logQuery,
  securityEvent,
  verified,
  verifyQuery,
} from "./schemas.ts";
import { verifyLog } from "./verify-log.ts";

const tag = "Security";

export const securityLogRoutes = createRouter()
  .get(
    "/events",
    describe(
      "listSecurityEvents",
      "The security log, newest first",
      eventPage,
      tag,
      "security.view",
    ),
    validate("query", logQuery),
    async (c) => c.json(await listEvents(await memberContextOf(c), c.req.valid("query"))),
  )
  .get(
    "/events/:id",
    describe("showSecurityEvent", "One entry of the security log", securityEvent, tag, {
      unseen: "security.view",
    }),
    validate("param", eventParam),
    async (c) => c.json(await showEvent(contextOf(c), c.req.valid("param").id)),
  )
  .get(
    "/verified",
    describe(
      "verifySecurityLog",
      "Whether the security log is whole",
      verified,
      tag,
      "security.view",
    ),
    validate("query", verifyQuery),
    async (c) => c.json(await verifyLog(await memberContextOf(c), c.req.valid("query"))),
  )
  .post(
    "/exports",
    describe("exportSecurityLog", "Take the security log out as CSV", exported, tag, {
      all: ["security.view", "documents.export"],
    }),
    validate("json", exportInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await exportLog(ctx, c.req.valid("json")));
    },
  );
