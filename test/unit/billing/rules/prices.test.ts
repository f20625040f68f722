import { describe, expect, it } from "vitest";
import { floorTo, minor } from "../../../../api/billing/rules/money.ts";
import {
  daysLeft,
  effectivePrice,
  priceOfDays,
  priceOfTerm,
  seatRest,
} from "../../../../api/billing/rules/prices.ts";
import type { LocalDate } from "../../../../api/core/calendar/types.ts";
import { localDateOf } from "../../../../api/core/calendar/zone.ts";
import { plans } from "./books.ts";

interface Vector {
  readonly id: string;
  readonly discountBp: number;
  readonly months: number;
  readonly today: LocalDate;
  readonly end: LocalDate;
  readonly quantity: number;
  readonly expected: Partial<ReturnType<typeof seatRest>>;
}

/** BIL §1.6. */
const golden: readonly Vector[] = [
  {
    id: "K1",
    discountBp: 1000,
    months: 3,
    today: "2025-04-08",
    end: "2025-05-01",
    quantity: 1,
    expected: { dayPrice: 1496, days: 22, unit: 32_900, total: 32_900, clamped: false },
  },
  {
    id: "K2",
    discountBp: 1000,
    months: 3,
    today: "2025-04-08",
    end: "2025-05-01",
    quantity: 3,
    expected: { unit: 32_900, total: 98_700 },
  },
  {
    id: "K4",
    discountBp: 1000,
    months: 3,
    today: "2025-04-30",
    end: "2025-05-01",
    quantity: 1,
    expected: { days: 0, unit: 0, total: 0, clamped: false },
  },
  {
    id: "K7",
    discountBp: 1000,
    months: 3,
    today: "2025-07-01",
    end: "2025-10-01",
    quantity: 1,
    expected: { days: 91, unit: 134_700, total: 134_700, clamped: true },
  },
  {
    id: "K8",
    discountBp: 0,
    months: 1,
    today: "2025-04-08",
    end: "2025-05-01",
    quantity: 1,
    expected: { dayPrice: 1663, days: 22, total: 36_500, clamped: false },
  },
  {
    id: "K10",
    discountBp: 1000,
    months: 3,
    today: "2025-04-07",
    end: "2025-05-01",
    quantity: 1,
    expected: { days: 23, total: 34_400 },
  },
  {
    id: "K-TZ1",
    discountBp: 1000,
    months: 3,
    today: localDateOf(Date.parse("2025-04-07T21:30:00Z"), "Europe/Moscow"),
    end: "2025-05-01",
    quantity: 1,
    expected: { total: 32_900 },
  },
];

describe("the rest of a term by the day (BIL KV-PRORATE-v1)", () => {
  it.each(golden)("$id", ({ discountBp, months, today, end, quantity, expected }) => {
    const plan = { ...plans.ru3, discountBp, termMonths: months };
    expect(seatRest(plan, { today, endsOn: end, quantity })).toMatchObject(expected);
  });

  it("costs 359 roubles for 24 days and nothing on and after the last day", () => {
    expect(priceOfDays(plans.ru3, 24)).toEqual({ price: 35_900, clamped: false });
    expect(daysLeft("2025-05-01", "2025-05-01")).toBe(0);
    expect(daysLeft("2025-05-09", "2025-05-01")).toBe(0);
    expect(daysLeft("2025-04-29", "2025-05-01")).toBe(1);
  });

  it("is not clamped when the days cost exactly a whole term", () => {
    const plan = { currency: "RUB", listPrice: 30_000, discountBp: 0, termMonths: 1 } as const;
    expect(priceOfDays(plan, 30)).toEqual({ price: 30_000, clamped: false });
    expect(priceOfDays(plan, 31)).toEqual({ price: 30_000, clamped: true });
  });
});

describe("the price of a month", () => {
  it.each([
    ["ru-1", plans.ru1, 49_900],
    ["ru-3", plans.ru3, 44_900],
    ["ru-6", plans.ru6, 42_400],
    ["ru-12", plans.ru12, 39_900],
    ["ir-1", plans.ir1, 135_000],
    ["ir-6", plans.ir6, 120_000],
    ["ir-12", plans.ir12, 110_000],
    ["ir-free", plans.irFree, 0],
  ])("%s is floored to whole roubles or tomans (KV-12, AT-2…AT-4)", (_, plan, price) => {
    expect(effectivePrice(plan)).toBe(price);
  });

  it("floors rials to ten and takes the discount before the days", () => {
    expect(effectivePrice({ currency: "IRR", listPrice: 119_999, discountBp: 333 })).toBe(116_000);
    expect(effectivePrice({ currency: "IRR", listPrice: 119_999, discountBp: 0 })).toBe(119_990);
    expect(effectivePrice({ currency: "RUB", listPrice: 49_900, discountBp: 10_000 })).toBe(0);
    expect(priceOfTerm(plans.ru12)).toBe(478_800);
  });
});

describe("whole amounts (BIL P22)", () => {
  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("refuses %s", (amount) => {
    expect(() => minor(amount)).toThrow(RangeError);
    expect(() => floorTo(amount, 10)).toThrow(RangeError);
  });

  it("refuses a price that multiplication has spoilt", () => {
    const dear = { currency: "IRR", listPrice: 2 ** 51, discountBp: 0, termMonths: 1 } as const;
    expect(() => effectivePrice(dear)).toThrow(RangeError);
    const seat = { ...dear, currency: "RUB", listPrice: 90_000_000_000 } as const;
    const rest = { today: "2025-04-08", endsOn: "2025-05-01", quantity: 10_000_000 } as const;
    expect(() => seatRest(seat, rest)).toThrow(RangeError);
  });

  it("keeps whole ones, and knows one zero only", () => {
    expect(minor(Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER);
    expect(Object.is(minor(-0), 0)).toBe(true);
    expect(floorTo(12_345, 100)).toBe(12_300);
    expect(floorTo(100, 100)).toBe(100);
  });
});
