import { ask } from "../../core/api.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { ownSummaryView, teamSummaryView } from "../shared/summary-view.ts";
import { unlessRefused } from "../shared/unless-refused.ts";

/** A week or a month summed up, as it is when the message goes; hidden by money or nothing in it: no message (P 5.3). */
export const workSummary: RenderNotice<"work-summary"> = async ({ api, t }, summary) => {
  const { orgId, from, to, unit } = summary;
  const { summaries } = api().notify;
  const query = { orgId, from, to };
  if (summary.of === "own") {
    const own = await unlessRefused(ask(summaries.own.$get({ query })));
    return own === null || own.isEmpty ? null : ownSummaryView(t, own, unit);
  }
  const team = await unlessRefused(ask(summaries.team.$get({ query })));
  return team === null || team.people === 0 || team.expected + team.worked === 0
    ? null
    : teamSummaryView(t, team, unit);
};
