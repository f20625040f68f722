import { ask } from "../../core/api.ts";
import { lines, plain } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { costText } from "../shared/leave-amount.ts";
import { moment, reasonLine, spanText } from "../shared/request-card.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** The decision, for the person who asked. Says nothing about a request taken back meanwhile. */
export const renderRequestDecided: RenderNotice<"request-decided"> = async (
  { api, t, now },
  { requestId },
) => {
  const call = api().requests[":id"].$get({ param: { id: requestId } });
  const request = await unlessGone(ask(call));
  if (request === null || (request.state !== "approved" && request.state !== "rejected"))
    return null;
  return {
    body: lines(
      t.th(`requests.notices.${request.state}`),
      t.th("requests.card.when", { span: spanText(t, request.card) }),
      request.state === "approved" &&
        t.th("requests.card.cost", { cost: costText(t, request.card) }),
      reasonLine(t, request),
      t.th("requests.notices.by", {
        name: plain(request.decidedByName ?? ""),
        when: moment(t, request.decidedAt ?? now, now),
      }),
    ),
    keys: [[{ label: t.tp("common.actions.keys.details"), go: to("request", [requestId]) }]],
  };
};
