import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { dayBody } from "../shared/day-body.ts";
import { dateArgument, type Day, fetchDay } from "../shared/day-data.ts";
import { dayTurns, whyKeys } from "../shared/day-keys.ts";
import { whyBody } from "../shared/day-why.ts";
import { backKey } from "../shared/steer.ts";
import type { Translator } from "../../../locales/index.ts";
import { orLockedView } from "./locked-view.ts";

/** One's own day; with the number of a line, why that line is what it is. */
export const myDay: Screen<Api> = {
  name: "my-day",
  code: "d",
  args: ["date", "number"],
  permission: "punch.self",
  commands: ["today"],
  labels: ["common.dock.my_day"],
  open: (ctx, [date, index]) =>
    orLockedView(ctx, async () => {
      const day = await fetchDay(ctx.api, dateArgument(date));
      return index === undefined ? dayView(ctx.t, day) : whyView(ctx.t, day, Number(index));
    }),
};

function dayView(t: Translator, day: Day): View {
  const month: Key = { label: t.tp("attendance.day.keys.month"), go: to("my-month") };
  return {
    body: dayBody(t, day, true),
    keys: [
      ...whyKeys(t, day, (index) => to("my-day", [day.date, index])),
      dayTurns(t, day, (date) => to("my-day", [date])),
      [month],
    ],
  };
}

const whyView = (t: Translator, day: Day, index: number): View => ({
  body: whyBody(t, day, index),
  keys: [[backKey(t, to("my-day", [day.date]))]],
});
