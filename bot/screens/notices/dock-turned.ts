import type { RenderNotice } from "../../core/notice.ts";
import { mainLabel, staffDock } from "../staff/dock.ts";

/** The keyboard anew, after somebody else's entry has turned the main button around. */
export const dockTurned: RenderNotice<"dock-turned"> = ({ t }, facts) => ({
  body: t.th("corrections.dock_turned", {
    button: mainLabel(t, facts),
  }),
  dock: staffDock(t, facts),
  silent: true,
});
