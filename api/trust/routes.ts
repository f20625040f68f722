import { punchReceipt } from "../attendance/schemas.ts";
import { loadMemberWithAccess } from "../billing/load-access.ts";
import {
  answer,
  contextOf,
  createRouter,
  describe,
  memberContextOf,
  validate,
} from "../core/http.ts";
import { createKiosk } from "./create-kiosk.ts";
import { listDoubtful } from "./list-doubtful.ts";
import { listKiosks } from "./list-kiosks.ts";
import { renewKiosk } from "./renew-kiosk.ts";
import { requestLive } from "./request-live.ts";
import { reviewPunches } from "./review-punches.ts";
import { revokeKiosk } from "./revoke-kiosk.ts";
import { scanKiosk } from "./scan-kiosk.ts";
import * as schema from "./schemas.ts";

const tag = "Trust";

export const trustRoutes = createRouter()
  .get(
    "/kiosks",
    describe("listKiosks", "Screens with a rotating code", schema.kioskList, tag, "devices.manage"),
    async (c) => c.json(await listKiosks(await memberContextOf(c))),
  )
  .post(
    "/kiosks",
    describe(
      "createKiosk",
      "A screen for a workplace; its address is told once",
      schema.openedKiosk,
      tag,
      "devices.manage",
    ),
    validate("json", schema.kioskInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await createKiosk(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/kiosks/:id/renew",
    describe(
      "renewKiosk",
      "A fresh address and key; the old page goes dark",
      schema.openedKiosk,
      tag,
      "devices.manage",
    ),
    validate("param", schema.idParam),
    validate("json", schema.nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await renewKiosk(ctx, c.req.valid("param").id));
    },
  )
  .post(
    "/kiosks/:id/revoke",
    describe("revokeKiosk", "Take a screen out of use", schema.done, tag, "devices.manage"),
    validate("param", schema.idParam),
    validate("json", schema.nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await revokeKiosk(ctx, c.req.valid("param").id));
    },
  )
  .post(
    "/scans",
    describe("scanKiosk", "Punch with the code of a screen", punchReceipt, tag, "punch.self"),
    validate("json", schema.scanInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await scanKiosk(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/doubtful",
    describe(
      "listDoubtful",
      "Punches to look at",
      schema.doubtfulList,
      tag,
      "attendance.view_team",
    ),
    validate("query", schema.doubtfulQuery),
    async (c) => {
      const ctx = contextOf(c);
      const query = c.req.valid("query");
      const view = { ...ctx, ...(await loadMemberWithAccess(ctx, query.orgId)) };
      return c.json(await listDoubtful(view, query));
    },
  )
  .post(
    "/reviews",
    describe(
      "reviewPunches",
      "Trust or refuse doubtful punches",
      schema.reviewed,
      tag,
      "attendance.record_for_others",
    ),
    validate("json", schema.reviewInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await reviewPunches(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/handshakes",
    describe(
      "requestLive",
      "Ask somebody at work for a live location",
      schema.askedLive,
      tag,
      "attendance.record_for_others",
    ),
    validate("json", schema.askLiveInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await requestLive(ctx, c.req.valid("json")));
    },
  );
