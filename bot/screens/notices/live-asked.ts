import { lines, plain } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { inZone } from "../shared/in-zone.ts";

/** Please share a live location: how, why and until when (ATT idea 16). Too late it is not said any more. */
export const liveAsked: RenderNotice<"live-asked"> = ({ t, now }, asked) => {
  if (now >= asked.until) return null;
  const time = inZone(t, asked.timeZone).format.time(asked.punchAt);
  return {
    body: lines(
      t.th("trust.live.asked", { time }),
      asked.askedByName === null
        ? t.th("trust.live.by_rules")
        : t.th("trust.live.by", { name: plain(asked.askedByName) }),
      "",
      t.th("trust.live.how"),
      "",
      t.th("trust.live.until", { time: t.format.time(asked.until) }),
    ),
  };
};
