import { ask } from "../../core/api.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { exportView } from "../shared/export-view.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** How far a file of timesheets is; the same message shows the end of it. */
export const exportCard: RenderNotice<"export-card"> = async ({ api, t }, { exportId }) => {
  const made = await unlessGone(
    ask(api().timesheets.exports[":id"].$get({ param: { id: exportId } })),
  );
  return made === null ? null : exportView(t, made);
};
