import { viewContextOf } from "../attendance/view-context.ts";
import { answer, createRouter, describe, memberContextOf, validate } from "../core/http.ts";
import { answerItem, confirmMonth } from "./answer-item.ts";
import { closePeriod } from "./close-period.ts";
import { listAdjustments } from "./list-adjustments.ts";
import { listLeft } from "./list-left.ts";
import { personItems } from "./person-items.ts";
import { previewPersonMonth } from "./person-month.ts";
import { reopenPeriod } from "./reopen-period.ts";
import * as schema from "./schemas.ts";
import { listPeriods, showPeriod } from "./show-periods.ts";
import { advance, nudge, previewClose } from "./steer-period.ts";
import { verifySnapshot } from "./verify-snapshot.ts";

const tag = "Periods";

export const periodRoutes = createRouter()
  .get(
    "/months",
    describe("listPeriods", "Months that are over", schema.periodList, tag, "attendance.view_team"),
    async (c) => c.json(await listPeriods(await memberContextOf(c))),
  )
  .get(
    "/person-month",
    describe(
      "previewPersonMonth",
      "What a change of the log costs for a month that was charged",
      schema.personMonth,
      tag,
      "self",
    ),
    validate("query", schema.effectQuery),
    async (c) => c.json(await previewPersonMonth(await memberContextOf(c), c.req.valid("query"))),
  )
  .get(
    "/verify/:code",
    describe(
      "verifySnapshot",
      "What a snapshot's hash stands for",
      schema.verifiedSnapshot,
      tag,
      "self",
    ),
    validate("param", schema.codeParam),
    async (c) => c.json(await verifySnapshot(await memberContextOf(c), c.req.valid("param").code)),
  )
  .get(
    "/:period",
    describe(
      "showPeriod",
      "How far the close of a month is",
      schema.periodView,
      tag,
      "attendance.view_team",
    ),
    validate("param", schema.periodParam),
    async (c) => c.json(await showPeriod(await memberContextOf(c), c.req.valid("param").period)),
  )
  .get(
    "/:period/left",
    describe(
      "listLeft",
      "People with something left in a month",
      schema.leftPage,
      tag,
      "attendance.view_team",
    ),
    validate("param", schema.periodParam),
    validate("query", schema.leftQuery),
    async (c) =>
      c.json(
        await listLeft(await memberContextOf(c), {
          ...c.req.valid("param"),
          ...c.req.valid("query"),
        }),
      ),
  )
  .get(
    "/:period/adjustments",
    describe(
      "listAdjustments",
      "What a month carries for closed ones",
      schema.adjustmentList,
      tag,
      "attendance.view_team",
    ),
    validate("param", schema.periodParam),
    async (c) => c.json(await listAdjustments(await viewContextOf(c), c.req.valid("param").period)),
  )
  .get(
    "/:period/mine",
    describe(
      "myMonthItems",
      "What is asked about one's own month",
      schema.personItemsView,
      tag,
      "self",
    ),
    validate("param", schema.periodParam),
    async (c) => {
      const asked = { ...c.req.valid("param"), employeeId: undefined };
      return c.json(await personItems(await viewContextOf(c), asked));
    },
  )
  .post(
    "/:period/mine/answer",
    describe(
      "answerOwnItem",
      "Leave an item of one's own month as it is",
      schema.answeredItem,
      tag,
      "requests.self",
    ),
    validate("param", schema.periodParam),
    validate("json", schema.answerInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      const { employeeId } = ctx.member;
      const input = { ...c.req.valid("param"), ...c.req.valid("json"), employeeId };
      return answer(c, ctx, await answerItem(ctx, input));
    },
  )
  .post(
    "/:period/mine/confirm",
    describe(
      "confirmMonth",
      "Have nothing more to say about one's month",
      schema.confirmedMonth,
      tag,
      "requests.self",
    ),
    validate("param", schema.periodParam),
    validate("json", schema.nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await confirmMonth(ctx, c.req.valid("param").period));
    },
  )
  .get(
    "/:period/people/:employeeId",
    describe(
      "personItems",
      "What is open in somebody's month",
      schema.personItemsView,
      tag,
      "self",
    ),
    validate("param", schema.personParam),
    async (c) => c.json(await personItems(await viewContextOf(c), c.req.valid("param"))),
  )
  .post(
    "/:period/people/:employeeId/answer",
    describe(
      "answerItem",
      "Say what an open item of a month is",
      schema.answeredItem,
      tag,
      "attendance.record_for_others",
    ),
    validate("param", schema.personParam),
    validate("json", schema.answerInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      const input = { ...c.req.valid("param"), ...c.req.valid("json") };
      return answer(c, ctx, await answerItem(ctx, input));
    },
  )
  .post(
    "/:period/nudge",
    describe("nudge", "Remind who has not answered", schema.reminded, tag, "requests.decide"),
    validate("param", schema.periodParam),
    validate("json", schema.nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await nudge(ctx, c.req.valid("param").period));
    },
  )
  .post(
    "/:period/advance",
    describe("advancePeriod", "Go on without waiting", schema.advanced, tag, "period.close"),
    validate("param", schema.periodParam),
    validate("json", schema.nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await advance(ctx, c.req.valid("param").period));
    },
  )
  .get(
    "/:period/close",
    describe(
      "previewClose",
      "What a close would keep, and its hash",
      schema.closePreview,
      tag,
      "period.close",
    ),
    validate("param", schema.periodParam),
    async (c) => {
      const { totals, ...rest } = await previewClose(
        await memberContextOf(c),
        c.req.valid("param").period,
      );
      return c.json({ ...rest, totals: { ...totals } });
    },
  )
  .post(
    "/:period/close",
    describe("closePeriod", "Close a month", schema.closedPeriod, tag, "period.close"),
    validate("param", schema.periodParam),
    validate("json", schema.closeInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      const input = { ...c.req.valid("param"), ...c.req.valid("json") };
      return answer(c, ctx, await closePeriod(ctx, input));
    },
  )
  .post(
    "/:period/reopen",
    describe(
      "reopenPeriod",
      "Open the newest closed month again",
      schema.reopenedPeriod,
      tag,
      "period.close",
    ),
    validate("param", schema.periodParam),
    validate("json", schema.reopenInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      const input = { ...c.req.valid("param"), ...c.req.valid("json") };
      return answer(c, ctx, await reopenPeriod(ctx, input));
    },
  );
