import type { RequestView } from "../../../api/requests/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import { type Api, ask, named } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { costText } from "../shared/leave-amount.ts";
import { paperMessages } from "../shared/paper-messages.ts";
import { requestCard } from "../shared/request-card.ts";
import { requestRefusal } from "../shared/request-refusal.ts";
import { unlessGone } from "../shared/unless-gone.ts";
import { draftFile, sendPapers } from "./request-papers.ts";

type Ctx = ScreenContext<Api>;

/** An own request: its card, its papers, changing it, taking it back or asking to cancel it after a question. */
export const staffRequestScreen: Screen<Api> = {
  name: "request",
  code: "r",
  args: ["id", "word"],
  permission: "requests.self",
  async open(ctx, [id = "", act = ""]) {
    if (id === "resume") return resume(ctx);
    const request = await load(ctx, id);
    if (request === null) return ctx.stale(to("my-requests"));
    if (act === "") return ownRequestView(ctx, request);
    if (act === "attach") return askPaper(ctx, request);
    if (act === "files") return showPapers(ctx, request);
    if (ctx.rev !== request.version) return ctx.stale(ownRequestView(ctx, request));
    if (act === "cancel" || act === "sure") return cancellation(ctx, request, act);
    if (!request.mayWithdraw) return ctx.stale(ownRequestView(ctx, request));
    return act === "yes" ? withdraw(ctx, request) : askWithdrawal(ctx.t, request);
  },
  document: (ctx, document) => takePaper(ctx, document),
  text: (ctx) => resume(ctx, { problem: true }),
};

const load = ({ api }: Ctx, id: string): Promise<RequestView | null> =>
  unlessGone(ask(api.requests[":id"].$get({ param: { id } })));

/** The card as the person who asked sees it; also what stands where the card to send was. */
export function ownRequestView({ t, now }: Ctx, request: RequestView): View {
  const { id, version, mayWithdraw, mayChange, mayAttach, mayAskCancel, files } = request;
  const key = (label: Key["label"], ...args: readonly string[]): Key => ({
    label,
    go: to("request", [id, ...args], version),
  });
  const papers: Key[] = [
    ...(mayAttach
      ? [{ label: t.tp("requests.mine.keys.attach"), go: to("request", [id, "attach"]) }]
      : []),
    ...(files > 0
      ? [{ label: t.tp("requests.mine.keys.files"), go: to("request", [id, "files"]) }]
      : []),
  ];
  return {
    body: requestCard(t, request, now, { full: true }),
    keys: [
      ...(mayWithdraw ? [[key(t.tp("requests.mine.keys.withdraw"), "ask")]] : []),
      ...(mayChange
        ? [[{ label: t.tp("requests.mine.keys.change"), go: to("leave", ["again", id]) }]]
        : []),
      ...(mayAskCancel ? [[key(t.tp("requests.mine.keys.cancel"), "cancel")]] : []),
      papers,
      [{ label: t.tp("requests.mine.keys.list"), go: to("my-requests") }],
    ],
  };
}

/** The safe answer comes first. */
function askWithdrawal(t: Translator, request: RequestView): View {
  const { id, version, state, card } = request;
  const question =
    state !== "approved"
      ? t.th("requests.mine.withdraw_ask")
      : card.usesBalance
        ? t.th("requests.mine.withdraw_ask_approved", { cost: costText(t, card) })
        : t.th("requests.mine.withdraw_ask_plain");
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
  const { api, t } = ctx;
  return acted(ctx, id, async () => {
    const call = api.requests[":id"].withdraw.$post(
      { param: { id }, json: { version } },
      named(ctx.idempotencyKey()),
    );
    return {
      show: ownRequestView(ctx, await ask(call)),
      toast: { text: t.tp("requests.mine.withdrawn") },
    };
  });
}

async function acted(ctx: Ctx, id: string, act: () => Promise<Reply>): Promise<Reply> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof ApiProblem && error.code === "stale")
      return ctx.stale(to("request", [id]));
    return {
      toast: { text: requestRefusal(ctx.t, error, ctx.now), alert: true },
      go: to("request", [id]),
    };
  }
}

/** What has begun is cancelled by those who decide: a request of its own, after a question. */
function cancellation(ctx: Ctx, request: RequestView, act: string): Reply | Promise<Reply> {
  const { t, api } = ctx;
  const { id, version } = request;
  if (!request.mayAskCancel) return ctx.stale(ownRequestView(ctx, request));
  if (act === "cancel")
    return {
      show: {
        body: lines(
          requestCard(t, request, 0, { full: false }),
          "",
          t.th("requests.mine.cancel_ask"),
        ),
        keys: [
          [{ label: t.tp("requests.mine.keys.withdraw_no"), go: to("request", [id]) }],
          [
            {
              label: t.tp("requests.mine.keys.cancel_yes"),
              go: to("request", [id, "sure"], version),
              style: "danger",
            },
          ],
        ],
      },
    };
  return acted(ctx, id, async () => {
    const json = { kind: "cancel" as const, parentId: id };
    const sent = await ask(api.requests.index.$post({ json }, named(`cancel:${id}:${version}`)));
    return {
      show: ownRequestView(ctx, sent),
      toast: { text: t.tp("requests.mine.cancel_sent") },
    };
  });
}

/** Waits for a paper. */
function askPaper(ctx: Ctx, { id, mayAttach }: RequestView, problem?: string): Reply {
  const { t } = ctx;
  if (!mayAttach) return ctx.stale(to("request", [id]));
  return {
    show: {
      body: lines(problem !== undefined && `⚠️ ${problem}`, t.th("requests.papers.ask")),
      keys: [[{ label: t.tp("common.actions.keys.back"), go: to("request", [id, ""]) }]],
    },
    dialog: { step: "request/paper", draft: { id } },
  };
}

async function resume(ctx: Ctx, { problem = false } = {}): Promise<Reply> {
  const id = waitingFor(ctx);
  const request = id === null ? null : await load(ctx, id);
  if (request === null) return { go: to("my-requests"), dialog: "clear" };
  return askPaper(ctx, request, problem ? ctx.t.tp("requests.refusals.file_unknown") : undefined);
}

function waitingFor({ dialog }: Ctx): string | null {
  const draft = dialog?.step === "request/paper" ? dialog.draft : null;
  if (typeof draft !== "object" || draft === null || !("id" in draft)) return null;
  return typeof draft.id === "string" ? draft.id : null;
}

async function takePaper(ctx: Ctx, document: Parameters<typeof draftFile>[1]): Promise<Reply> {
  const id = waitingFor(ctx);
  const request = id === null ? null : await load(ctx, id);
  if (id === null || request === null) return { go: to("my-requests"), dialog: "clear" };
  const file = draftFile(ctx, document, []);
  if (typeof file === "string") return askPaper(ctx, request, file);
  const problem = await sendPapers(ctx, id, [file]);
  if (problem !== null) return askPaper(ctx, request, problem);
  return {
    toast: { text: ctx.t.tp("requests.papers.added") },
    go: to("request", [id]),
    dialog: "clear",
  };
}

async function showPapers(ctx: Ctx, request: RequestView): Promise<Reply> {
  const send = await paperMessages(ctx, request);
  return send.length === 0 ? { toast: { text: ctx.t.tp("requests.papers.none") } } : { send };
}
