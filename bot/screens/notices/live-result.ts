import { plain } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";

/** What became of the live location that a manager asked for. */
export const liveResult: RenderNotice<"live-result"> = (
  { t },
  { employeeId, employeeName, result },
) => ({
  body: t.th(`trust.live.result.${result}`, { name: plain(employeeName) }),
  keys: [[{ label: t.tp("trust.doubtful.keys.see_day"), go: to("person-day", [employeeId]) }]],
});
