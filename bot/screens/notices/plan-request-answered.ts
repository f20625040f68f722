import { lines, name } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";

/** What the operator says to a wish for a tariff of one's own. */
export const planRequestAnswered: RenderNotice<"plan-request-answered"> = (
  { t },
  { question, answer },
) => ({
  body: lines(
    t.th("operator.notice.answered"),
    t.th("operator.notice.question", { text: name(question, 200) }),
    "",
    ...answer.split("\n").map((line) => name(line, 1000)),
  ),
  keys: [[{ label: t.tp("operator.notice.keys.plan"), go: to("billing-plan") }]],
});
