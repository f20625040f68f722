import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { to } from "../../core/view.ts";
import { fetchMonth, periodArgument } from "../shared/day-data.ts";
import { monthBody, monthKeys } from "../shared/month-body.ts";
import { backKey } from "../shared/steer.ts";
import { unlessGone } from "../shared/unless-gone.ts";
import { orLockView } from "./or-lock-view.ts";

/** Somebody's month, as they see it themselves. */
export const personMonth: Screen<Api> = {
  name: "person-month",
  code: "pm",
  args: ["id", "period"],
  permission: "attendance.view_team",
  open: (ctx, [employeeId = "", period]) =>
    orLockView(ctx, to("person", [employeeId]), async () => {
      const { t } = ctx;
      const month = await unlessGone(fetchMonth(ctx.api, periodArgument(period), employeeId));
      if (month === null) return ctx.stale(to("board"));
      return {
        body: monthBody(t, month, false),
        keys: [
          ...monthKeys(t, month, {
            day: (date) => to("person-day", [employeeId, date]),
            month: (other) => to("person-month", [employeeId, other]),
            why: to("person-month-why", [employeeId, month.period]),
          }),
          [
            {
              label: t.tp("timesheets.keys.picture"),
              go: to("person-picture", [employeeId, month.period]),
            },
          ],
          [backKey(t, to("person-day", [employeeId]))],
        ],
      };
    }),
};
