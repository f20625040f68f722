import type { BalanceView, OrderView } from "../../../api/billing/schemas.ts";
import type { View } from "../../../bot/core/view.ts";
import { type Language, type Translator, translator } from "../../../locales/index.ts";

/** 21 November 2026, 30 Aban 1405, 09:30 in Tehran. */
export const now = Date.parse("2026-11-21T06:00:00Z");

export const readers: Readonly<Record<Language, Translator>> = {
  fa: translator("fa", { calendar: "jalali", timeZone: "Asia/Tehran" }),
  ru: translator("ru", { calendar: "gregorian", timeZone: "Europe/Moscow" }),
};

/** What a reader sees: no markup, no direction marks, plain spaces. */
export const seen = (text: string): string =>
  text
    .replace(/<[^>]*>/g, "")
    .replace(/[\u200e\u200f\u2066-\u2069]/g, "")
    .replaceAll("\u00a0", " ");

export const bodyOf = (view: { readonly body: View["body"] }): string => seen(view.body.text);
export const labelsOf = ({ keys = [] }: Pick<View, "keys">): string[] =>
  keys.flat().map(({ label }) => seen(label));

/** Where the key with this label leads: `screen args…`. */
export function goOf({ keys = [] }: Pick<View, "keys">, label: string): string | undefined {
  const key = keys.flat().find((known) => seen(known.label).startsWith(label));
  return key !== undefined && "go" in key ? [key.go.screen, ...key.go.args].join(" ") : undefined;
}

export const orderId = "01a20076-0730-71fd-a4a7-60d7380f1b13";
const plan = {
  code: "ru-3",
  meter: "seat" as const,
  termMonths: 3,
  isFree: false,
  deviceLimit: null,
  unitPrice: 44_900,
  listPrice: 49_900,
  discountBp: 1000,
};

export const seatBalance: BalanceView = {
  meter: "seat",
  currency: "RUB",
  plan: { ...plan, startsOn: "2026-11-01", endsOn: "2027-02-01", lapsed: false },
  nextTerm: null,
  pending: { planCode: null, seatsToRemove: 0 },
  wallet: 0,
  credit: 0,
  debtSum: 0,
  seats: { active: 5, needed: 4, free: 1, waiting: 0 },
  openOrders: { count: 0, total: 0, overdue: 0 },
  underReview: { count: 0, total: 0 },
  outlook: null,
  locks: { attendance: null, reports: null, addStaff: null, addSeats: null, renewOrSwitch: null },
  parked: false,
};

export const creditBalance: BalanceView = {
  ...seatBalance,
  meter: "active_person",
  currency: "IRR",
  plan: {
    code: "ir-12",
    meter: "active_person",
    termMonths: 12,
    isFree: false,
    deviceLimit: null,
    unitPrice: 110_000,
    listPrice: 110_000,
    discountBp: 0,
    startsOn: "2026-03-21",
    endsOn: "2027-03-21",
    lapsed: false,
  },
  credit: 50,
  seats: { active: 0, needed: 0, free: 0, waiting: 0 },
  outlook: {
    period: "1405-08",
    activeSoFar: 7,
    late: 1,
    forecast: 9,
    creditAfter: 41,
    enoughForMonths: 5,
    closesAt: Date.parse("2026-11-21T20:30:00Z"),
  },
};

export const order: OrderView = {
  id: orderId,
  number: 12,
  kind: "seats",
  state: "due",
  currency: "RUB",
  plan,
  lines: [
    {
      detail: {
        kind: "seat_rest",
        planCode: "ru-3",
        from: "2025-04-08",
        to: "2025-05-01",
        days: 22,
        dayPrice: 1496,
        monthPrice: 44_900,
        discountBp: 1000,
        clamped: false,
      },
      quantity: 1,
      unitPrice: 32_900,
      total: 32_900,
    },
  ],
  net: 32_900,
  tax: 0,
  taxBp: 0,
  total: 32_900,
  dueAt: Date.parse("2026-11-23T20:59:59Z"),
  annulAt: null,
  createdAt: now,
  paidAt: null,
  annulledAt: null,
  underReview: false,
  rails: ["yookassa_card", "yookassa_sbp", "bank"],
  closingPaper: null,
  documents: [],
};
