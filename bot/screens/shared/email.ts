import * as z from "zod";
import { ask, named, type Api } from "../../core/api.ts";
import { problemText } from "../../core/failure-reply.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { html } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Reply, to, type View } from "../../core/view.ts";
import { emailView, lostView, removeView } from "./email-views.ts";
import { cancelKey } from "./steer.ts";

type Ctx = ScreenContext<Api>;
const codeDraft = z.object({ id: z.string(), address: z.string() });
const minutes = 15;

/** One's own e-mail for codes: set by proving it, changed and removed only after a second confirmation. */
export const emailScreen: Screen<Api> = {
  name: "email",
  code: "em",
  args: ["word", "id"],
  async open(ctx, [action = "", id = ""]) {
    const { t } = ctx;
    switch (action) {
      case "set":
        return {
          show: {
            body: t.th("security.email.ask"),
            keys: [[cancelKey(t, to("email", ["cancel"]))]],
          },
          dialog: { step: "email/address", minutes },
        };
      case "again":
        return sendAgain(ctx, id);
      case "remove":
        return removeView(t);
      case "gone":
        await ask(ctx.api.security.email.remove.$post({ json: {} }, named(ctx.idempotencyKey())));
        return said(ctx, t.tp("security.email.removed"));
      case "lost":
        return lostView(t);
      case "recover":
        await ask(ctx.api.security.recoveries.$post({ json: {} }, named(ctx.idempotencyKey())));
        return said(ctx, t.tp("security.recovery.asked"));
      case "stop":
        await stopRecovery(ctx, id);
        return said(ctx, t.tp("security.recovery.stopped"));
      case "cancel":
        return { show: await own(ctx), dialog: "clear" };
      default:
        return own(ctx);
    }
  },
  async text(ctx, text, part) {
    return part === "address" ? takeAddress(ctx, text) : takeCode(ctx, text);
  },
};

const own = async ({ t, api, session }: Ctx): Promise<View> =>
  emailView(t, await ask(api.security.email.$get()), { isMember: session.membership !== null });

const said = async (ctx: Ctx, text: ReturnType<Ctx["t"]["tp"]>): Promise<Reply> => ({
  toast: { text },
  show: await own(ctx),
  dialog: "clear",
});

async function takeAddress(ctx: Ctx, text: string): Promise<Reply> {
  try {
    const proof = await ask(
      ctx.api.security.email.$post(
        { json: { address: text.slice(0, 300).padEnd(3) } },
        named(ctx.idempotencyKey()),
      ),
    );
    return askCode(ctx, { id: proof.id, address: String(proof.facts["email"] ?? "") });
  } catch (error) {
    return again(ctx, error, ["email_invalid", "nothing_changes"]);
  }
}

const askCode = ({ t }: Ctx, draft: z.infer<typeof codeDraft>): Reply => ({
  show: {
    body: t.th("security.email.code_sent", { address: draft.address }),
    keys: [
      [{ label: t.tp("security.two_step.keys.again"), go: to("email", ["again", draft.id]) }],
      [cancelKey(t, to("email", ["cancel"]))],
    ],
  },
  dialog: { step: "email/code", draft, minutes },
});

/** A second confirmation of the change repeats this step with the same code: it is right already then. */
async function takeCode(ctx: Ctx, text: string): Promise<Reply> {
  const draft = codeDraft.safeParse(ctx.dialog?.draft).data;
  if (draft === undefined) return { show: await own(ctx), dialog: "clear" };
  const param = { id: draft.id };
  try {
    await ask(
      ctx.api.security.confirmations[":id"].code.$post(
        { param, json: { code: text.slice(0, 64) } },
        named(ctx.idempotencyKey()),
      ),
    );
  } catch (error) {
    const isOver = error instanceof ApiProblem && error.details["left"] === 0;
    const reply = await again(ctx, error, ["code_invalid", "code_wrong", "confirmation_ended"]);
    if (!isOver && !(error instanceof ApiProblem && error.code === "confirmation_ended"))
      return reply;
    return { ...reply, send: [...(reply.send ?? []), await own(ctx)], dialog: "clear" };
  }
  const { email } = await ask(
    ctx.api.security.email[":id"].save.$post({ param, json: {} }, named(ctx.idempotencyKey())),
  );
  return {
    send: [{ body: ctx.t.th("security.email.saved", { email }) }, await own(ctx)],
    dialog: "clear",
  };
}

/** The reason, and the same question once more. */
async function again({ t }: Ctx, error: unknown, codes: readonly string[]): Promise<Reply> {
  if (!(error instanceof ApiProblem) || !codes.includes(error.code)) throw error;
  return { send: [{ body: html`${problemText(t, error) ?? ""}` }], dialog: "keep" };
}

async function sendAgain(ctx: Ctx, id: string): Promise<Reply> {
  await ask(
    ctx.api.security.confirmations[":id"].again.$post(
      { param: { id }, json: {} },
      named(ctx.idempotencyKey()),
    ),
  );
  return { toast: { text: ctx.t.tp("security.two_step.sent") }, dialog: "keep" };
}

const stopRecovery = (ctx: Ctx, id: string) =>
  ask(
    ctx.api.security.recoveries[":id"].cancel.$post(
      { param: { id }, json: {} },
      named(ctx.idempotencyKey()),
    ),
  );
