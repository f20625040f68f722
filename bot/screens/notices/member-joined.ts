import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";

/** Whoever invited learns who came. */
export const memberJoined: RenderNotice<"member-joined"> = (
  { t },
  { employeeId, employeeName },
) => ({
  body: t.th("people.joined.notice", { name: employeeName }),
  keys: [
    [
      { label: t.tp("people.joined.keys.card"), go: to("person", [employeeId]) },
      { label: t.tp("people.home.keys.invite"), go: to("invite") },
    ],
  ],
});
