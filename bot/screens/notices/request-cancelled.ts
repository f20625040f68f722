import { ask } from "../../core/api.ts";
import { lines, plain } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { moment } from "../shared/moment.ts";
import { reasonLine, spanText } from "../shared/request-card.ts";
import { requestTitle } from "../shared/request-title.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** Somebody who decides has ended what was approved: what, why and who. */
export const renderRequestCancelled: RenderNotice<"request-cancelled"> = async (
  { api, t, now },
  { requestId },
) => {
  const call = api().requests[":id"].$get({ param: { id: requestId } });
  const request = await unlessGone(ask(call));
  if (request === null) return null;
  return {
    body: lines(
      t.th("requests.notices.cancelled", { kind: requestTitle(t, request.card) }),
      t.th("requests.card.when", { span: spanText(t, request.card) }),
      reasonLine(t, request),
      t.th("requests.notices.by", {
        name: plain(request.decidedByName ?? ""),
        when: moment(t, request.decidedAt ?? now, now),
      }),
    ),
    keys: [[{ label: t.tp("common.actions.keys.details"), go: to("request", [requestId]) }]],
  };
};
