import type { OrderView } from "../../../../api/billing/schemas.ts";
import type { AttemptView, InvoiceFacts, PayAnswer } from "../../../../api/payments/schemas.ts";
import { ask, named } from "../../../core/api.ts";
import { bold, lines, plain } from "../../../core/html.ts";
import {
  type Invoice,
  type Key,
  type Message,
  type Reply,
  to,
  type View,
} from "../../../core/view.ts";
import { qrPicture } from "../../shared/qr-picture.ts";
import { backKey } from "../../shared/steer.ts";
import { type Ctx, orProblem, readBalance, readOrder } from "./desk.ts";
import { type LivePage, orderCard, orderTitle } from "./order-view.ts";
import { sendPaper } from "./papers.ts";
import { priceText, rialText } from "./quote-text.ts";
import type { Rail } from "../../shared/billing-words.ts";

const pay = ({ api, idempotencyKey }: Ctx, id: string, rail: Rail): Promise<PayAnswer> =>
  ask(
    api.payments.orders[":id"].pay.$post(
      { param: { id }, json: { rail } },
      named(idempotencyKey()),
    ),
  );

/** Opens the card page of an order beforehand, so that its key is a link; null when that is not possible now. */
export async function startedPage(ctx: Ctx, order: OrderView): Promise<LivePage | null> {
  const rail = order.rails.find((known) => known === "zarinpal" || known === "yookassa_card");
  if (rail === undefined) return null;
  const started = await orProblem(pay(ctx, order.id, rail), [
    "gateway_unavailable",
    "rail_unavailable",
  ]);
  if ("problem" in started || started.value.kind !== "redirect") return null;
  return { url: started.value.url, attemptId: started.value.attemptId, rail };
}

/** Pays an order over a rail: a link, a QR code, a paper, an invoice in the chat, or at once from the wallet. */
export async function payOver(ctx: Ctx, orderId: string, rail: Rail): Promise<Reply> {
  const answer = await pay(ctx, orderId, rail);
  switch (answer.kind) {
    case "paid":
      return paid(ctx, orderId);
    case "redirect":
      return {
        show: await pageView(ctx, orderId, {
          rail,
          url: answer.url,
          attemptId: answer.attemptId,
        }),
      };
    case "qr":
      return qrReply(ctx, orderId, answer);
    case "document":
      return sendPaper(ctx, answer.documentId);
    case "invoice":
    default:
      return { send: [{ invoice: invoiceOf(answer.invoice) }] };
  }
}

async function paid(ctx: Ctx, orderId: string): Promise<Reply> {
  const order = await readOrder(ctx, orderId);
  return {
    toast: { text: ctx.t.tp("billing.pay.paid") },
    show: orderCard(ctx.t, order, { said: ctx.t.th("billing.pay.paid") }),
  };
}

/** The payment page is ready: one tap opens it, one asks whether the money has come. */
async function pageView(ctx: Ctx, orderId: string, page: LivePage): Promise<View> {
  const { t } = ctx;
  const order = await readOrder(ctx, orderId);
  return {
    body: lines(
      bold(orderTitle(t, order)),
      "",
      priceText(t, order),
      rialText(t, order.total, order.currency),
      "",
      t.th(page.rail === "yookassa_sbp" ? "billing.pay.open_sbp" : "billing.pay.open_page"),
    ),
    keys: pageKeys(ctx, orderId, page),
  };
}

function pageKeys({ t }: Ctx, orderId: string, { rail, url, attemptId }: LivePage): Key[][] {
  return [
    [{ label: t.tp(`billing.pay.keys.${rail === "yookassa_sbp" ? "open_sbp" : "open"}`), url }],
    [
      {
        label: t.tp("billing.order.keys.check"),
        go: to("billing-order", [orderId, "check", attemptId]),
      },
    ],
    [backKey(t, to("billing-order", [orderId]))],
  ];
}

/** СБП: the link for who has the bank on this phone, the code for who reads the chat on another screen. */
async function qrReply(
  ctx: Ctx,
  orderId: string,
  answer: Extract<PayAnswer, { kind: "qr" }>,
): Promise<Reply> {
  const url = answer.url ?? (/^https?:/.test(answer.qr) ? answer.qr : null);
  const picture: Message = {
    photo: { name: "qr.png", mime: "image/png", bytes: await qrPicture(answer.qr) },
    caption: ctx.t.th("billing.pay.scan"),
  };
  if (url === null) return { send: [picture] };
  const page = { rail: "yookassa_sbp" as const, url, attemptId: answer.attemptId };
  return { show: await pageView(ctx, orderId, page), send: [picture] };
}

/** What the API prepared for Telegram's own payment, as a message. */
const invoiceOf = (facts: InvoiceFacts): Invoice => ({
  title: plain(facts.title, 32),
  description: plain(facts.description, 255),
  payload: facts.payload,
  currency: facts.currency,
  prices: facts.prices.map(({ label, amount }) => ({ label: plain(label), amount })),
  startParameter: facts.startParameter,
  ...(facts.providerToken === undefined ? {} : { providerToken: facts.providerToken }),
  ...(facts.needEmail === undefined ? {} : { needEmail: facts.needEmail }),
  ...(facts.providerData === undefined ? {} : { providerData: facts.providerData }),
});

/** «I have paid»: asks the gateway now and says what it said (BIL §3.7). */
export async function checkPayment(ctx: Ctx, orderId: string, attemptId: string): Promise<Reply> {
  const { t, api } = ctx;
  const attempt = await ask(
    api.payments.attempts[":id"].check.$post(
      { param: { id: attemptId }, json: {} },
      named(ctx.idempotencyKey()),
    ),
  );
  const said = attemptText(ctx, attempt);
  const order = await readOrder(ctx, orderId);
  return {
    toast: { text: t.tp(`billing.pay.toast_${outcome(attempt)}`) },
    show: orderCard(t, order, isOver(attempt) ? { said } : { said, asked: attemptId }),
  };
}

const isOver = (attempt: AttemptView): boolean =>
  outcome(attempt) === "paid" || outcome(attempt) === "failed";

function outcome({ state, underReview }: AttemptView): "paid" | "review" | "not_yet" | "failed" {
  if (state === "succeeded") return "paid";
  if (underReview) return "review";
  return state === "pending" || state === "created" ? "not_yet" : "failed";
}

function attemptText({ t }: Ctx, attempt: AttemptView) {
  const end = outcome(attempt);
  if (end === "review")
    return t.th("billing.pay.review", { until: t.format.dateTime(attempt.until) });
  return t.th(`billing.pay.${end}`);
}

/** Paying from the wallet takes money at once, so it is asked first. */
export async function walletView(ctx: Ctx, orderId: string): Promise<View> {
  const { t } = ctx;
  const [order, balance] = await Promise.all([readOrder(ctx, orderId), readBalance(ctx)]);
  const money = (minor: number) => t.format.money(minor, order.currency);
  return {
    body: lines(
      bold(orderTitle(t, order)),
      t.th("billing.pay.wallet", {
        sum: money(order.total),
        wallet: money(balance.wallet),
        rest: money(balance.wallet - order.total),
      }),
    ),
    keys: [
      [
        {
          label: t.tp("billing.pay.keys.wallet_yes", { sum: money(order.total) }),
          go: to("billing-order", [orderId, "wallet"]),
          style: "primary",
        },
      ],
      [backKey(t, to("billing-order", [orderId]))],
    ],
  };
}
