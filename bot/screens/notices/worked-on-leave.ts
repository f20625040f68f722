import { ask } from "../../core/api.ts";
import { plain } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** Somebody worked on a day of leave: shall part of it come back? (ATT F22) */
export const renderWorkedOnLeave: RenderNotice<"worked-on-leave"> = async (
  { api, t },
  { requestId, date, minutes },
) => {
  const call = api().requests[":id"].$get({ param: { id: requestId } });
  const request = await unlessGone(ask(call));
  if (request === null || request.state !== "approved") return null;
  const facts = {
    name: plain(request.employeeName, 40),
    date: t.format.shortDate(date),
    duration: t.format.duration(minutes),
  };
  if (request.workedReturned.includes(date))
    return { body: t.th("requests.notices.worked_done", facts) };
  return {
    body: t.th("requests.notices.worked", facts),
    keys: [
      [
        {
          label: t.tp("requests.worked.keys.return"),
          go: to("worked", ["return", requestId, date]),
          style: "success",
        },
        { label: t.tp("requests.worked.keys.keep"), go: to("worked", ["keep", requestId, date]) },
      ],
    ],
  };
};
