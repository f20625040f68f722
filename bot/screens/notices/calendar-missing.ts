import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";

/** The official calendar of the coming year is not there, or only computed. */
export const calendarMissing: RenderNotice<"calendar-missing"> = ({ t }, { year, state }) => ({
  body: t.th(`law.notices.${state}`, { year: t.format.digits(year) }),
  keys: [[{ label: t.tp("law.calendar.keys.calendar"), go: to("calendar") }]],
});
