import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";

/** Somebody at work wants their personal data deleted. */
export const erasureAsked: RenderNotice<"erasure-asked"> = (
  { t },
  { employeeId, employeeName },
) => ({
  body: t.th("members.data.ask_card", { name: employeeName }),
  keys: [[{ label: t.tp("members.add.keys.card"), go: to("person", [employeeId]) }]],
});
