import { plain } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";

/** Somebody needs a seat and none is free: one tap to the price of those that are missing. */
export const seatWanted: RenderNotice<"seat-wanted"> = ({ t }, { name, missing }) => ({
  body: t.th("billing.notices.seat_wanted", { name: plain(name), count: missing }),
  keys: [
    [
      {
        label: t.tp("billing.notices.keys.add_seat"),
        go: to("billing-quote", ["seats", Math.max(1, missing)]),
        style: "primary",
      },
      { label: t.tp("billing.notices.keys.people"), go: to("billing-people") },
    ],
  ],
});
