import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { to } from "../../core/view.ts";
import { dateArgument, fetchDay } from "../shared/day-data.ts";
import { dayWhyView } from "../shared/day-why.ts";
import { orLockedView } from "./locked-view.ts";

/** Why the numbers of one's own day are what they are. */
export const dayWhy: Screen<Api> = {
  name: "day-why",
  code: "yd",
  args: ["date", "word", "number"],
  permission: "punch.self",
  open: (ctx, [date, name, page]) =>
    orLockedView(ctx, async () => {
      const day = await fetchDay(ctx.api, dateArgument(date));
      return dayWhyView(
        ctx.t,
        day,
        { name, page: Number(page ?? 1) },
        {
          day: to("my-day", [day.date]),
          list: () => to("day-why", [day.date]),
          number: (of, other) => to("day-why", [day.date, of, other]),
        },
      );
    }),
};
