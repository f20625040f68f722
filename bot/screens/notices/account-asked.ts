import { ask } from "../../core/api.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { accountChangeView } from "../owner/members/account-change.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** Whether another account may take over, to who manages people. */
export const accountAsked: RenderNotice<"account-asked"> = async ({ t, api }, { changeId }) => {
  const change = await unlessGone(
    ask(api().accounts["account-changes"][":id"].$get({ param: { id: changeId } })),
  );
  return change === null ? null : accountChangeView(t, change);
};
