import type { TextKey } from "../../../locales/index.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";

/** What somebody worked on a day of leave has come back to their balance, or what another calendar makes of the leave. */
export const renderLeaveReturned: RenderNotice<"leave-returned"> = (
  { t },
  { requestId, date, minutes, byCalendar },
) => ({
  body: t.th(textOf(minutes, byCalendar), {
    date: t.format.shortDate(date),
    duration: t.format.duration(Math.abs(minutes)),
  }),
  keys: [[{ label: t.tp("common.actions.keys.details"), go: to("request", [requestId]) }]],
});

function textOf(minutes: number, byCalendar: boolean | undefined): TextKey {
  if (byCalendar !== true) return "requests.notices.returned";
  return minutes < 0 ? "requests.notices.taken_again" : "requests.notices.returned_closed";
}
