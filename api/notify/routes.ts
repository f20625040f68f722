import { loadMemberWithAccess } from "../billing/load-access.ts";
import {
  answer,
  contextOf,
  createRouter,
  describe,
  memberContextOf,
  type Request,
  validate,
} from "../core/http.ts";
import { changeNoticeSettings, showNoticeSettings } from "./own-settings.ts";
import { summariseOwn } from "./own-summary.ts";
import * as schema from "./schemas.ts";
import { summariseTeam } from "./team-summary.ts";

const tag = "Notices";

async function viewOf(c: Request, orgId: string | undefined) {
  const ctx = contextOf(c);
  return { ...ctx, ...(await loadMemberWithAccess(ctx, orgId)) };
}

export const notifyRoutes = createRouter()
  .get(
    "/mine",
    describe(
      "showNoticeSettings",
      "My quiet hours and summaries",
      schema.noticeSettings,
      tag,
      "self",
    ),
    async (c) => c.json(await showNoticeSettings(await memberContextOf(c))),
  )
  .patch(
    "/mine",
    describe("changeNoticeSettings", "Change them", schema.noticeSettings, tag, "self"),
    validate("json", schema.noticeSettingsInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await changeNoticeSettings(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/summaries/own",
    describe("summariseOwn", "My days of a week or a month", schema.ownSummary, tag, "punch.self"),
    validate("query", schema.summaryQuery),
    async (c) => {
      const query = c.req.valid("query");
      return c.json(await summariseOwn(await viewOf(c, query.orgId), query));
    },
  )
  .get(
    "/summaries/team",
    describe(
      "summariseTeam",
      "The team's days of a week or a month",
      schema.teamSummary,
      tag,
      "attendance.view_team",
    ),
    validate("query", schema.summaryQuery),
    async (c) => {
      const query = c.req.valid("query");
      return c.json(await summariseTeam(await viewOf(c, query.orgId), query));
    },
  );
