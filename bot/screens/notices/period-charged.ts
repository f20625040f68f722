import { plain } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";

/** Nothing is left of a month that was paid for (ATT J5): never silently. */
export const periodCharged: RenderNotice<"period-charged"> = ({ t }, said) => ({
  body: t.th("periods.told.charged", {
    month: t.format.month(said.period),
    name: plain(said.employeeName, 40),
  }),
  keys: [[{ label: t.tp("periods.keys.usage"), go: to("billing-usage", ["month", said.period]) }]],
});
