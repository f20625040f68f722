import { ask } from "../../core/api.ts";
import { lines } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { type Key, to } from "../../core/view.ts";
import { unitsText } from "../shared/billing-words.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** The invoice of a month: what was charged, late part, what is left and for how long, or the debt (BIL AT-14, AT-12). */
export const monthClosed: RenderNotice<"month-closed"> = async ({ t, api }, month) => {
  const { period, charged, late, creditAfter, debtSum, currency } = month;
  const isDebt = creditAfter < 0;
  const balance = isDebt ? null : await unlessGone(ask(api().billing.balance.$get()));
  const enough = balance?.outlook?.enoughForMonths ?? 0;
  const credit = unitsText(t, "active_person", creditAfter);
  return {
    body: lines(
      t.th("billing.notices.month_closed", {
        month: t.format.month(period),
        units: unitsText(t, "active_person", charged),
      }),
      late > 0 && t.th("billing.notices.month_late", { count: late }),
      isDebt
        ? t.th("billing.notices.month_debt", { credit, sum: t.format.money(debtSum, currency) })
        : t.th("billing.notices.month_left", { credit }),
      enough > 0 && t.th("billing.balance.enough", { count: enough }),
    ),
    keys: [
      [payKey()],
      [
        {
          label: t.tp("billing.notices.keys.usage"),
          go: to("billing-usage", ["month", period]),
        },
        { label: t.tp("billing.notices.keys.balance"), go: to("billing") },
      ],
    ],
  };

  function payKey(): Key {
    return isDebt
      ? {
          label: t.tp("billing.notices.keys.pay"),
          go: to("billing-quote", ["debt"]),
          style: "primary",
        }
      : { label: t.tp("billing.notices.keys.topup"), go: to("billing-topup") };
  }
};
