import type { BalanceView } from "../../../../api/billing/schemas.ts";
import type { Translator } from "../../../../locales/index.ts";
import { bold, type Html, lines } from "../../../core/html.ts";
import { type Key, to, type View } from "../../../core/view.ts";
import { homeKey } from "../../shared/steer.ts";
import { planName, unitsText } from "../../shared/billing-words.ts";

/** What there is, what it costs and what comes next; the keys fit the way this company is billed. */
export const balanceScreenView = (t: Translator, balance: BalanceView): View => ({
  body: lines(
    bold(t.th("billing.balance.title")),
    "",
    ...holdings(t, balance),
    ...planLines(t, balance),
    ...moneyLines(t, balance),
    ...outlookLines(t, balance),
    ...lockLines(t, balance),
  ),
  keys: balanceKeys(t, balance),
});

type Lines = (Html | false)[];

function holdings(t: Translator, balance: BalanceView): Lines {
  const { meter, credit, seats } = balance;
  if (meter === null) return [t.th("billing.balance.nothing_yet")];
  if (meter === "seat")
    return [
      t.th("billing.balance.seats", {
        used: t.format.number(Math.min(seats.needed, seats.active)),
        active: t.format.number(seats.active),
      }),
      seats.free > 0 && t.th("billing.balance.seats_free", { count: seats.free }),
      seats.waiting > 0 && t.th("billing.balance.seats_waiting", { count: seats.waiting }),
    ];
  if (credit >= 0) return [t.th("billing.balance.credit", { credit: unitsText(t, meter, credit) })];
  return [
    t.th("billing.balance.debt", {
      credit: unitsText(t, meter, credit),
      sum: t.format.money(balance.debtSum, balance.currency),
    }),
  ];
}

function planLines(t: Translator, { plan, nextTerm, pending }: BalanceView): Lines {
  if (plan === null) return [];
  const name = planName(t, plan.code);
  const date = t.format.date(plan.endsOn);
  return [
    t.th(plan.lapsed ? "billing.balance.plan_lapsed" : "billing.balance.plan", {
      plan: name,
      date,
    }),
    nextTerm !== null &&
      t.th("billing.balance.next_term", {
        plan: planName(t, nextTerm.code),
        from: t.format.dayMonth(nextTerm.startsOn),
        to: t.format.date(nextTerm.endsOn),
      }),
    pending.planCode !== null &&
      t.th("billing.balance.pending_plan", {
        plan: planName(t, pending.planCode),
        date: t.format.dayMonth(plan.endsOn),
      }),
    pending.seatsToRemove > 0 &&
      t.th("billing.balance.pending_seats", {
        count: pending.seatsToRemove,
        date: t.format.dayMonth(plan.endsOn),
      }),
  ];
}

function moneyLines(t: Translator, balance: BalanceView): Lines {
  const { wallet, currency, openOrders, underReview } = balance;
  const money = (minor: number) => t.format.money(minor, currency);
  return [
    wallet > 0 && t.th("billing.balance.wallet", { sum: money(wallet) }),
    openOrders.count > 0 &&
      t.th("billing.balance.open_orders", {
        count: openOrders.count,
        sum: money(openOrders.total),
      }),
    openOrders.overdue > 0 && t.th("billing.balance.overdue", { count: openOrders.overdue }),
    underReview.count > 0 &&
      t.th("billing.balance.under_review", {
        count: underReview.count,
        sum: money(underReview.total),
      }),
  ];
}

function outlookLines(t: Translator, { outlook, meter }: BalanceView): (Html | string | false)[] {
  if (outlook === null) return [];
  const { activeSoFar, late, forecast, creditAfter, enoughForMonths } = outlook;
  return [
    "",
    t.th("billing.balance.month", { month: t.format.month(outlook.period) }),
    activeSoFar === 0
      ? t.th("billing.balance.nobody_active")
      : t.th("billing.balance.active", { count: activeSoFar }),
    late > 0 && t.th("billing.balance.late", { count: late }),
    forecast > activeSoFar && t.th("billing.balance.forecast", { count: forecast }),
    t.th(creditAfter < 0 ? "billing.balance.close_debt" : "billing.balance.close", {
      at: t.format.dateTime(outlook.closesAt),
      credit: unitsText(t, meter, creditAfter),
    }),
    enoughForMonths !== null &&
      enoughForMonths > 0 &&
      t.th("billing.balance.enough", { count: enoughForMonths }),
  ];
}

function lockLines(t: Translator, { locks, parked }: BalanceView): (Html | string)[] {
  const causes = new Set(
    [locks.attendance, locks.reports, locks.addStaff, locks.addSeats].flatMap((lock) =>
      lock === null ? [] : [lock.cause],
    ),
  );
  const said = [...causes].map((cause) => t.th(`billing.locks.${cause}`));
  const all = parked ? [...said, t.th("billing.balance.parked")] : said;
  return all.length === 0 ? [] : ["", ...all];
}

function balanceKeys(t: Translator, balance: BalanceView): Key[][] {
  const { meter, openOrders } = balance;
  const key = (name: ShownKey, screen: string, args: readonly string[] = []): Key => ({
    label: t.tp(`billing.balance.keys.${name}`),
    go: to(screen, args),
  });
  const open: Key = {
    label:
      openOrders.count === 0
        ? t.tp("billing.orders.keys.open")
        : t.tp("billing.balance.keys.open", { count: t.format.number(openOrders.count) }),
    go: to("billing-orders", ["open"]),
    ...(openOrders.overdue > 0 ? { style: "danger" as const } : {}),
  };
  return [
    ...mainKeys(t, balance),
    [open, key("history", "billing-orders", ["history"])],
    [
      key("plan", "billing-plan"),
      meter === "seat" ? key("people", "billing-people") : key("usage", "billing-usage"),
    ],
    [key("details", "billing-details"), homeKey(t)],
  ];
}

type ShownKey = "history" | "plan" | "people" | "usage" | "details";

/** What this company most likely came for: debt first, then buying, by its own meter. */
function mainKeys(t: Translator, { meter, credit, plan, debtSum, currency }: BalanceView): Key[][] {
  // Seats are added to a plan one pays for; a free month leads to the first one.
  if (meter === null || plan === null || (meter === "seat" && plan.isFree))
    return [
      [{ label: t.tp("billing.balance.keys.choose"), go: to("billing-plan"), style: "primary" }],
    ];
  if (meter === "seat")
    return plan.lapsed
      ? [[{ label: t.tp("billing.balance.keys.renew"), go: to("billing-plan"), style: "primary" }]]
      : [[{ label: t.tp("billing.balance.keys.add"), go: to("billing-add"), style: "primary" }]];
  const topUp: Key = { label: t.tp("billing.balance.keys.topup"), go: to("billing-topup") };
  if (credit >= 0 || debtSum === 0) return [[{ ...topUp, style: "primary" }]];
  const pay: Key = {
    label: t.tp("billing.balance.keys.debt", { sum: t.format.money(debtSum, currency) }),
    go: to("billing-quote", ["debt"]),
    style: "primary",
  };
  return [[pay], [topUp]];
}
