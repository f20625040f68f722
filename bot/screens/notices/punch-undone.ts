import type { RenderNotice } from "../../core/notice.ts";
import { inZone } from "../shared/in-zone.ts";
import { staffDock } from "../staff/dock.ts";

/** The punch is taken back; the keyboard goes back with it. */
export const punchUndone: RenderNotice<"punch-undone"> = ({ t }, undone) => ({
  body: t.th(`attendance.receipt.undone_${undone.direction}`, {
    time: inZone(t, undone.timeZone).format.time(undone.at),
  }),
  dock: staffDock(t, undone),
});
