import { type Api, ask, named } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Reply, to, type View } from "../../core/view.ts";
import { staffChangeKeys } from "../shared/change-keys.ts";
import { type Change, changeBody, fetchChange, referenceOf } from "../shared/change-text.ts";
import { cancelKey } from "../shared/steer.ts";
import { unlessGone } from "../shared/unless-gone.ts";

type Ctx = ScreenContext<Api>;
const longest = 500;

/** What somebody says to a change that others made to their log: accepted, or objected to with a reason (ATT idea 3). */
export const staffChange: Screen<Api> = {
  name: "change",
  code: "co1",
  permission: "punch.self",
  async open(ctx, [action = "", letter, id]) {
    if (action === "cancel" || action === "resume") return recall(ctx, action);
    const reference = referenceOf(letter, id);
    const change = await unlessGone(fetchChange(ctx.api, reference));
    if (change === null) return ctx.stale(to("my-day"));
    if (action === "accept") return accept(ctx, change);
    if (action === "object") return askText(ctx, change);
    return { show: changeView(ctx, change) };
  },
  async text(ctx, text) {
    const reference = referenceOfDraft(ctx);
    if (reference === null) return { go: to("my-day"), dialog: "clear" };
    const said = text.trim();
    if (said.length < 2 || said.length > longest)
      return { send: [{ body: ctx.t.th("corrections.bad_text") }], dialog: "keep" };
    return give(ctx, { answer: "objected", reference, text: said });
  },
};

const changeView = ({ t }: Ctx, change: Change): View => ({
  body: changeBody(t, change, { before: null, after: null }),
  keys: staffChangeKeys(t, change),
});

function referenceOfDraft({ dialog }: Ctx): string | null {
  const { reference } = (dialog?.draft ?? {}) as { readonly reference?: unknown };
  return typeof reference === "string" ? reference : null;
}

async function recall(ctx: Ctx, action: "cancel" | "resume"): Promise<Reply> {
  const reference = referenceOfDraft(ctx);
  if (reference === null) return { go: to("my-day"), dialog: "clear" };
  const change = await unlessGone(fetchChange(ctx.api, reference));
  if (change === null) return { go: to("my-day"), dialog: "clear" };
  if (action === "resume") return askText(ctx, change);
  return { show: changeView(ctx, change), dialog: "clear" };
}

/** The card stays as it is; the question comes below it. */
function askText(ctx: Ctx, change: Change): Reply {
  const { t } = ctx;
  if (!change.mayAnswer || change.state === "objected") return already(ctx, change);
  return {
    send: [
      {
        body: t.th("corrections.ask_objection"),
        keys: [[cancelKey(t, to("change", ["cancel"]))]],
      },
    ],
    dialog: { step: "change/object", draft: { reference: change.reference } },
  };
}

const already = (ctx: Ctx, change: Change): Reply => ({
  toast: { text: ctx.t.tp("errors.already_answered"), alert: true },
  show: changeView(ctx, change),
});

const accept = (ctx: Ctx, change: Change): Promise<Reply> | Reply =>
  change.mayAnswer
    ? give(ctx, { answer: "accepted", reference: change.reference })
    : already(ctx, change);

async function give(
  ctx: Ctx,
  json:
    | { readonly answer: "accepted"; readonly reference: string }
    | { readonly answer: "objected"; readonly reference: string; readonly text: string },
): Promise<Reply> {
  const { t, api } = ctx;
  try {
    const change = await ask(
      api.corrections.changes.answer.$post({ json }, named(ctx.idempotencyKey())),
    );
    const text = t.tp(`corrections.answered.${json.answer}`);
    return json.answer === "accepted"
      ? { toast: { text }, show: changeView(ctx, change) }
      : { show: { body: lines(t.th("corrections.answered.objected")) }, dialog: "clear" };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== "already_answered") throw error;
    return {
      ...already(ctx, await fetchChange(api, json.reference)),
      ...(ctx.incoming.kind === "tap" ? {} : { dialog: "clear" as const }),
    };
  }
}
