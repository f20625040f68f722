import { plain } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { inZone } from "../shared/in-zone.ts";

/** Somebody is on the way. */
export const lateAnnounced: RenderNotice<"late-announced"> = ({ t }, late) => ({
  body: t.th("corrections.late_announced", {
    name: plain(late.employeeName),
    time: inZone(t, late.timeZone).format.time(late.startsAt),
  }),
  keys: [
    [
      {
        label: t.tp("common.actions.keys.details"),
        go: to("person-day", [late.employeeId, late.date]),
      },
    ],
  ],
});
