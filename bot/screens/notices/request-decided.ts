import type { RequestView } from "../../../api/requests/schemas.ts";
import type { Html, Translator } from "../../../locales/index.ts";
import { ask } from "../../core/api.ts";
import { lines, plain } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { costText } from "../shared/leave-amount.ts";
import { moment } from "../shared/moment.ts";
import { lengthText, reasonLine, spanText } from "../shared/request-card.ts";
import { requestTitle } from "../shared/request-title.ts";
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
      request.card.typeCode === "annual" && request.kind === "leave"
        ? t.th(`requests.notices.${request.state}`)
        : t.th(`requests.notices.${request.state}_of`, { kind: requestTitle(t, request.card) }),
      t.th("requests.card.when", { span: spanText(t, request.card) }),
      request.state === "approved" && costLine(t, request),
      reasonLine(t, request),
      t.th("requests.notices.by", {
        name: plain(request.decidedByName ?? ""),
        when: moment(t, request.decidedAt ?? now, now),
      }),
    ),
    keys: [[{ label: t.tp("common.actions.keys.details"), go: to("request", [requestId]) }]],
  };
};

/** What it took from the balance, or how long it is. */
function costLine(t: Translator, { card, kind }: RequestView): Html | false {
  if (kind === "correction" || kind === "cancel" || kind === "swap") return false;
  return card.usesBalance
    ? t.th("requests.card.cost", { cost: costText(t, card) })
    : t.th("requests.card.length", { length: lengthText(t, card) });
}
