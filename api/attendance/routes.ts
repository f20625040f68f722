import {
  answer,
  contextOf,
  createRouter,
  describe,
  memberContextOf,
  validate,
} from "../core/http.ts";
import { explainPunch } from "./explain-punch.ts";
import { followLive } from "./follow-live.ts";
import { recordPunch } from "./record-punch.ts";
import {
  explainedPunch,
  explainPunchInput,
  followedLive,
  followLiveInput,
  punchReceipt,
  recordPunchInput,
  undonePunch,
  undoPunchInput,
} from "./schemas.ts";
import { undoPunch } from "./undo-punch.ts";

const tag = "Attendance";

export const attendanceRoutes = createRouter()
  .post(
    "/punches",
    describe("recordPunch", "Record a clock-in or clock-out message", punchReceipt, tag),
    validate("json", recordPunchInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await recordPunch(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/punches/undo",
    describe("undoPunch", "Take back one's own last punch within two minutes", undonePunch, tag),
    validate("json", undoPunchInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await undoPunch(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/punches/live",
    describe("followLive", "Keep a move of a live location as evidence", followedLive, tag),
    validate("json", followLiveInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await followLive(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/punches/reason",
    describe("explainPunch", "Say why a punch was outside the workplace", explainedPunch, tag),
    validate("json", explainPunchInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await explainPunch(ctx, c.req.valid("json")));
    },
  );
