import { ask } from "../../core/api.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { pushView } from "../shared/two-step-view.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** «Is it you who does this?», with the answer once there is one. */
export const confirmPush: RenderNotice<"confirm-push"> = async ({ api, t }, { confirmationId }) => {
  const view = await unlessGone(
    ask(api().security.confirmations[":id"].$get({ param: { id: confirmationId } })),
  );
  return view === null ? null : pushView(t, view);
};
