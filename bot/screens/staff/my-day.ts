import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { dayBody } from "../shared/day-body.ts";
import { dateArgument, type Day, fetchDay } from "../shared/day-data.ts";
import { dayTurns, whyKeys } from "../shared/day-keys.ts";
import type { Translator } from "../../../locales/index.ts";
import { convertKeys } from "./convert-keys.ts";
import { orLockedView } from "./locked-view.ts";

/** One's own day. */
export const myDay: Screen<Api> = {
  name: "my-day",
  code: "d",
  args: ["date"],
  permission: "punch.self",
  commands: ["today"],
  labels: ["common.dock.my_day"],
  open: (ctx, [date]) =>
    orLockedView(ctx, async () => dayView(ctx.t, await fetchDay(ctx.api, dateArgument(date)))),
};

/** What is wrong with a day is put right by asking for it (P 3.5). */
const fixKey = (t: Translator, day: Day): Key => ({
  label: t.tp("corrections.keys.fix"),
  go: to("correction", [day.date]),
  ...(day.status === "unresolved" ? { style: "primary" as const } : {}),
});

function dayView(t: Translator, day: Day): View {
  const month: Key = { label: t.tp("attendance.day.keys.month"), go: to("my-month") };
  return {
    body: dayBody(t, day, true),
    keys: [
      ...convertKeys(t, day),
      ...whyKeys(t, day, to("day-why", [day.date])),
      day.date <= day.today ? [fixKey(t, day)] : [],
      dayTurns(t, day, (date) => to("my-day", [date])),
      [month],
    ],
  };
}
