import { plain } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { unitsText } from "../shared/billing-words.ts";

/** The operator has changed credit or wallet by hand, with a reason. */
export const booksAdjusted: RenderNotice<"books-adjusted"> = (
  { t },
  { amount, asset, reason },
) => ({
  body: t.th(amount < 0 ? "billing.notices.adjusted_minus" : "billing.notices.adjusted_plus", {
    amount:
      asset === "PM"
        ? unitsText(t, "active_person", amount)
        : t.format.money(Math.abs(amount), asset),
    reason: plain(reason, 300),
  }),
  keys: [[{ label: t.tp("billing.notices.keys.balance"), go: to("billing") }]],
});
