import { ask } from "../../core/api.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { waitingView } from "../shared/two-step-view.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** The message in the acting bot, edited when the other one has answered. */
export const confirmWaiting: RenderNotice<"confirm-waiting"> = async (
  { api, bot, t },
  { confirmationId, go },
) => {
  const view = await unlessGone(
    ask(api().security.confirmations[":id"].$get({ param: { id: confirmationId } })),
  );
  return view === null ? null : waitingView(t, view, { bot, go: to(go.screen, go.args, go.rev) });
};
