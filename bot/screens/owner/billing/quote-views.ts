import type * as z from "zod";
import type { OrderView, QuoteView, Wish, placedView } from "../../../../api/billing/schemas.ts";
import type { Translator } from "../../../../locales/index.ts";
import { bold, lines } from "../../../core/html.ts";
import { type Key, to, type View } from "../../../core/view.ts";
import { backKey } from "../../shared/steer.ts";
import { wishArgs, wishSource } from "./desk.ts";
import { type LivePage, orderKeys } from "./order-view.ts";
import { priceText, rialText } from "./quote-text.ts";
import { planName, unitsText } from "../../shared/billing-words.ts";

type Ordered = Extract<QuoteView, { kind: "order" }>;
type ScheduledQuote = Extract<QuoteView, { kind: "scheduled" }>;

/** Before an order that works at once: price, when it is due, and what there is after it (BIL KV-1…KV-8). */
export function quotedView(
  t: Translator,
  quote: Ordered,
  { wish, now }: { readonly wish: Wish; readonly now: number },
): View {
  const label = quote.total === 0 ? "take_free" : "order";
  return {
    body: lines(
      bold(t.th("billing.quote.title", { kind: t.tp(`billing.order_kind.${quote.orderKind}`) })),
      "",
      priceText(t, quote),
      "",
      ...afterLines(t, quote),
      quote.dueAt !== null &&
        t.th("billing.quote.due", { date: t.format.dayMonth(t.format.localDate(quote.dueAt)) }),
    ),
    keys: [
      [
        {
          label: t.tp(`billing.quote.keys.${label}`),
          go: to("billing-quote", ["yes", quote.total, ...wishArgs(wish)], shownState(quote, now)),
          style: "primary",
        },
      ],
      [backKey(t, wishSource(wish))],
    ],
  };
}

/** Part of the key: the same card after the same purchase, or on another day, is another command. */
const shownState = ({ seatsAfter, creditAfter, units }: Ordered, now: number): number =>
  Math.floor(now / dayMs) * mostUnits + Math.max(0, seatsAfter ?? creditAfter ?? units);

const dayMs = 86_400_000;
const mostUnits = 1_000_000;

/** Before and while paying for what takes effect when it is paid (BIL AT-2…AT-4, A-4). */
export function payFirstView(
  t: Translator,
  {
    quote,
    order,
    live,
    wish,
  }: {
    readonly quote: Ordered;
    readonly order: OrderView;
    readonly live: LivePage | null;
    readonly wish: Wish;
  },
): View {
  return {
    body: lines(
      bold(t.th("billing.quote.title", { kind: t.tp(`billing.order_kind.${quote.orderKind}`) })),
      "",
      priceText(t, quote),
      rialText(t, quote.total, quote.currency),
      "",
      ...afterLines(t, quote),
      t.th(quote.seatsAfter === null ? "billing.quote.pay_first" : "billing.quote.pay_first_seats"),
    ),
    keys: [
      ...orderKeys(t, order, live),
      [
        { label: t.tp("billing.order.keys.drop"), go: to("billing-order", [order.id, "drop"]) },
        backKey(t, wishSource(wish)),
      ],
    ],
  };
}

function afterLines(t: Translator, quote: Ordered) {
  const { term, seatsAfter, creditAfter } = quote;
  const isTermSaid = quote.lines.some(({ detail }) => "to" in detail);
  return [
    term !== null &&
      !isTermSaid &&
      t.th("billing.quote.term", {
        plan: planName(t, quote.plan.code),
        from: t.format.dayMonth(term.startsOn),
        to: t.format.date(term.endsOn),
      }),
    seatsAfter !== null &&
      t.th("billing.quote.seats_after", { units: unitsText(t, "seat", seatsAfter) }),
    creditAfter !== null &&
      t.th(creditAfter < 0 ? "billing.quote.debt_after" : "billing.quote.credit_after", {
        units: unitsText(t, "active_person", creditAfter),
      }),
  ];
}

/** A change that waits for the next term: it costs nothing now (BIL AT-16, KV-15). */
export const scheduledView = (t: Translator, quote: ScheduledQuote, wish: Wish): View => ({
  body: lines(
    bold(t.th("billing.quote.scheduled_title")),
    quote.plan !== null &&
      t.th("billing.quote.scheduled_plan", {
        plan: planName(t, quote.plan.code),
        date: t.format.date(quote.appliesOn),
      }),
    quote.seatsToRemove > 0 &&
      t.th("billing.balance.pending_seats", {
        count: quote.seatsToRemove,
        date: t.format.date(quote.appliesOn),
      }),
    t.th("billing.quote.scheduled_hint"),
  ),
  keys: [
    [
      {
        label: t.tp("billing.quote.keys.schedule"),
        go: to("billing-quote", ["yes", 0, ...wishArgs(wish)]),
        style: "primary",
      },
    ],
    [backKey(t, to("billing-plan"))],
  ],
});

/** What has just been ordered: it works, until when it is to be paid, and what comes next. */
export function doneView(t: Translator, placed: z.infer<typeof placedView>, wish: Wish): View {
  if (!("id" in placed))
    return {
      body: lines(
        t.th("billing.quote.scheduled_done", { date: t.format.date(placed.appliesOn) }),
        t.th("billing.quote.scheduled_hint"),
      ),
      keys: [
        [{ label: t.tp("billing.plan.keys.back_to_plan"), go: to("billing-plan") }],
        [backKey(t, to("billing"))],
      ],
    };
  const { dueAt, state } = placed;
  const invite: Key = { label: t.tp("people.home.keys.invite"), go: to("invite") };
  return {
    body: lines(
      t.th(wish.kind === "seats" ? "billing.quote.done_seats" : "billing.quote.done_plan"),
      "",
      priceText(t, placed),
      state === "due" &&
        dueAt !== null &&
        t.th("billing.quote.due", { date: t.format.dayMonth(t.format.localDate(dueAt)) }),
    ),
    keys: [
      state === "due"
        ? [
            {
              label: t.tp("billing.order.keys.pay"),
              go: to("billing-order", [placed.id]),
              style: "primary",
            },
          ]
        : [],
      [invite],
      [backKey(t, to("billing"))],
    ],
  };
}
