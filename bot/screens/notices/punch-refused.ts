import { plain } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { inZone } from "../shared/in-zone.ts";

/** A manager does not believe a punch: said openly, with the way to the day. */
export const punchRefused: RenderNotice<"punch-refused"> = ({ t }, refused) => {
  const { format } = inZone(t, refused.timeZone);
  const date = format.localDate(refused.at);
  return {
    body: t.th("trust.refused.told", {
      name: plain(refused.reviewedByName),
      time: format.time(refused.at),
      date: format.shortDate(date),
    }),
    keys: [[{ label: t.tp("trust.doubtful.keys.see_day"), go: to("my-day", [date]) }]],
  };
};
