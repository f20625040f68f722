import { ask } from "../../core/api.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { importView } from "../owner/import-punches-views.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** How far a file has come, edited in place. */
export const importCard: RenderNotice<"import-card"> = async ({ api, t }, { importId }) => {
  const call = api().corrections.imports[":id"].$get({ param: { id: importId } });
  const shown = await unlessGone(ask(call));
  return shown === null ? null : importView(t, shown);
};
