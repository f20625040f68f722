import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";

/** What somebody worked on a day of leave has come back to their balance. */
export const renderLeaveReturned: RenderNotice<"leave-returned"> = (
  { t },
  { requestId, date, minutes },
) => ({
  body: t.th("requests.notices.returned", {
    date: t.format.shortDate(date),
    duration: t.format.duration(minutes),
  }),
  keys: [[{ label: t.tp("common.actions.keys.details"), go: to("request", [requestId]) }]],
});
