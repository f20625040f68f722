import type { NoticePayloads } from "../../../api/core/notices.ts";
import type { Translator } from "../../../locales/index.ts";
import { ask } from "../../core/api.ts";
import { lines } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { unitsText } from "../shared/billing-words.ts";
import { unlessGone } from "../shared/unless-gone.ts";

type Facts = NoticePayloads["payment-received"];

/** The money is here: what it paid for, what is left of it, and whether everything is open again (BIL §5.6). */
export const paymentReceived: RenderNotice<"payment-received"> = async ({ t, api }, facts) => {
  const balance = await unlessGone(ask(api().billing.balance.$get()));
  const isOpen =
    balance !== null && Object.values(balance.locks).every((lock: unknown) => lock === null);
  const { credit, wallet, currency, orderId, double, alsoPaid, wasLocked } = facts;
  return {
    body: lines(
      whatFor(t, facts),
      ...alsoPaid.map((number) =>
        t.th("billing.notices.paid_also", { number: t.format.digits(number) }),
      ),
      credit !== null &&
        t.th(credit < 0 ? "billing.notices.paid_debt" : "billing.notices.paid_credit", {
          credit: unitsText(t, "active_person", credit),
        }),
      wallet > 0 && t.th("billing.notices.paid_rest", { sum: t.format.money(wallet, currency) }),
      double && wallet > 0 && t.th("billing.notices.paid_double_use"),
      wasLocked && isOpen && orderId !== null && t.th("billing.notices.unlocked"),
    ),
    keys: [
      [
        ...(orderId === null
          ? []
          : [
              {
                label: t.tp("billing.notices.keys.order"),
                go: to("billing-order", [orderId]),
              },
            ]),
        { label: t.tp("billing.notices.keys.balance"), go: to("billing") },
      ],
    ],
  };
};

function whatFor(t: Translator, { paid, currency, orderNumber, double }: Facts) {
  const sum = t.format.money(paid, currency);
  if (orderNumber === null) return t.th("billing.notices.paid_wallet", { sum });
  const number = t.format.digits(orderNumber);
  return t.th(double ? "billing.notices.paid_double" : "billing.notices.paid_order", {
    sum,
    number,
  });
}
