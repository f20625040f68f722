import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { to } from "../../core/view.ts";
import { dateArgument, fetchDay } from "../shared/day-data.ts";
import { dayWhyView } from "../shared/day-why.ts";
import { unlessGone } from "../shared/unless-gone.ts";
import { orLockView } from "./or-lock-view.ts";

/** Why the numbers of somebody's day are what they are. */
export const personWhy: Screen<Api> = {
  name: "person-why",
  code: "yp",
  args: ["id", "date", "word", "number"],
  permission: "attendance.view_team",
  open: (ctx, [employeeId = "", date, name, page]) =>
    orLockView(ctx, to("person", [employeeId]), async () => {
      const day = await unlessGone(fetchDay(ctx.api, dateArgument(date), employeeId));
      if (day === null) return ctx.stale(to("board"));
      const own = [employeeId, day.date];
      return dayWhyView(
        ctx.t,
        day,
        { name, page: Number(page ?? 1) },
        {
          day: to("person-day", own),
          list: () => to("person-why", own),
          number: (of, other) => to("person-why", [...own, of, other]),
        },
      );
    }),
};
