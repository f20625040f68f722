import type * as z from "zod";
import type { BalanceView, planOffers } from "../../../../api/billing/schemas.ts";
import type { TextKey, Translator } from "../../../../locales/index.ts";
import { bold, type Html, lines } from "../../../core/html.ts";
import { type Key, type Reply, to, type View } from "../../../core/view.ts";
import { capital } from "../../shared/capital.ts";
import { backKey } from "../../shared/steer.ts";
import { askCount, peopleChips } from "./count-input.ts";
import type { Ctx } from "./desk.ts";
import { devicesText, planName, unitPriceText } from "../../shared/billing-words.ts";

export type Offer = z.infer<typeof planOffers>["plans"][number];

/** The tariff that holds, what is scheduled, and what else can be had at which price. */
export function planView(t: Translator, balance: BalanceView, offers: readonly Offer[]): View {
  const { plan, pending, currency } = balance;
  return {
    body: lines(
      bold(t.th("billing.plan.title")),
      plan === null
        ? t.th("billing.plan.none")
        : t.th(plan.lapsed ? "billing.balance.plan_lapsed" : "billing.balance.plan", {
            plan: planName(t, plan.code),
            date: t.format.date(plan.endsOn),
          }),
      plan !== null &&
        pending.planCode !== null &&
        t.th("billing.balance.pending_plan", {
          plan: planName(t, pending.planCode),
          date: t.format.dayMonth(plan.endsOn),
        }),
      plan !== null &&
        pending.seatsToRemove > 0 &&
        t.th("billing.balance.pending_seats", {
          count: pending.seatsToRemove,
          date: t.format.dayMonth(plan.endsOn),
        }),
      "",
      ...offers.map((offer) => offerRow(t, offer, currency)),
    ),
    keys: [
      ...offers.map((offer): Key[] => [
        {
          label: offerLabel(t, offer, currency),
          go: to("billing-plan", ["offer", offer.code]),
        },
      ]),
      ...undoKeys(t, balance),
      [{ label: t.tp("billing.plan.keys.request"), go: to("billing-request") }],
      [backKey(t, to("billing"))],
    ],
  };
}

function undoKeys(t: Translator, { pending, meter, plan }: BalanceView): Key[][] {
  return [
    pending.planCode === null
      ? []
      : [{ label: t.tp("billing.plan.keys.unplan"), go: to("billing-plan", ["unplan"]) }],
    meter !== "seat" || plan === null || plan.lapsed || plan.isFree
      ? []
      : [{ label: t.tp("billing.plan.keys.remove"), go: to("billing-remove") }],
  ];
}

/** «🏷 ۱۲ ماهه: ماهی ۱۱٬۰۰۰ تومان برای هر نفر؛ دستگاه نامحدود». */
export function offerRow(t: Translator, offer: Offer, currency: "IRR" | "RUB"): Html {
  const plan = planName(t, offer.code);
  if (offer.isFree) return t.th("billing.plan.row_free", { plan });
  const { meter } = offer;
  const price = unitPriceText(t, meter, t.format.money(offer.unitPrice, currency));
  if (meter === "active_person") {
    const devices = devicesText(t, offer.deviceLimit);
    return t.th("billing.plan.row_devices", { plan, price, devices });
  }
  if (offer.discountBp === 0) return t.th("billing.plan.row", { plan, price });
  const percent = t.format.number(offer.discountBp / 100);
  return t.th("billing.plan.row_discount", { plan, price, percent });
}

function offerLabel(t: Translator, offer: Offer, currency: "IRR" | "RUB") {
  const plan = planName(t, offer.code);
  if (offer.isFree) return t.tp("billing.plan.keys.free", { plan });
  return t.tp(offer.isCurrent ? "billing.plan.keys.current" : "billing.plan.keys.offer", {
    plan,
    price: t.format.money(offer.unitPrice, currency),
  });
}

/** One tariff: what taking it means, and for how many. */
export function offerReply(ctx: Ctx, balance: BalanceView, offer: Offer, problem?: TextKey): Reply {
  const { t } = ctx;
  const { currency } = balance;
  const { meter } = offer;
  const body = lines(
    bold(t.th("billing.plan.offer_title", { plan: planName(t, offer.code) })),
    !offer.isFree && unitPriceText(t, meter, t.format.money(offer.unitPrice, currency)),
    capital(devicesText(t, offer.deviceLimit)),
    t.th(`billing.plan.change_${offer.change}`),
  );
  const go = (count?: number) =>
    to("billing-quote", ["plan", offer.code, ...(count === undefined ? [] : [String(count)])]);
  if (offer.isFree || offer.change === "downgrade")
    return {
      show: {
        body,
        keys: [
          [{ label: t.tp("billing.plan.keys.take"), go: go(), style: "primary" }],
          [backKey(t, to("billing-plan"))],
        ],
      },
    };
  const chips = meter === "seat" ? seatChips(balance) : peopleChips(balance);
  return askCount(ctx, {
    step: "billing-plan/count",
    draft: { code: offer.code },
    body: lines(
      body,
      "",
      t.th(meter === "seat" ? "billing.plan.how_many_seats" : "billing.plan.how_many_people"),
    ),
    keys: chips.map((count) => ({ label: chipLabel(t, offer, count, currency), go: go(count) })),
    back: to("billing-plan"),
    problem,
  });
}

/** A count with what it costs; of an upgrade only the count, because its price is a difference. */
function chipLabel(t: Translator, offer: Offer, count: number, currency: "IRR" | "RUB") {
  const people =
    offer.meter === "seat"
      ? t.tp("billing.units.seats", { count })
      : t.tp("common.units.people", { count });
  if (offer.change === "upgrade") return people;
  const sum = t.format.money(offer.unitPrice * offer.termMonths * count, currency);
  return t.tp("billing.count.keys.priced", { people, sum });
}

/** As many seats as there are, as many as are needed, and a few round ones. */
function seatChips({ seats }: BalanceView): number[] {
  const known = [seats.active, seats.needed].filter((count) => count > 0);
  return [...new Set([...known, 3, 5, 10])].slice(0, 4);
}
