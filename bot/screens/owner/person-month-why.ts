import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { to } from "../../core/view.ts";
import { fetchMonth, periodArgument } from "../shared/day-data.ts";
import { monthWhyView } from "../shared/month-why.ts";
import { unlessGone } from "../shared/unless-gone.ts";
import { orLockView } from "./or-lock-view.ts";

/** Why the numbers of somebody's month are what they are: the days they are made of. */
export const personMonthWhy: Screen<Api> = {
  name: "person-month-why",
  code: "yn",
  args: ["id", "period", "word"],
  permission: "attendance.view_team",
  open: (ctx, [employeeId = "", period, name]) =>
    orLockView(ctx, to("person", [employeeId]), async () => {
      const month = await unlessGone(fetchMonth(ctx.api, periodArgument(period), employeeId));
      if (month === null) return ctx.stale(to("board"));
      const own = [employeeId, month.period];
      return monthWhyView(ctx.t, month, name, {
        month: to("person-month", own),
        list: () => to("person-month-why", own),
        number: (of) => to("person-month-why", [...own, of]),
        day: (date, of) => to("person-why", [employeeId, date, of]),
      });
    }),
};
