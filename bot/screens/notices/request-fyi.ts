import { ask } from "../../core/api.ts";
import { lines } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { requestCard } from "../shared/request-card.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** An approval, for somebody who is told of it and was not asked. */
export const renderRequestFyi: RenderNotice<"request-fyi"> = async (
  { api, t, now },
  { requestId },
) => {
  const call = api().requests[":id"].$get({ param: { id: requestId } });
  const request = await unlessGone(ask(call));
  if (request === null) return null;
  return {
    body: lines(t.th("requests.notices.fyi"), requestCard(t, request, now, { full: false })),
    keys: [[{ label: t.tp("common.actions.keys.details"), go: to("request", [requestId]) }]],
  };
};
