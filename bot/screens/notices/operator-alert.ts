import { lines, name, bold } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";

/** Something that only the operator's people can settle; the text was written for them when it happened. */
export const operatorAlert: RenderNotice<"operator-alert"> = (
  { t },
  { about, organisationName, text },
) => ({
  body: lines(
    t.th(`billing.notices.operator.${about}`),
    organisationName !== null && bold(name(organisationName)),
    ...text.split("\n").map((line) => name(line, 400)),
  ),
});
