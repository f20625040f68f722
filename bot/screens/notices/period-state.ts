import { lines, plain } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { capital } from "../shared/capital.ts";

/** A month was closed, or opened again with a reason. */
export const periodState: RenderNotice<"period-state"> = ({ t }, said) => ({
  body: lines(
    t.th(`periods.told.${said.action}`, {
      month: capital(t.format.month(said.period)),
      name: plain(said.byName, 40),
      number: t.format.digits(said.number),
    }),
    said.reason !== null && t.th("periods.close.reason", { text: plain(said.reason, 200) }),
    said.action === "close" && t.th("periods.close.hash", { hash: said.hash.slice(0, 12) }),
  ),
  keys: [[{ label: t.tp("periods.keys.open"), go: to("close", ["show", said.period]) }]],
});
