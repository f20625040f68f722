import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { unitsText } from "../shared/billing-words.ts";

/** Before the close: more people were active than there is credit for (BIL §5.6). */
export const creditLow: RenderNotice<"credit-low"> = ({ t }, { period, active, credit }) => ({
  body: t.th("billing.notices.credit_low", {
    month: t.format.month(period),
    active: t.format.number(active),
    credit: unitsText(t, "active_person", Math.max(0, credit)),
  }),
  keys: [
    [
      {
        label: t.tp("billing.notices.keys.topup"),
        go: to("billing-topup"),
        style: "primary",
      },
    ],
    [{ label: t.tp("billing.notices.keys.usage"), go: to("billing-usage") }],
  ],
});
