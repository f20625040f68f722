import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { to } from "../../core/view.ts";
import { fetchMonth, periodArgument } from "../shared/day-data.ts";
import { monthWhyView } from "../shared/month-why.ts";
import { orLockedView } from "./locked-view.ts";

/** Why the numbers of one's own month are what they are: the days they are made of. */
export const monthWhy: Screen<Api> = {
  name: "month-why",
  code: "ym",
  args: ["period", "word"],
  permission: "punch.self",
  open: (ctx, [period, name]) =>
    orLockedView(ctx, async () => {
      const month = await fetchMonth(ctx.api, periodArgument(period));
      return monthWhyView(ctx.t, month, name, {
        month: to("my-month", [month.period]),
        list: () => to("month-why", [month.period]),
        number: (of) => to("month-why", [month.period, of]),
        day: (date, of) => to("day-why", [date, of]),
      });
    }),
};
