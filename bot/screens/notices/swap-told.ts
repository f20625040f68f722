import { ask } from "../../core/api.ts";
import { lines } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { swapDays } from "../shared/swap-text.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** What became of a swap, for both sides. */
export const renderSwapTold: RenderNotice<"swap-told"> = async ({ t, api }, { swapId, what }) => {
  const swap = await unlessGone(ask(api().schedule.swaps[":id"].$get({ param: { id: swapId } })));
  if (swap === null) return null;
  return {
    body: lines(
      t.th(`schedule.swap.told.${what}`),
      "",
      swapDays(t, swap, swap.from.name, swap.to.name),
      swap.reason !== null && t.th("schedule.swap.reason", { reason: swap.reason }),
    ),
    keys: [
      [
        { label: t.tp("common.actions.keys.details"), go: to("my-swap", ["show", swapId]) },
        { label: t.tp("schedule.mine.keys.shifts"), go: to("my-shifts", ["week", swap.date]) },
      ],
    ],
  };
};
