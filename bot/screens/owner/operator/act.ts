import { cleanName } from "../../../core/html.ts";
import { bold, html, lines, name } from "../../../core/html.ts";
import { parseNumber } from "../../../core/text-input.ts";
import { type Reply, to } from "../../../core/view.ts";
import { cancelKey } from "../../shared/steer.ts";
import { type Act, actDraft, type ActDraft, acts, needsAmount, sourceOf } from "./act-draft.ts";
import { type Ctx, operatorScreen, signedText, typedMinor } from "./desk.ts";
import { aboutLine, perform, subjectOf } from "./perform.ts";

const screen = "operator-act";

/** A sum where one is needed, a reason, a look at all of it, one tap: everything the operator changes by hand. */
export const operatorAct = operatorScreen({
  name: screen,
  code: "ox",
  async open(ctx, [wanted = "", ...ids]): Promise<Reply> {
    if (wanted === "yes") return confirmed(ctx);
    const act = acts.find((known) => known === wanted);
    if (act === undefined) return { go: to("operator") };
    const { about, currency, most } = await subjectOf(ctx, act, ids);
    const draft = { act, ids, about, currency, most, amount: null, reason: "" };
    return needsAmount(act) ? askAmount(ctx, draft) : askReason(ctx, draft);
  },
  text(ctx, typed, part) {
    const draft = draftOf(ctx);
    if (draft === null) return { go: to("operator"), dialog: "clear" };
    if (part === "amount") return readAmount(ctx, draft, typed);
    return readReason(ctx, draft, typed);
  },
});

const draftOf = ({ dialog }: Ctx): ActDraft | null =>
  dialog?.step.startsWith(`${screen}/`) === true
    ? (actDraft.safeParse(dialog.draft).data ?? null)
    : null;

function askAmount(ctx: Ctx, draft: ActDraft, isWrong = false): Reply {
  const { t } = ctx;
  return {
    show: {
      body: lines(
        isWrong && bold(t.th("operator.act.amount_wrong")),
        bold(t.th(`operator.act.title_${draft.act}`)),
        aboutLine(draft.about),
        t.th(amountHint(draft)),
        draft.most !== null &&
          t.th("operator.act.most", { sum: t.format.money(draft.most, draft.currency) }),
      ),
      keys: [[cancelKey(t, sourceOf(draft))]],
    },
    dialog: { step: `${screen}/amount`, draft },
  };
}

function amountHint({ act, currency }: ActDraft) {
  if (act === "months") return "operator.act.ask_months";
  if (act === "money")
    return currency === "RUB" ? "operator.act.ask_roubles" : "operator.act.ask_tomans";
  return currency === "RUB" ? "operator.act.refund_roubles" : "operator.act.refund_tomans";
}

function readAmount(ctx: Ctx, draft: ActDraft, typed: string): Reply {
  const number = parseNumber(typed.trim().replace(/^\+/, ""));
  const amount = draft.act === "months" ? number : typedMinor(number, draft.currency);
  const isFine =
    amount !== null &&
    Number.isSafeInteger(amount) &&
    amount !== 0 &&
    Math.abs(amount) <= 1_000_000_000_000 &&
    (draft.act !== "refund" || (amount > 0 && amount <= (draft.most ?? 0)));
  return isFine ? askReason(ctx, { ...draft, amount }) : askAmount(ctx, draft, true);
}

function askReason(ctx: Ctx, draft: ActDraft, isWrong = false): Reply {
  const { t } = ctx;
  return {
    show: {
      body: lines(
        isWrong && bold(t.th("operator.act.reason_wrong")),
        bold(t.th(`operator.act.title_${draft.act}`)),
        aboutLine(draft.about),
        amountLine(ctx, draft),
        t.th(draft.act === "answer" ? "operator.act.ask_answer" : "operator.act.ask_reason"),
      ),
      keys: [[cancelKey(t, sourceOf(draft))]],
    },
    dialog: { step: `${screen}/reason`, draft },
  };
}

const amountLine = ({ t }: Ctx, { act, amount, currency }: ActDraft) =>
  amount !== null && bold(signedText(t, amount, act === "months" ? "PM" : currency));

function readReason(ctx: Ctx, draft: ActDraft, typed: string): Reply {
  const isAnswer = draft.act === "answer";
  const reason = isAnswer ? typed.trim().slice(0, 1000) : cleanName(typed, 300);
  if (reason.length < 3) return askReason(ctx, draft, true);
  const { t } = ctx;
  const ready = { ...draft, reason };
  return {
    show: {
      body: lines(
        bold(t.th(`operator.act.title_${draft.act}`)),
        aboutLine(draft.about),
        amountLine(ctx, ready),
        html`💬 ${name(reason, 400)}`,
        "",
        t.th(`operator.act.means_${draft.act}`),
      ),
      keys: [
        [
          {
            label: t.tp("common.actions.keys.confirm"),
            go: to(screen, ["yes"]),
            style: styleOf(draft.act),
          },
        ],
        [cancelKey(t, sourceOf(draft))],
      ],
    },
    dialog: { step: `${screen}/confirm`, draft: ready },
  };
}

const styleOf = (act: Act) =>
  act === "annul" || act === "refund" || act === "return"
    ? ("danger" as const)
    : ("primary" as const);

/** A second tap finds no draft: what was done is not done again. */
async function confirmed(ctx: Ctx): Promise<Reply> {
  const draft = draftOf(ctx);
  if (draft === null || draft.reason === "") return ctx.stale(to("operator"));
  await perform(ctx, draft);
  const gone = draft.act === "answer" || draft.act === "unrefund";
  return {
    toast: { text: ctx.t.tp("operator.act.done") },
    go: gone
      ? to(draft.act === "answer" ? "operator-requests" : "operator-refunds")
      : sourceOf(draft),
    dialog: "clear",
  };
}
