import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { planName } from "../shared/billing-words.ts";

/** A term has ended: what still works, what is closed, and that renewal brings it all back (BIL AT-19). */
export const planEnded: RenderNotice<"plan-ended"> = ({ t }, { endsOn, planCode }) => ({
  body: t.th("billing.notices.plan_ended", {
    plan: planName(t, planCode),
    date: t.format.date(endsOn),
  }),
  keys: [[{ label: t.tp("billing.notices.keys.renew"), go: to("billing-plan"), style: "primary" }]],
});
