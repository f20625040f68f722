import type { Api } from "../../core/api.ts";
import { lines } from "../../core/html.ts";
import type { Screen } from "../../core/screen.ts";
import { to } from "../../core/view.ts";
import { fetchMonth, periodArgument } from "../shared/day-data.ts";
import { monthBody, monthKeys } from "../shared/month-body.ts";
import { monthConvertKeys } from "./convert-keys.ts";
import { orLockedView } from "./locked-view.ts";

/** One's own month in the organisation's calendar: sums, days, and the way to each. */
export const myMonth: Screen<Api> = {
  name: "my-month",
  code: "m",
  args: ["period"],
  permission: "punch.self",
  commands: ["month"],
  labels: ["common.dock.my_month"],
  open: (ctx, [period]) =>
    orLockedView(ctx, async () => {
      const { api, t } = ctx;
      const month = await fetchMonth(api, periodArgument(period));
      const convert = monthConvertKeys(t, month);
      return {
        body: lines(
          monthBody(t, month, true),
          convert.length > 0 && lines("", t.th("requests.convert.hint")),
        ),
        keys: [
          ...monthKeys(t, month, {
            day: (date) => to("my-day", [date]),
            month: (other) => to("my-month", [other]),
            why: to("month-why", [month.period]),
          }),
          ...convert,
          [{ label: t.tp("timesheets.keys.picture"), go: to("my-picture", [month.period]) }],
          [{ label: t.tp("schedule.mine.keys.shifts"), go: to("my-shifts") }],
        ],
      };
    }),
};
