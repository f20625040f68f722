import * as z from "zod";
import { ask } from "../../../core/api.ts";
import { parseDate } from "../../../core/date-input.ts";
import { bold, lines, name } from "../../../core/html.ts";
import { parseNumber } from "../../../core/text-input.ts";
import { type Reply, to } from "../../../core/view.ts";
import { oncePerCard } from "../billing/desk.ts";
import { cancelKey } from "../../shared/steer.ts";
import { type Ctx, operatorScreen, typedMinor } from "./desk.ts";
import { readCard } from "./order.ts";

const screen = "operator-money";
const draftShape = z.object({
  orgId: z.string(),
  orderId: z.string(),
  about: z.string(),
  currency: z.enum(["IRR", "RUB"]),
  total: z.number(),
  amount: z.number().nullable(),
  datedOn: z.string(),
  number: z.string(),
});
type Draft = z.infer<typeof draftShape>;

/** A transfer for an order that the operator has seen at the bank: sum, day and number, then one tap. */
export const operatorMoney = operatorScreen({
  name: screen,
  code: "om",
  async open(ctx, [orgId = "", orderId = ""]): Promise<Reply> {
    if (orgId === "yes") return confirmed(ctx);
    if (orgId === "all")
      return withDraft(ctx, (draft) => askDay(ctx, { ...draft, amount: draft.total }));
    if (orgId === "today")
      return withDraft(ctx, (draft) => askNumber(ctx, { ...draft, datedOn: today(ctx) }));
    const { order, organisation } = await readCard(ctx, orgId, orderId);
    return askAmount(ctx, {
      orgId,
      orderId,
      about: organisation.name,
      currency: order.currency,
      total: order.total,
      amount: null,
      datedOn: "",
      number: "",
    });
  },
  text: (ctx, typed, part) =>
    withDraft(ctx, (draft) => {
      if (part === "amount") {
        const amount = typedMinor(parseNumber(typed), draft.currency);
        return amount !== null && amount > 0
          ? askDay(ctx, { ...draft, amount })
          : askAmount(ctx, draft, true);
      }
      if (part === "day") {
        const read = parseDate(typed, { calendar: ctx.t.calendar, today: today(ctx) });
        return "date" in read && read.date <= today(ctx)
          ? askNumber(ctx, { ...draft, datedOn: read.date })
          : askDay(ctx, draft, true);
      }
      const number = typed.trim().slice(0, 40);
      return number === "" ? askNumber(ctx, draft) : review(ctx, { ...draft, number });
    }),
});

const today = ({ t, now }: Ctx): string => t.format.localDate(now);

function withDraft(ctx: Ctx, go: (draft: Draft) => Reply): Reply {
  const isOurs = ctx.dialog?.step.startsWith(`${screen}/`) === true;
  const draft = isOurs ? draftShape.safeParse(ctx.dialog?.draft).data : undefined;
  return draft === undefined ? ctx.stale(to("operator-orders")) : go(draft);
}

const back = ({ orgId, orderId }: Draft) => to("operator-order", [orgId, orderId]);

function askAmount({ t }: Ctx, draft: Draft, isWrong = false): Reply {
  return {
    show: {
      body: lines(
        isWrong && bold(t.th("operator.act.amount_wrong")),
        bold(t.th("operator.money.title")),
        name(draft.about),
        t.th(
          draft.currency === "RUB" ? "operator.act.refund_roubles" : "operator.act.refund_tomans",
        ),
      ),
      keys: [
        [
          {
            label: t.tp("operator.money.keys.all", {
              sum: t.format.money(draft.total, draft.currency),
            }),
            go: to(screen, ["all"]),
          },
        ],
        [cancelKey(t, back(draft))],
      ],
    },
    dialog: { step: `${screen}/amount`, draft },
  };
}

function askDay(ctx: Ctx, draft: Draft, isWrong = false): Reply {
  const { t } = ctx;
  return {
    show: {
      body: lines(
        isWrong && bold(t.th("common.input.date_invalid")),
        t.th("operator.money.ask_day"),
      ),
      keys: [
        [{ label: t.tp("common.picker.keys.today"), go: to(screen, ["today"]) }],
        [cancelKey(t, back(draft))],
      ],
    },
    dialog: { step: `${screen}/day`, draft },
  };
}

const askNumber = ({ t }: Ctx, draft: Draft): Reply => ({
  show: { body: t.th("operator.money.ask_number"), keys: [[cancelKey(t, back(draft))]] },
  dialog: { step: `${screen}/number`, draft },
});

function review({ t }: Ctx, draft: Draft): Reply {
  return {
    show: {
      body: lines(
        bold(t.th("operator.money.title")),
        name(draft.about),
        t.th("operator.money.review", {
          sum: t.format.money(draft.amount ?? 0, draft.currency),
          date: t.format.date(draft.datedOn),
          number: name(draft.number, 40),
        }),
        "",
        t.th("operator.money.means"),
      ),
      keys: [
        [{ label: t.tp("common.actions.keys.confirm"), go: to(screen, ["yes"]), style: "primary" }],
        [cancelKey(t, back(draft))],
      ],
    },
    dialog: { step: `${screen}/confirm`, draft },
  };
}

async function confirmed(ctx: Ctx): Promise<Reply> {
  const draft = draftShape.safeParse(ctx.dialog?.draft).data;
  const isReady = ctx.dialog?.step === `${screen}/confirm`;
  if (draft === undefined || draft.amount === null || !isReady)
    return ctx.stale(to("operator-orders"));
  const { orgId, orderId, amount, datedOn, number } = draft;
  const json = { orgId, orderId, amount, datedOn, number };
  await ask(
    ctx.api.operator.bank.payments.$post({ json }, oncePerCard(ctx, "money", orderId, amount)),
  );
  return {
    toast: { text: ctx.t.tp("operator.act.done") },
    go: back(draft),
    dialog: "clear",
  };
}
