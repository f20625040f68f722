import {
  answer,
  contextOf,
  createRouter,
  describe,
  memberContextOf,
  validate,
} from "../core/http.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import {
  changeWorkRules,
  changeWorkRulesInput,
  showWorkRules,
  workRulesShown,
} from "./change-work-rules.ts";
import { board, boardQuery, day, enteredPunch, month, punchPreview } from "./day-schema.ts";
import { enterPunch, previewPunch } from "./enter-punch.ts";
import { explainPunch } from "./explain-punch.ts";
import { followLive } from "./follow-live.ts";
import { getBoard } from "./get-board.ts";
import { getDay } from "./get-day.ts";
import { getMonth } from "./get-month.ts";
import { recordPunch } from "./record-punch.ts";
import {
  dayParam,
  enterPunchInput,
  explainedPunch,
  explainPunchInput,
  followedLive,
  followLiveInput,
  monthParam,
  previewPunchInput,
  punchReceipt,
  recordPunchInput,
  undonePunch,
  undoPunchInput,
  whose,
} from "./schemas.ts";
import {
  attendanceSettings,
  attendanceSettingsPatch,
  changeSettings,
  showSettings,
} from "./settings.ts";
import { undoPunch } from "./undo-punch.ts";
import { receiptParam, verifiedReceipt, verifyReceipt } from "./verify-receipt.ts";
import { viewContextOf } from "./view-context.ts";

const tag = "Attendance";

export const attendanceRoutes = createRouter()
  .post(
    "/punches",
    describe(
      "recordPunch",
      "Record a clock-in or clock-out message",
      punchReceipt,
      tag,
      "punch.self",
    ),
    validate("json", recordPunchInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await recordPunch(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/punches/undo",
    describe(
      "undoPunch",
      "Take back one's own last punch within two minutes",
      undonePunch,
      tag,
      "punch.self",
    ),
    validate("json", undoPunchInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await undoPunch(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/punches/live",
    describe(
      "followLive",
      "Keep a move of a live location as evidence",
      followedLive,
      tag,
      "punch.self",
    ),
    validate("json", followLiveInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await followLive(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/punches/reason",
    describe(
      "explainPunch",
      "Say why a punch was outside the workplace",
      explainedPunch,
      tag,
      "punch.self",
    ),
    validate("json", explainPunchInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await explainPunch(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/punches/manual",
    describe(
      "previewPunch",
      "The day before and after a missing punch",
      punchPreview,
      tag,
      "attendance.record_for_others",
    ),
    validate("query", previewPunchInput),
    async (c) => c.json(await previewPunch(await viewContextOf(c), c.req.valid("query"))),
  )
  .post(
    "/punches/manual",
    describe(
      "enterPunch",
      "Enter a missing punch with a reason",
      enteredPunch,
      tag,
      "attendance.record_for_others",
    ),
    validate("json", enterPunchInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await enterPunch(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/days/:date",
    describe(
      "getDay",
      "One day with its lines, reasons and log; `today` is a date too",
      day,
      tag,
      "self",
    ),
    validate("param", dayParam),
    validate("query", whose),
    async (c) => {
      const { date } = c.req.valid("param");
      const { employeeId } = c.req.valid("query");
      const ctx = await viewContextOf(c);
      return c.json(await getDay(ctx, { date: date === "today" ? null : date, employeeId }));
    },
  )
  .get(
    "/months/:period",
    describe("getMonth", "A month, a line a day; `current` is a period too", month, tag, "self"),
    validate("param", monthParam),
    validate("query", whose),
    async (c) => {
      const { period } = c.req.valid("param");
      const { employeeId } = c.req.valid("query");
      const ctx = await viewContextOf(c);
      return c.json(
        await getMonth(ctx, { period: period === "current" ? null : period, employeeId }),
      );
    },
  )
  .get(
    "/receipts/:code",
    describe(
      "verifyReceipt",
      "What a receipt stands for, and whether it proves it",
      verifiedReceipt,
      tag,
      "self",
    ),
    validate("param", receiptParam),
    async (c) => c.json(await verifyReceipt(await memberContextOf(c), c.req.valid("param").code)),
  )
  .get(
    "/settings",
    describe(
      "showSettings",
      "The organisation's choices",
      attendanceSettings,
      tag,
      "attendance.view_team",
    ),
    async (c) => c.json(await showSettings(await memberContextOf(c))),
  )
  .patch(
    "/settings",
    describe(
      "changeSettings",
      "Change some of them",
      attendanceSettings,
      tag,
      "organisation.manage",
    ),
    validate("json", attendanceSettingsPatch),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await changeSettings(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/rules",
    describe(
      "showWorkRules",
      "By what days are reckoned, and from when",
      workRulesShown,
      tag,
      "attendance.view_team",
    ),
    async (c) => c.json(await showWorkRules(await memberContextOf(c))),
  )
  .put(
    "/rules",
    describe(
      "changeWorkRules",
      "Change some of it from a date on",
      workRulesShown,
      tag,
      "organisation.manage",
    ),
    validate("json", changeWorkRulesInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      const { validFrom, changes } = c.req.valid("json");
      const input = { validFrom: validFrom as LocalDate, changes };
      return answer(c, ctx, await changeWorkRules(ctx, input));
    },
  )
  .get(
    "/board",
    describe("getBoard", "Where everybody is now", board, tag, "attendance.view_team"),
    validate("query", boardQuery),
    async (c) => c.json(await getBoard(await viewContextOf(c), c.req.valid("query"))),
  );
