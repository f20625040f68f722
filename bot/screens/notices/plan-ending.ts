import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { planName } from "../shared/billing-words.ts";

/** A fortnight, three days and a day before a term ends (BIL §5.6). */
export const planEnding: RenderNotice<"plan-ending"> = ({ t }, { endsOn, days, planCode }) => ({
  body: t.th("billing.notices.plan_ending", {
    plan: planName(t, planCode),
    count: days,
    date: t.format.date(endsOn),
  }),
  keys: [[{ label: t.tp("billing.notices.keys.renew"), go: to("billing-plan"), style: "primary" }]],
});
