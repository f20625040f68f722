import { ask } from "../../core/api.ts";
import { lines } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { spanText } from "../shared/request-card.ts";
import { requestIcon, requestTitle } from "../shared/request-title.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** A paper belongs to the request and has not come. Says nothing once it has, or once the request is over. */
export const renderPaperWanted: RenderNotice<"paper-wanted"> = async (
  { api, t },
  { requestId },
) => {
  const call = api().requests[":id"].$get({ param: { id: requestId } });
  const request = await unlessGone(ask(call));
  if (request === null || request.files > 0 || !request.mayAttach) return null;
  return {
    body: lines(
      t.th("requests.notices.paper_wanted"),
      t.th("requests.card.title", {
        icon: requestIcon(request.card),
        kind: requestTitle(t, request.card),
      }),
      t.th("requests.card.when", { span: spanText(t, request.card) }),
    ),
    keys: [
      [{ label: t.tp("requests.mine.keys.attach"), go: to("request", [requestId, "attach"]) }],
      [{ label: t.tp("common.actions.keys.details"), go: to("request", [requestId]) }],
    ],
  };
};
