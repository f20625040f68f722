import { ask } from "../../core/api.ts";
import { lines } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { spanText } from "../shared/request-card.ts";
import { requestIcon, requestTitle } from "../shared/request-title.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** Nobody answered in time: others are asked, too. Says nothing once it is decided. */
export const renderRequestEscalated: RenderNotice<"request-escalated"> = async (
  { api, t },
  { requestId },
) => {
  const call = api().requests[":id"].$get({ param: { id: requestId } });
  const request = await unlessGone(ask(call));
  if (request === null || request.state !== "pending") return null;
  return {
    body: lines(
      t.th("requests.notices.escalated"),
      t.th("requests.card.title", {
        icon: requestIcon(request.card),
        kind: requestTitle(t, request.card),
      }),
      t.th("requests.card.when", { span: spanText(t, request.card) }),
    ),
    keys: [[{ label: t.tp("common.actions.keys.details"), go: to("request", [requestId]) }]],
  };
};
