import { ask } from "../../core/api.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { unlessGone } from "../shared/unless-gone.ts";
import { approveKeys, sideKeys } from "../shared/swap-keys.ts";
import { swapBody } from "../shared/swap-text.ts";

/** An offer to swap shifts: with keys while it waits for this reader, in its final state afterwards. */
export const renderSwapCard: RenderNotice<"swap-card"> = async ({ t, api, bot }, { swapId }) => {
  const swap = await unlessGone(ask(api().schedule.swaps[":id"].$get({ param: { id: swapId } })));
  if (swap === null) return null;
  return {
    body: swapBody(t, swap),
    keys: bot === "owner" ? approveKeys(t, swap) : sideKeys(t, swap),
  };
};
