import { ask } from "../../core/api.ts";
import { lines, plain } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { dayText } from "../shared/roster-text.ts";

/** Which days of one's roster are other ones now, as they are when the message goes. */
export const rosterChanged: RenderNotice<"roster-changed"> = async (
  { t, api },
  { dates, more, byName },
) => {
  const [first] = dates;
  if (first === undefined) return null;
  const days = await Promise.all(
    dates.map(async (date) => {
      const query = { from: date, to: date };
      const [day] = (await ask(api().schedule.roster.mine.$get({ query }))).days;
      return t.th("schedule.mine.day", {
        date: t.format.shortDate(date),
        hours: day === undefined ? "" : dayText(t, day),
      });
    }),
  );
  return {
    body: lines(
      t.th("schedule.mine.changed", { name: plain(byName, 40) }),
      ...days,
      more > 0 && t.th("schedule.change.more_days", { count: more }),
    ),
    keys: [[{ label: t.tp("schedule.mine.keys.shifts"), go: to("my-shifts", ["week", first]) }]],
  };
};
