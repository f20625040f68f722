import type { OrderView } from "../../../../api/billing/schemas.ts";
import type { Translator } from "../../../../locales/index.ts";
import { bold, type Html, lines } from "../../../core/html.ts";
import { type Key, to, type View } from "../../../core/view.ts";
import { backKey } from "../../shared/steer.ts";
import { priceText, rialText } from "./quote-text.ts";
import type { Rail } from "../../shared/billing-words.ts";

/** An attempt that has its page already. */
export interface LivePage {
  readonly url: string;
  readonly attemptId: string;
  readonly rail: Rail;
}

/** One order: what for, how much, in what state, every way to pay it, and to ask again after an attempt that is not over. */
export function orderCard(
  t: Translator,
  order: OrderView,
  {
    live = null,
    asked = live?.attemptId,
    said,
  }: {
    readonly live?: LivePage | null;
    readonly asked?: string | undefined;
    readonly said?: Html;
  } = {},
): View {
  return {
    body: lines(
      said,
      said !== undefined && "",
      bold(orderTitle(t, order)),
      stateText(t, order),
      "",
      priceText(t, order),
      order.rails.length > 0 && rialText(t, order.total, order.currency),
    ),
    keys: [
      ...orderKeys(t, order, live, asked),
      ...paperKeys(t, order),
      ...reinstateKey(t, order),
      order.state === "quoted"
        ? [
            { label: t.tp("billing.order.keys.drop"), go: to("billing-order", [order.id, "drop"]) },
            backKey(t, to("billing-orders", ["open"])),
          ]
        : [backKey(t, to("billing-orders", [isOpen(order) ? "open" : "history"]))],
    ],
  };
}

const isOpen = ({ state }: Pick<OrderView, "state">): boolean =>
  state === "quoted" || state === "due" || state === "overdue";

/** «سفارش ۱۲ · شارژ اعتبار». */
export const orderTitle = (t: Translator, { number, kind }: Pick<OrderView, "number" | "kind">) =>
  t.th("billing.order.title", {
    number: t.format.digits(number),
    kind: t.tp(`billing.order_kind.${kind}`),
  });

/** Where the order stands and what happens next, with the dates. */
export function stateText(t: Translator, order: OrderView): Html {
  const date = (at: number | null) =>
    at === null ? "" : t.format.dayMonth(t.format.localDate(at));
  if (order.underReview) return t.th("billing.order.under_review");
  switch (order.state) {
    case "quoted":
      return t.th("billing.order.quoted");
    case "due":
      return t.th("billing.order.due", { date: date(order.dueAt) });
    case "overdue":
      return lines(
        t.th("billing.order.overdue", { date: date(order.dueAt) }),
        order.annulAt !== null &&
          t.th("billing.order.annul_on", { date: t.format.dateTime(order.annulAt) }),
      );
    case "paid":
      return t.th("billing.order.paid", { date: date(order.paidAt ?? order.createdAt) });
    case "annulled":
      return annulledText(t, order);
    case "part_refunded":
    case "refunded":
    default:
      return t.th(`billing.order.${order.state}`);
  }
}

const annulledText = (t: Translator, order: OrderView): Html =>
  lines(
    t.th("billing.order.annulled", {
      date: t.format.dayMonth(t.format.localDate(order.annulledAt ?? order.createdAt)),
    }),
    order.plan.meter === "seat" && t.th("billing.order.annulled_seats"),
  );

/** Seats of an annulled order come back through us only (BIL C-11). */
const reinstateKey = (t: Translator, { state, plan }: OrderView): Key[][] =>
  state === "annulled" && plan.meter === "seat"
    ? [[{ label: t.tp("billing.notices.keys.write_us"), go: to("billing-request") }]]
    : [];

/** Every way to pay it now, and [I have paid] once a page was opened. */
export function orderKeys(
  t: Translator,
  order: OrderView,
  live: LivePage | null,
  asked = live?.attemptId,
): Key[][] {
  const rails = order.rails.map((rail): Key => {
    const label = t.tp(`billing.rails.keys.${rail}`);
    return live?.rail === rail
      ? { label, url: live.url }
      : { label, go: to("billing-order", [order.id, "pay", rail]) };
  });
  const check: Key[] =
    asked === undefined
      ? []
      : [
          {
            label: t.tp("billing.order.keys.check"),
            go: to("billing-order", [order.id, "check", asked]),
          },
        ];
  return [...pairs(rails), check];
}

/** The first way to pay has a row of its own, the others share rows. */
function pairs(keys: readonly Key[]): Key[][] {
  const [first, ...rest] = keys;
  if (first === undefined) return [];
  const rows: Key[][] = [["go" in first ? { ...first, style: "primary" } : first]];
  for (let index = 0; index < rest.length; index += 2) rows.push(rest.slice(index, index + 2));
  return rows;
}

const paperKeys = (t: Translator, order: OrderView): Key[][] => [
  ...order.documents.map(({ id, kind, number }): Key[] => [
    {
      label: t.tp(`billing.papers.keys.${kind}`, { number: t.format.digits(number) }),
      go: to("billing-order", [order.id, "doc", id]),
    },
  ]),
  order.closingPaper === null
    ? []
    : [
        {
          label: t.tp(`billing.papers.keys.make_${order.closingPaper}`),
          go: to("billing-order", [order.id, "paper", order.closingPaper]),
        },
      ],
];
