import { ask } from "../../core/api.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { recoveryCard as cardOf } from "../shared/email-views.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** Somebody can't read their e-mail: shows how it stands, with keys while something can be done. */
export const recoveryCard: RenderNotice<"recovery-card"> = async ({ api, t }, { recoveryId }) => {
  const view = await unlessGone(
    ask(api().security.recoveries[":id"].$get({ param: { id: recoveryId } })),
  );
  return view === null ? null : cardOf(t, view);
};
