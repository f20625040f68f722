import type { LocalDate } from "../../../../api/core/calendar/types.ts";
import { instantAt } from "../../../../api/core/calendar/zone.ts";
import type {
  Books,
  Grant,
  OrderFacts,
  OrderLine,
  PlanVersion,
  Quote,
  QuoteRefusal,
  Scheduled,
  SeatGrant,
  Term,
} from "../../../../api/billing/rules/types.ts";

const iranian = (code: string, over: Partial<PlanVersion>): PlanVersion => ({
  id: `plan:${code}:1`,
  code,
  profile: "ir",
  currency: "IRR",
  meter: "active_person",
  activation: "on_payment",
  chargePoint: "month_close",
  termMonths: 1,
  listPrice: 0,
  discountBp: 0,
  deviceLimit: 0,
  included: 0,
  dueDays: 2,
  annulAfterDays: 5,
  activityKinds: ["punch", "request"],
  taxMode: "none",
  offered: true,
  validFrom: "2020-01-01",
  ...over,
});

const russian = (code: string, over: Partial<PlanVersion>): PlanVersion =>
  iranian(code, {
    profile: "ru",
    currency: "RUB",
    meter: "seat",
    activation: "on_order",
    chargePoint: "order",
    listPrice: 49_900,
    deviceLimit: null,
    ...over,
  });

/** The first catalogue, as the migration seeds it (AT-2…AT-5, KV-7, KV-12). */
export const plans = {
  irFree: iranian("ir-free", { included: 3 }),
  ir1: iranian("ir-1", { listPrice: 135_000, deviceLimit: 1 }),
  ir6: iranian("ir-6", { termMonths: 6, listPrice: 120_000, deviceLimit: 5 }),
  ir12: iranian("ir-12", { termMonths: 12, listPrice: 110_000, deviceLimit: null }),
  ruFree: russian("ru-free", { listPrice: 0, deviceLimit: 0, included: 3 }),
  ru1: russian("ru-1", {}),
  ru3: russian("ru-3", { termMonths: 3, discountBp: 1000 }),
  ru6: russian("ru-6", { termMonths: 6, discountBp: 1500 }),
  ru12: russian("ru-12", { termMonths: 12, discountBp: 2000 }),
};

const zones = { ir: "Asia/Tehran", ru: "Europe/Moscow" } as const;

/** Books of an organisation on a day, at noon; nothing bought. */
export function emptyBooks(
  profile: "ir" | "ru",
  today: LocalDate,
  over: Partial<Books> = {},
): Books {
  return {
    orgId: "org",
    profile,
    calendar: profile === "ir" ? "jalali" : "gregorian",
    timeZone: zones[profile],
    currency: profile === "ir" ? "IRR" : "RUB",
    version: 1,
    parkedReason: null,
    lastOrderNumber: 0,
    today,
    now: instantAt(today, 12 * 60, zones[profile]),
    plans: Object.values(plans),
    terms: [],
    seatGrants: [],
    orders: [],
    pending: { planCode: null, seatsToRemove: 0 },
    wallet: 0,
    credit: 0,
    seatsNeeded: 0,
    closedThrough: null,
    ...over,
  };
}

export const isQuote = (answer: Quote | QuoteRefusal | Scheduled): answer is Quote =>
  typeof answer !== "string" && "lines" in answer;

export function quoteIn(answer: Quote | QuoteRefusal | Scheduled): Quote {
  if (!isQuote(answer)) throw new Error(`no quote: ${JSON.stringify(answer)}`);
  return answer;
}

/**
 * The books after a quote was ordered and, as `state` says, paid or not: the model of what the verbs do, in memory.
 * @param state `paid` by default
 */
export function ordered(
  books: Books,
  answer: Quote | QuoteRefusal | Scheduled,
  state: OrderFacts["state"] = "paid",
): Books {
  const sold = quoteIn(answer);
  const number = books.lastOrderNumber + 1;
  const id = `order-${number}`;
  const takesEffect = state === "paid" || sold.activation === "on_order";
  const grants = takesEffect ? sold.lines.flatMap(({ grant }) => grant ?? []) : [];
  const isSuspended = state === "annulled";
  return {
    ...books,
    lastOrderNumber: number,
    orders: [orderOf(sold, { id, number, state, now: books.now }), ...books.orders],
    terms: [...books.terms, ...termsOf(grants, id, number, isSuspended)],
    seatGrants: [...books.seatGrants, ...seatsOf(grants, id, isSuspended)],
    credit: books.credit + creditOf(grants),
    pending: grants.some(({ kind }) => kind === "term")
      ? { planCode: null, seatsToRemove: 0 }
      : books.pending,
  };
}

const creditOf = (grants: readonly Grant[]): number =>
  grants.reduce((sum, grant) => sum + (grant.kind === "credit" ? grant.personMonths : 0), 0);

const orderOf = (
  sold: Quote,
  order: Pick<OrderFacts, "id" | "number" | "state"> & { readonly now: number },
): OrderFacts => ({
  id: order.id,
  number: order.number,
  kind: sold.kind,
  state: order.state,
  activation: sold.activation,
  planVersionId: sold.plan.id,
  total: sold.total,
  tax: sold.tax,
  taxBp: sold.taxBp,
  taxMode: sold.plan.taxMode,
  lines: sold.lines,
  dueAt: sold.dueAt,
  createdAt: order.now,
  paidAt: order.state === "paid" ? order.now + order.number : null,
  annulledAt: null,
  version: 1,
  underReview: false,
});

const termsOf = (
  grants: readonly Grant[],
  orderId: string,
  createdAt: number,
  isSuspended: boolean,
): Term[] =>
  grants.flatMap((grant) =>
    grant.kind === "term"
      ? [
          {
            id: `term-of-${orderId}`,
            orderId,
            planVersionId: grant.planVersionId,
            startsOn: grant.startsOn,
            endsOn: grant.endsOn,
            state: isSuspended ? "suspended" : "active",
            createdAt,
          },
        ]
      : [],
  );

const seatsOf = (grants: readonly Grant[], orderId: string, isSuspended: boolean): SeatGrant[] =>
  grants.flatMap((grant, index) =>
    grant.kind === "seats"
      ? [
          {
            id: `seats-${index}-of-${orderId}`,
            orderId,
            termId: grant.termId ?? `term-of-${orderId}`,
            quantity: grant.quantity,
            startsOn: grant.startsOn,
            state: isSuspended ? "suspended" : "active",
          },
        ]
      : [],
  );

/** The books on a later day, at noon. */
export const onDay = (books: Books, today: LocalDate): Books => ({
  ...books,
  today,
  now: instantAt(today, 12 * 60, books.timeZone),
});

/** Orders as unpaid ones, for whatever asks only for their state. */
export const orderIn = (
  state: OrderFacts["state"],
  over: Partial<OrderFacts> = {},
): OrderFacts => ({
  id: `a-${state}-order`,
  number: 1,
  kind: "seats",
  state,
  activation: "on_order",
  planVersionId: plans.ru3.id,
  total: 100_00,
  tax: 0,
  taxBp: 0,
  taxMode: "none",
  lines: [],
  dueAt: state === "due" ? Date.parse("2100-01-01T00:00:00Z") : 0,
  createdAt: 0,
  paidAt: null,
  annulledAt: null,
  version: 1,
  underReview: false,
  ...over,
});

/** Price times quantity is the total of each line, and the lines are the sum (BIL I14). */
export function isConsistent({ lines, net, tax, total, plan }: Quote): boolean {
  const sum = lines.reduce((all, line) => all + line.total, 0);
  return (
    lines.every(isWhole) &&
    lines.every(({ quantity }) => quantity > 0) &&
    net === sum &&
    total === (plan.taxMode === "exclusive" ? net + tax : net) &&
    total >= 0 &&
    Number.isSafeInteger(total) &&
    (plan.currency !== "IRR" || total % 10 === 0)
  );
}

const isWhole = (line: OrderLine): boolean => line.unitPrice * line.quantity === line.total;
