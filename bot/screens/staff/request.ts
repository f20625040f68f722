import type { RequestView } from "../../../api/requests/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import { type Api, ask, named } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { costText } from "../shared/leave-amount.ts";
import { requestCard } from "../shared/request-card.ts";
import { requestRefusal } from "../shared/request-refusal.ts";
import { unlessGone } from "../shared/unless-gone.ts";

type Ctx = ScreenContext<Api>;

/** An own request: its card, and taking it back after a question. */
export const staffRequestScreen: Screen<Api> = {
  name: "request",
  code: "r",
  args: ["id", "word"],
  permission: "requests.self",
  async open(ctx, [id = "", act = ""]) {
    const request = await load(ctx, id);
    if (request === null) return ctx.stale(to("my-requests"));
    if (act === "") return ownRequestView(ctx, request);
    if (!request.mayWithdraw || ctx.rev !== request.version)
      return ctx.stale(ownRequestView(ctx, request));
    return act === "yes" ? withdraw(ctx, request) : askWithdrawal(ctx.t, request);
  },
};

const load = ({ api }: Ctx, id: string): Promise<RequestView | null> =>
  unlessGone(ask(api.requests[":id"].$get({ param: { id } })));

/** The card as the person who asked sees it; also what stands where the card to send was. */
export function ownRequestView({ t, now }: Ctx, request: RequestView): View {
  const { id, version, mayWithdraw } = request;
  const withdrawKey: Key = {
    label: t.tp("requests.mine.keys.withdraw"),
    go: to("request", [id, "ask"], version),
  };
  return {
    body: requestCard(t, request, now, { full: true }),
    keys: [
      ...(mayWithdraw ? [[withdrawKey]] : []),
      [{ label: t.tp("requests.mine.keys.list"), go: to("my-requests") }],
    ],
  };
}

/** The safe answer comes first. */
function askWithdrawal(t: Translator, request: RequestView): View {
  const { id, version, state, card } = request;
  const question =
    state === "approved"
      ? t.th("requests.mine.withdraw_ask_approved", { cost: costText(t, card) })
      : t.th("requests.mine.withdraw_ask");
  return {
    body: lines(requestCard(t, request, 0, { full: false }), "", question),
    keys: [
      [{ label: t.tp("requests.mine.keys.withdraw_no"), go: to("request", [id]) }],
      [
        {
          label: t.tp("requests.mine.keys.withdraw_yes"),
          go: to("request", [id, "yes"], version),
          style: "danger",
        },
      ],
    ],
  };
}

async function withdraw(ctx: Ctx, { id, version }: RequestView): Promise<Reply> {
  const { api, t, now } = ctx;
  try {
    const call = api.requests[":id"].withdraw.$post(
      { param: { id }, json: { version } },
      named(ctx.idempotencyKey()),
    );
    const request = await ask(call);
    return {
      show: ownRequestView(ctx, request),
      toast: { text: t.tp("requests.mine.withdrawn") },
    };
  } catch (error) {
    if (error instanceof ApiProblem && error.code === "stale")
      return ctx.stale(to("request", [id]));
    return {
      toast: { text: requestRefusal(t, error, now), alert: true },
      go: to("request", [id]),
    };
  }
}
