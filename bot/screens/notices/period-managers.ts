import { lines } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { capital } from "../shared/capital.ts";
import { fetchPeriod } from "../shared/period-progress.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** People have had their time: what is left of a month is for managers to settle. */
export const periodManagers: RenderNotice<"period-managers"> = async ({ t, api }, { period }) => {
  const shown = await unlessGone(fetchPeriod(api(), period));
  if (shown === null || shown.state === "closed" || shown.left === 0) return null;
  return {
    body: lines(
      t.th("periods.close.title", { month: capital(t.format.month(period)) }),
      t.th("periods.managers.ask", {
        count: shown.left,
        people: t.format.digits(shown.withLeft),
      }),
    ),
    keys: [
      [{ label: t.tp("periods.keys.left"), go: to("close", ["left", period]), style: "primary" }],
    ],
  };
};
