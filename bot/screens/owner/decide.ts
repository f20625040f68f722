import type { RequestView } from "../../../api/requests/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { type Api, ask, named } from "../../core/api.ts";
import { stepTarget } from "../../core/dialog.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { type CardPlace, cardPlaceOf } from "../shared/decision-keys.ts";
import { requestCard } from "../shared/request-card.ts";
import { alreadyDecided, requestRefusal } from "../shared/request-refusal.ts";
import { inboxKey, loadRequest, requestScreen } from "./request.ts";

const readyReasons = ["busy", "others_away", "deadline", "talk"] as const;
const longestReason = 300;

/** Which request, as it was seen, and where; `cancel`: why what was approved ends. */
interface Question {
  readonly cancel?: true;
  readonly id: string;
  readonly version: number;
  readonly from: CardPlace;
}

/**
 * Decides a request: `approve` at once, `reject` after asking why. The key carries the version that was seen, so of two
 * managers one decides and the other is told who was first (TG 8.4, 8.5).
 */
export const decideScreen: Screen<Api> = {
  name: "decide",
  code: "dc",
  args: ["word", "id", "word", "word"],
  permission: "requests.decide",
  async open(ctx, [act = "", id = "", reason = "", place]) {
    if (act === "resume") return resume(ctx);
    const version = ctx.rev;
    if (version === undefined) return ctx.stale(to("inbox"));
    const isCancel = act === "cancel" || act === "end";
    const question: Question = {
      id,
      version,
      from: cardPlaceOf(place),
      ...(isCancel ? { cancel: true as const } : {}),
    };
    if (act === "approve") return decide(ctx, question, { decision: "approve" });
    const ready = readyReasons.find((one) => one === reason);
    if (act === "end" && ready !== undefined) return end(ctx, question, `preset:${ready}`);
    if (act === "why" && ready !== undefined)
      return decide(ctx, question, { decision: "reject", reason: `preset:${ready}` });
    return askReason(ctx, question);
  },
  async text(ctx, text) {
    const question = questionOf(ctx.dialog?.draft);
    const reason = text.trim().slice(0, longestReason);
    if (question === null || reason === "") return { go: to("inbox"), dialog: "clear" };
    if (question.cancel === true) return end(ctx, question, reason);
    return decide(ctx, question, { decision: "reject", reason });
  },
};

/** Asks again, say in another language. */
function resume(ctx: ScreenContext<Api>): Promise<Reply> | Reply {
  const question = questionOf(ctx.dialog?.draft);
  return question === null ? { go: to("inbox") } : askReason(ctx, question);
}

async function askReason(ctx: ScreenContext<Api>, question: Question): Promise<Reply> {
  const { t, now } = ctx;
  const { id, version, from } = question;
  const request = await loadRequest(ctx, id);
  if (request === null) return ctx.stale(to("inbox"));
  const isCancel = question.cancel === true;
  if (request.state !== (isCancel ? "approved" : "pending"))
    return {
      toast: { text: alreadyDecided(t, request, now), alert: true },
      show: finalView(ctx, request, from),
    };
  const may = isCancel ? request.mayCancel : request.mayDecide;
  if (!may || request.version !== version) return ctx.stale(requestScreen(ctx, request, from));
  return {
    show: {
      body: lines(
        requestCard(t, request, now, { full: false }),
        "",
        t.th(isCancel ? "requests.cancel.ask" : "requests.decide.ask_reason"),
      ),
      keys: reasonKeys(t, question),
    },
    dialog: { step: "decide/reason", draft: question },
  };
}

const reasonKeys = (t: Translator, { id, version, from, cancel }: Question): Key[][] => [
  ...readyReasons.map((reason): Key[] => [
    {
      label: t.tp(`requests.decide.keys.${reason}`),
      go: to("decide", [cancel === true ? "end" : "why", id, reason, from], version),
    },
  ]),
  [{ label: t.tp("common.actions.keys.back"), go: to("request", [id, from]) }],
];

const decide = (
  ctx: ScreenContext<Api>,
  question: Question,
  decision: { readonly decision: "approve" | "reject"; readonly reason?: string },
): Promise<Reply> =>
  answered(ctx, question, async () => {
    const { id, version } = question;
    const call = ctx.api.requests[":id"].decide.$post(
      { param: { id }, json: { ...decision, version } },
      named(ctx.idempotencyKey()),
    );
    const request = await ask(call);
    const done = decision.decision === "approve" ? "approved" : "rejected";
    const isPassedOn = request.state === "pending";
    return {
      request,
      done: ctx.t.tp(isPassedOn ? "requests.decide.passed_on" : `requests.decide.${done}`),
    };
  });

/** What became of it, or who was first; the card shows it in any case. */
async function answered(
  ctx: ScreenContext<Api>,
  { id, from }: Question,
  act: () => Promise<{ readonly request: RequestView; readonly done: Plain }>,
): Promise<Reply> {
  const { t, now } = ctx;
  try {
    const { request, done } = await act();
    // After a typed reason the card itself is the answer.
    return {
      show: finalView(ctx, request, from),
      ...(ctx.incoming.kind === "tap" ? { toast: { text: done } } : {}),
      ...endedStep(ctx),
    };
  } catch (error) {
    if (error instanceof ApiProblem && (error.code === "stale" || error.code === "not_found"))
      return { ...ctx.stale(to("inbox")), ...endedStep(ctx) };
    const text = requestRefusal(t, error, now);
    const request = await loadRequest(ctx, id);
    return {
      toast: { text, alert: true },
      ...(request === null ? {} : { show: finalView(ctx, request, from) }),
      ...endedStep(ctx),
    };
  }
}

/** Ends what was approved. */
const end = (ctx: ScreenContext<Api>, question: Question, reason: string): Promise<Reply> =>
  answered(ctx, question, async () => {
    const { id, version } = question;
    const call = ctx.api.requests[":id"].cancel.$post(
      { param: { id }, json: { version, reason } },
      named(ctx.idempotencyKey()),
    );
    return { request: await ask(call), done: ctx.t.tp("requests.cancel.done") };
  });

/** Ends the question for a reason; a step of another screen goes on waiting. */
const endedStep = ({ dialog }: ScreenContext<Api>): Pick<Reply, "dialog"> =>
  dialog !== undefined && stepTarget(dialog.step)[0] === "decide" ? { dialog: "clear" } : {};

/** As every copy of the card looks now; in the inbox with the way to the next one. */
const finalView = (ctx: ScreenContext<Api>, request: RequestView, from: CardPlace): View =>
  request.mayDecide
    ? requestScreen(ctx, request, from)
    : {
        body: requestCard(ctx.t, request, ctx.now, { full: false }),
        keys: from === "inbox" ? [[inboxKey(ctx.t)]] : [],
      };

function questionOf(draft: unknown): Question | null {
  if (typeof draft !== "object" || draft === null) return null;
  if (!("id" in draft) || !("version" in draft)) return null;
  const { id, version } = draft;
  const from = cardPlaceOf("from" in draft ? draft.from : "");
  const cancel = "cancel" in draft && draft.cancel === true ? { cancel: true as const } : {};
  return typeof id === "string" && typeof version === "number"
    ? { id, version, from, ...cancel }
    : null;
}
