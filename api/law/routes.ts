import { viewContextOf } from "../attendance/view-context.ts";
import { answer, createRouter, describe, memberContextOf, validate } from "../core/http.ts";
import { declareDays, previewDays } from "./declare-days.ts";
import { lawWarnings } from "./law-warnings.ts";
import { monthWarnings } from "./month-warnings.ts";
import * as schema from "./schemas.ts";
import { showCalendar } from "./show-calendar.ts";

const tag = "Law";

export const lawRoutes = createRouter()
  .get(
    "/warnings",
    describe(
      "lawWarnings",
      "What approving a request would break",
      schema.warningList,
      tag,
      "self",
    ),
    validate("query", schema.warningsQuery),
    async (c) => {
      const { items } = await lawWarnings(await memberContextOf(c), c.req.valid("query").requestId);
      return c.json({ items: [...items] });
    },
  )
  .get(
    "/warnings/month",
    describe(
      "lawMonthWarnings",
      "What the law has against a person's month",
      schema.monthWarningList,
      tag,
      "self",
    ),
    validate("query", schema.monthWarningsQuery),
    async (c) => {
      const { period = null, employeeId } = c.req.valid("query");
      const found = await monthWarnings(await viewContextOf(c), { period, employeeId });
      return c.json({ period: found.period, items: [...found.items] });
    },
  )
  .get(
    "/calendar",
    describe(
      "showCalendar",
      "A month of the organisation's calendar",
      schema.calendarMonth,
      tag,
      "self",
    ),
    validate("query", schema.calendarQuery),
    async (c) => c.json(await showCalendar(await memberContextOf(c), c.req.valid("query"))),
  )
  .get(
    "/calendar/preview",
    describe(
      "previewCalendar",
      "Whose days a declaration would change",
      schema.declarePreview,
      tag,
      "schedule.manage",
    ),
    validate("query", schema.declareQuery),
    async (c) => c.json(await previewDays(await memberContextOf(c), c.req.valid("query"))),
  )
  .post(
    "/calendar/days",
    describe(
      "declareDays",
      "Declare days closed, holidays, worked or short, or take it back",
      schema.declaredAnswer,
      tag,
      "schedule.manage",
    ),
    validate("json", schema.declareInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await declareDays(ctx, c.req.valid("json")));
    },
  );
