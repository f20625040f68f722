import type { RenderNotice } from "../../core/notice.ts";
import { exportFile } from "../shared/export-view.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** The finished file; nothing for who may not have it any more. */
export const exportReady: RenderNotice<"export-ready"> = ({ api, t }, { exportId }) =>
  unlessGone(exportFile(t, api(), exportId));
