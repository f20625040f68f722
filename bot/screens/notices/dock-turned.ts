import type { RenderNotice } from "../../core/notice.ts";
import { staffDock } from "../staff/dock.ts";

/** The keyboard anew, after somebody else's entry has turned the main button around. */
export const dockTurned: RenderNotice<"dock-turned"> = ({ t }, facts) => ({
  body: t.th("corrections.dock_turned", {
    button: t.tp(facts.nextDirection === "in" ? "common.dock.clock_in" : "common.dock.clock_out"),
  }),
  dock: staffDock(t, facts),
  silent: true,
});
