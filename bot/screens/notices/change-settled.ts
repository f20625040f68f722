import { lines, plain } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { referenceArgs } from "../shared/change-text.ts";

/** What became of the reader's objection. */
export const changeSettled: RenderNotice<"change-settled"> = ({ t }, settled) => ({
  body: lines(
    t.th(`corrections.settled_${settled.settlement}`, { name: plain(settled.settledByName) }),
    settled.note !== null && t.th("corrections.change.note", { note: plain(settled.note, 300) }),
  ),
  keys: [
    [
      {
        label: t.tp("corrections.keys.look"),
        go: to("change", ["show", ...referenceArgs(settled.reference)]),
      },
    ],
  ],
});
