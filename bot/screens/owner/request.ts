import type { RequestView } from "../../../api/requests/schemas.ts";
import { type Api, ask } from "../../core/api.ts";
import { type Html, lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { type CardPlace, cardPlaceOf, decisionKeys } from "../shared/decision-keys.ts";
import { foreseenLines } from "./foreseen.ts";
import { paperMessages } from "../shared/paper-messages.ts";
import { requestCard } from "../shared/request-card.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** The whole card of a request, with the keys to decide it while it waits, and its papers. */
export const ownerRequestScreen: Screen<Api> = {
  name: "request",
  code: "r",
  args: ["id", "word"],
  permission: "requests.decide",
  async open(ctx, [id = "", from]) {
    const request = await loadRequest(ctx, id);
    if (request === null) return ctx.stale(to("inbox"));
    if (from === "files") return showPapers(ctx, request);
    const foreseen = await foreseenLines(ctx.t, ctx.api, request);
    return requestScreen(ctx, request, cardPlaceOf(from), foreseen);
  },
};

/** Null when it is not there for this person. */
export const loadRequest = ({ api }: ScreenContext<Api>, id: string): Promise<RequestView | null> =>
  unlessGone(ask(api.requests[":id"].$get({ param: { id } })));

/** @param foreseen what approving would do */
export const requestScreen = (
  { t, now }: Pick<ScreenContext<Api>, "t" | "now">,
  request: RequestView,
  from: CardPlace,
  foreseen: Html | null = null,
): View => ({
  body: lines(requestCard(t, request, now, { full: true }), foreseen !== null && "", foreseen),
  keys: [
    ...decisionKeys(t, request, { details: false, from }),
    ...cancelKeys(t, request),
    [inboxKey(t)],
  ],
});

/** Ending what was approved, after asking why. */
const cancelKeys = (t: ScreenContext["t"], { id, version, mayCancel }: RequestView): Key[][] =>
  mayCancel
    ? [[{ label: t.tp("requests.inbox.keys.cancel"), go: to("decide", ["cancel", id], version) }]]
    : [];

export const inboxKey = (t: ScreenContext["t"]): Key => ({
  label: t.tp("requests.inbox.keys.inbox"),
  go: to("inbox"),
});

async function showPapers(ctx: ScreenContext<Api>, request: RequestView): Promise<Reply> {
  const send = await paperMessages(ctx, request);
  return send.length === 0 ? { toast: { text: ctx.t.tp("requests.papers.none") } } : { send };
}
