import { ask } from "../../core/api.ts";
import { lines, plain } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { unlessGone } from "../shared/unless-gone.ts";
import { eventBody, securityAction } from "../shared/security-words.ts";

/** Something critical was done: who, what, from where, and the way to the log. Nothing to who may not see it any more. */
export const securityAlert: RenderNotice<"security-alert"> = async (
  { t, api },
  { eventId, organisationName },
) => {
  const event = await unlessGone(
    ask(api().securityLog.events[":id"].$get({ param: { id: eventId } })),
  );
  if (event === null) return null;
  return {
    body: lines(
      t.th("security.log.alert", {
        organisation: plain(organisationName, 60),
        action: securityAction(t, event),
      }),
      "",
      eventBody(t, event),
      "",
      t.th("security.log.alert_hint"),
    ),
    keys: [[{ label: t.tp("security.log.keys.open"), go: to("security-log") }]],
  };
};
