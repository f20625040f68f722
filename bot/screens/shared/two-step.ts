import type { ConfirmationView } from "../../../api/security/schemas.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { problemText } from "../../core/failure-reply.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { html } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type TwoStepDraft, twoStepDraftOf, twoStepRoute } from "../../core/two-step.ts";
import { type DialogStep, type Reply, type Route, to } from "../../core/view.ts";
import { cancelKey } from "./steer.ts";
import { waitingView } from "./two-step-view.ts";

type Ctx = ScreenContext<Api>;
const screenName = "two-step";
/** A confirmation lives 10 minutes; the step a little longer, so that it can say so. */
const minutes = 15;

/** A command that has to be confirmed waits here: what still answers, the code, and the way on. */
export const twoStepScreen: Screen<Api> = {
  name: screenName,
  code: "2s",
  args: ["word", "id", "word"],
  async open(ctx, [action = "", id = "", extra = ""]) {
    if (id === "") return { go: to("home") };
    switch (action) {
      case "wait":
        return wait(ctx, id, extra === "again");
      case "go":
        return goOn(ctx, id);
      case "code":
        return askCode(ctx, id);
      case "again":
        return sendAgain(ctx, id);
      case "cancel":
        await ask(
          ctx.api.security.confirmations[":id"].withdraw.$post(
            { param: { id }, json: {} },
            named(ctx.idempotencyKey()),
          ),
        );
        return {
          toast: { text: ctx.t.tp("security.two_step.withdrawn") },
          go: to("home"),
          dialog: "clear",
        };
      default:
        return { go: to("home") };
    }
  },
  async text(ctx, text) {
    const draft = twoStepDraftOf(screenName, ctx.dialog);
    if (draft === null) return { go: to("home"), dialog: "clear" };
    try {
      const view = await ask(
        ctx.api.security.confirmations[":id"].code.$post(
          { param: { id: draft.id }, json: { code: text.slice(0, 64) } },
          named(ctx.idempotencyKey()),
        ),
      );
      return shown(ctx, view, draft);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      return wrong(ctx, error, draft);
    }
  },
};

const read = (ctx: Ctx, id: string): Promise<ConfirmationView> =>
  ask(ctx.api.security.confirmations[":id"].$get({ param: { id } }));

/** The first sight of it, or [Continue] before everything has answered. */
async function wait(ctx: Ctx, id: string, isAgain: boolean): Promise<Reply> {
  const view = await read(ctx, id);
  const draft = draftFor(ctx, id);
  await keepWaiting(ctx, draft);
  const reply = shown(ctx, view, draft);
  return isAgain ? { ...reply, toast: notYet(ctx) } : reply;
}

const notYet = ({ t }: Ctx) => ({ text: t.tp("security.two_step.not_yet"), alert: true });

/** What was typed is given to its step again once it may be. */
async function goOn(ctx: Ctx, id: string): Promise<Reply> {
  const draft = twoStepDraftOf(screenName, ctx.dialog);
  if (draft === null || draft.id !== id || draft.said === null || draft.beneath === null)
    return ctx.stale(to("home"));
  const view = await read(ctx, id);
  if (view.state === "approved" || view.state === "expired")
    return { retype: { text: draft.said, ...draft.beneath } };
  return { ...shown(ctx, view, draft), toast: notYet(ctx) };
}

async function askCode(ctx: Ctx, id: string): Promise<Reply> {
  const draft = draftOrHome(ctx, id);
  const view = await read(ctx, id);
  if (!view.waitsFor.includes("email")) return shown(ctx, view, draft);
  const back = cancelKey(ctx.t, to(screenName, ["cancel", id]));
  return {
    send: [{ body: ctx.t.th("security.two_step.enter"), keys: [[back]] }],
    dialog: stepOf(draft),
  };
}

async function sendAgain(ctx: Ctx, id: string): Promise<Reply> {
  const view = await ask(
    ctx.api.security.confirmations[":id"].again.$post(
      { param: { id }, json: {} },
      named(ctx.idempotencyKey()),
    ),
  );
  const toast = { text: ctx.t.tp("security.two_step.sent") };
  return { ...shown(ctx, view, draftOrHome(ctx, id)), toast };
}

/** A wrong code is typed again; what is over says so. */
async function wrong(ctx: Ctx, problem: ApiProblem, draft: TwoStepDraft): Promise<Reply> {
  const reason = problemText(ctx.t, problem);
  if (
    problem.code === "code_invalid" ||
    (problem.code === "code_wrong" && problem.details["left"] !== 0)
  )
    return { send: [{ body: html`${reason ?? ""}` }], dialog: "keep" };
  if (!["code_wrong", "confirmation_ended", "not_found"].includes(problem.code)) throw problem;
  const view = await read(ctx, draft.id);
  return { ...shown(ctx, view, draft), dialog: "clear" };
}

function shown(ctx: Ctx, view: ConfirmationView, draft: TwoStepDraft): Reply {
  const isOpen = view.state === "pending" || view.state === "approved";
  return {
    show: waitingView(ctx.t, view, { bot: ctx.bot, go: twoStepRoute(draft.go) }),
    dialog: isOpen || view.state === "expired" ? stepOf(draft) : "clear",
  };
}

const stepOf = (draft: TwoStepDraft): DialogStep => ({
  step: `${screenName}/code`,
  draft,
  minutes,
});

/** What [Continue] needs: the tapped key, or what was typed into which step. */
function draftFor(ctx: Ctx, id: string): TwoStepDraft {
  const own = twoStepDraftOf(screenName, ctx.dialog);
  if (ctx.tapped?.screen === screenName) return own ?? draftOrHome(ctx, id);
  const { dialog, incoming } = ctx;
  const beneath =
    own === null
      ? dialog === undefined
        ? null
        : { step: dialog.step, draft: dialog.draft }
      : own.beneath;
  const said = incoming.kind === "text" ? incoming.text : null;
  const go = ctx.tapped ?? (said === null ? to("home") : to(screenName, ["go", id]));
  return { id, go: plainRoute(go), beneath, said };
}

const plainRoute = ({ screen, args, rev }: Route): TwoStepDraft["go"] => ({
  screen,
  args: [...args],
  ...(rev === undefined ? {} : { rev }),
});

const draftOrHome = (ctx: Ctx, id: string): TwoStepDraft => {
  const own = twoStepDraftOf(screenName, ctx.dialog);
  return own?.id === id ? own : { id, go: plainRoute(to("home")), beneath: null, said: null };
};

/** A message that is edited in place can be edited once more when the other bot has answered. */
async function keepWaiting(ctx: Ctx, { id, go }: TwoStepDraft): Promise<void> {
  if (ctx.incoming.kind !== "tap") return;
  await ask(
    ctx.api.security.confirmations[":id"].waiting.$put(
      { param: { id }, json: { messageId: ctx.incoming.messageId, go } },
      named(ctx.idempotencyKey()),
    ),
  );
}
