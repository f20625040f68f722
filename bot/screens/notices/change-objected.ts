import { plain } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { referenceArgs } from "../shared/change-text.ts";

/** Somebody objects to what the reader changed. */
export const changeObjected: RenderNotice<"change-objected"> = ({ t }, objected) => ({
  body: t.th("corrections.objected", {
    name: plain(objected.employeeName),
    text: plain(objected.text, 500),
  }),
  keys: [
    [
      {
        label: t.tp("corrections.keys.look"),
        go: to("change", ["s", ...referenceArgs(objected.reference), objected.employeeId]),
        style: "primary",
      },
    ],
  ],
});
