import { lines } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";

/** Closed days came out differently: what is carried, where, and that papers of the month need a corrective version. */
export const periodAdjusted: RenderNotice<"period-adjusted"> = ({ t }, said) => ({
  body: lines(
    t.th("periods.told.adjusted", { count: said.days, month: t.format.month(said.closedPeriod) }),
    t.th("periods.told.carried", { month: t.format.month(said.openPeriod) }),
  ),
  keys: [
    [{ label: t.tp("periods.keys.adjustments"), go: to("close", ["adjusted", said.openPeriod]) }],
  ],
});
