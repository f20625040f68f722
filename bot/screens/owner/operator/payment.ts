import { ask } from "../../../core/api.ts";
import { bold, lines, name } from "../../../core/html.ts";
import { oncePerCard } from "../billing/desk.ts";
import { type Reply, to } from "../../../core/view.ts";
import { backKey } from "../../shared/steer.ts";
import { type Ctx, fact, operatorScreen, orgLine, railName } from "./desk.ts";
import { markOf } from "./order.ts";

/** One payment with its references: ask the gateway, close the search, give money back. */
export const operatorPayment = operatorScreen({
  name: "operator-payment",
  code: "oy",
  args: ["id", "word"],
  async open(ctx, [id = "", action = ""]): Promise<Reply> {
    if (action !== "check") return { show: await paymentView(ctx, id) };
    await ask(
      ctx.api.operator.payments.attempts[":id"].check.$post(
        { param: { id }, json: {} },
        oncePerCard(ctx, "ask", id, ctx.now),
      ),
    );
    return {
      toast: { text: ctx.t.tp("operator.payment.asked") },
      show: await paymentView(ctx, id),
    };
  },
});

export const readPayment = ({ api }: Ctx, id: string) =>
  ask(api.operator.payments.attempts[":id"].$get({ param: { id } }));

async function paymentView(ctx: Ctx, id: string) {
  const { t } = ctx;
  const one = await readPayment(ctx, id);
  const mark = markOf(one.state);
  const isOpen = one.concludedAt === null;
  return {
    body: lines(
      bold(t.th("operator.payment.title", { rail: railName(t, one.rail) })),
      orgLine(one.organisation),
      t.th("operator.payment.sum", {
        sum: t.format.money(one.amount, one.currency),
        number: t.format.digits(one.orderNumber),
      }),
      t.th(`operator.payment.state_${mark}`),
      fact(t.tp("operator.payment.made"), t.format.dateTime(one.createdAt)),
      one.underReviewAt !== null &&
        fact(t.tp("operator.payment.review"), t.format.dateTime(one.underReviewAt)),
      one.caseAt !== null && fact(t.tp("operator.payment.case"), t.format.dateTime(one.caseAt)),
      one.gatewayRef !== null && fact(t.tp("operator.payment.ref"), name(one.gatewayRef, 80)),
      one.receiptRef !== null && fact(t.tp("operator.payment.receipt"), name(one.receiptRef, 80)),
      one.error !== null && fact(t.tp("operator.payment.error"), name(one.error, 200)),
    ),
    keys: [
      isOpen
        ? [
            {
              label: t.tp("operator.payment.keys.check"),
              go: to("operator-payment", [id, "check"]),
            },
            { label: t.tp("operator.payment.keys.close"), go: to("operator-act", ["close", id]) },
          ]
        : [],
      one.state === "succeeded"
        ? [{ label: t.tp("operator.payment.keys.refund"), go: to("operator-act", ["refund", id]) }]
        : [],
      [
        {
          label: t.tp("operator.payment.keys.order"),
          go: to("operator-order", [one.organisation.id, one.orderId]),
        },
        backKey(t, to("operator-cases")),
      ],
    ],
  };
}
