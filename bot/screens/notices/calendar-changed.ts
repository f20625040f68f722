import { lines } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { daysText } from "../shared/days-text.ts";

/** The organisation said something else of days than the calendar did. */
export const calendarChanged: RenderNotice<"calendar-changed"> = (
  { t },
  { from, to, as, name, shortenedMinutes, byName },
) => {
  const when = daysText(t, from, to);
  return {
    body: lines(
      as === "short"
        ? t.th("law.notices.short", { when, minutes: t.format.duration(shortenedMinutes) })
        : t.th(`law.notices.${as}`, { when }),
      name !== null && t.th("law.notices.reason", { name }),
      t.th("law.notices.by", { name: byName }),
    ),
  };
};
