import { ask } from "../../core/api.ts";
import { lines } from "../../core/html.ts";
import { unlessGone } from "../shared/unless-gone.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { decisionKeys } from "../shared/decision-keys.ts";
import { foreseenLines } from "../owner/foreseen.ts";
import { requestCard } from "../shared/request-card.ts";

/** A request for those who may decide it: with keys while it waits, in its final state afterwards (TG 8.5). */
export const renderRequestCard: RenderNotice<"request-card"> = async (
  { api, t, now },
  { requestId },
) => {
  const call = api().requests[":id"].$get({ param: { id: requestId } });
  const request = await unlessGone(ask(call));
  if (request === null) return null;
  const card = requestCard(t, request, now, { full: false });
  const foreseen = await foreseenLines(t, api(), request);
  return {
    body: request.mayDecide
      ? lines(t.th("requests.notices.waiting"), card, foreseen !== null && "", foreseen)
      : card,
    keys: decisionKeys(t, request, { details: true }),
  };
};
