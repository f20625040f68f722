import { type Api, ask } from "../../core/api.ts";
import { type Html, lines, plain } from "../../core/html.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { unlessGone } from "./unless-gone.ts";

/** The beginning of a hash; a receipt's code is shorter. */
const snapshotCode = /^[0-9a-f]{12,64}$/i;

/** What a code of a closed month stands for; null when it is none that this person may know of. */
export async function verifiedSnapshot(
  { t, api }: ScreenContext<Api>,
  typed: string,
): Promise<Html | null> {
  if (!snapshotCode.test(typed)) return null;
  const code = typed.toLowerCase();
  const found = await unlessGone(ask(api.periods.verify[":code"].$get({ param: { code } })));
  if (found === null) return null;
  return lines(
    t.th("periods.verified.title", { hash: found.hash.slice(0, 12) }),
    t.th("periods.verified.what", {
      month: t.format.month(found.period),
      number: t.format.digits(found.number),
      people: t.format.digits(found.people),
    }),
    t.th("periods.verified.closed", {
      name: plain(found.closedByName, 40),
      at: t.format.dateTime(found.closedAt),
    }),
    "",
    t.th(found.proven ? "periods.verified.proven" : "periods.verified.broken"),
    t.th(found.isCurrent ? "periods.verified.current" : "periods.verified.replaced"),
  );
}
