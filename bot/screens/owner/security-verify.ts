import { ask, type Api } from "../../core/api.ts";
import { bold, lines, plain } from "../../core/html.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { to, type View } from "../../core/view.ts";
import { backKey } from "../shared/steer.ts";

/** Whether every seal of the security log fits, and its newest number and code to note down. */
export async function verifiedView(
  { t, api }: ScreenContext<Api>,
  noted?: { readonly seq: string; readonly code: string },
): Promise<View> {
  const { isWhole, count, head, brokenAt, missing, unchecked, isKnown } = await ask(
    api.securityLog.verified.$get({ query: noted ?? {} }),
  );
  return {
    body: lines(
      bold(t.tp("security.log.title")),
      t.th("security.log.verify.count", { count }),
      isWhole && t.th("security.log.verify.whole"),
      brokenAt !== null && t.th("security.log.verify.broken", { seq: t.format.digits(brokenAt) }),
      missing > 0 && t.th("security.log.verify.missing", { count: missing }),
      unchecked > 0 && t.th("security.log.verify.unchecked", { count: unchecked }),
      isKnown !== null && t.th(`security.log.verify.${isKnown ? "known" : "unknown"}`),
      head !== null &&
        lines(
          "",
          t.th("security.log.verify.head", {
            seq: t.format.digits(head.seq),
            code: plain(head.code),
          }),
          t.th("security.log.verify.note"),
        ),
    ),
    keys: [
      [{ label: t.tp("security.log.keys.noted"), go: to("security-log", ["noted"]) }],
      [backKey(t, to("security-log"))],
    ],
  };
}
