import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";

/** Money that may have left the payer and has not come: what we do about it and when we write (BIL §3.7). */
export const paymentCheck: RenderNotice<"payment-check"> = (
  { t },
  { orderNumber, amount, currency, stage, until },
) => ({
  body: t.th(`billing.notices.check_${stage}`, {
    number: t.format.digits(orderNumber),
    sum: t.format.money(amount, currency),
    until: t.format.dateTime(until),
  }),
  keys: [[{ label: t.tp("billing.notices.keys.balance"), go: to("billing") }]],
});
