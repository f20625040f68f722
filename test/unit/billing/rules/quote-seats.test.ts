import { describe, expect, it } from "vitest";
import { quotePlan } from "../../../../api/billing/rules/quote-plan.ts";
import { quoteSeatRemoval } from "../../../../api/billing/rules/quote-seat-removal.ts";
import { quoteSeats } from "../../../../api/billing/rules/quote-seats.ts";
import type { Books } from "../../../../api/billing/rules/types.ts";
import { emptyBooks, isConsistent, onDay, ordered, orderIn, plans, quoteIn } from "./books.ts";

/** ru-3 for five seats, 1 February to 1 May, paid (KV-7). */
const start = emptyBooks("ru", "2025-02-01");
const running = ordered(start, quotePlan(start, { planCode: "ru-3", quantity: 5 }));
const april = onDay(running, "2025-04-08");

const withOrders = (...orders: Books["orders"]): Books => ({
  ...april,
  orders: [...orders, ...april.orders],
});

const many = (count: number, createdAt: number) =>
  withOrders(...Array.from({ length: count }, () => orderIn("paid", { createdAt })));

describe("more seats (KV-5…KV-14)", () => {
  it("cost the rest of the term: 22 days × 14.96 are 329 roubles", () => {
    const quote = quoteIn(quoteSeats(april, 1));
    expect(quote).toMatchObject({
      kind: "seats",
      plan: plans.ru3,
      net: 32_900,
      tax: 0,
      taxBp: 0,
      total: 32_900,
      activation: "on_order",
      dueAt: Date.parse("2025-04-10T23:59:59+03:00"),
      term: { startsOn: "2025-02-01", endsOn: "2025-05-01" },
      units: 1,
    });
    expect(quote.lines).toEqual([
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
        grant: {
          kind: "seats",
          quantity: 1,
          termId: running.terms[0]?.id,
          startsOn: "2025-04-08",
        },
      },
    ]);
    expect(isConsistent(quote)).toBe(true);
  });

  it("cost nothing on the last day, and are owed by no date (C-14)", () => {
    const quote = quoteIn(quoteSeats(onDay(running, "2025-04-30"), 2));
    expect(quote).toMatchObject({ total: 0, dueAt: null, units: 2 });
  });

  it("are also bought for the terms that are bought already", () => {
    const renewed = ordered(april, quotePlan(april, { planCode: "ru-3" }));
    const quote = quoteIn(quoteSeats(renewed, 2));
    expect(quote.lines.map(({ total, quantity }) => [quantity, total])).toEqual([
      [2, 65_800],
      [2, 269_400],
    ]);
    expect(quote.lines[1]).toMatchObject({
      detail: {
        kind: "seat_term",
        planCode: "ru-3",
        from: "2025-05-01",
        to: "2025-08-01",
        months: 3,
        monthPrice: 44_900,
      },
      grant: { kind: "seats", quantity: 2, termId: "term-of-order-2", startsOn: "2025-05-01" },
    });
    expect(quote.total).toBe(335_200);
    const next = onDay(ordered(renewed, quote), "2025-05-01");
    expect(quoteSeatRemoval(next, 6)).toMatchObject({ scheduled: { seatsToRemove: 6 } });
    expect(quoteSeatRemoval(next, 7)).toBe("quantity_invalid");
  });

  it("of a term that a newer one has cut short cost the days of what is left", () => {
    const renewed = ordered(april, quotePlan(april, { planCode: "ru-3" }));
    const cut: Books = {
      ...renewed,
      terms: renewed.terms
        .map((term) => ({ ...term, createdAt: 9 }))
        .concat({
          id: "newer",
          orderId: "x",
          planVersionId: plans.ru6.id,
          startsOn: "2025-04-01",
          endsOn: "2025-06-01",
          state: "active",
          createdAt: 10,
        }),
    };
    const quote = quoteIn(quoteSeats(cut, 1));
    expect(quote.lines[1]).toMatchObject({
      detail: { kind: "seat_rest", from: "2025-06-01", to: "2025-08-01", days: 61, clamped: false },
      total: 91_200,
    });
  });

  it("of a term ahead that a newer one cuts at its end cost the days of what is left", () => {
    const renewed = ordered(april, quotePlan(april, { planCode: "ru-3" }));
    const newer = {
      ...renewed.terms[0]!,
      id: "newer",
      startsOn: "2025-07-01",
      createdAt: 10,
    } as const;
    const cut = {
      ...renewed,
      terms: [...renewed.terms, { ...newer, endsOn: "2025-10-01" } as const],
    };
    expect(quoteIn(quoteSeats(cut, 1)).lines.map(({ total }) => total)).toEqual([
      32_900, 91_200, 134_700,
    ]);
  });

  it("pay the tax of their day on top, to the kopeck", () => {
    const taxed = {
      ...april,
      today: "2026-04-08",
      plans: [{ ...plans.ru3, taxMode: "exclusive" }],
      terms: april.terms.map((term) => ({ ...term, endsOn: "2026-05-01" })),
    } as Books;
    const quote = quoteIn(quoteSeats(taxed, 1));
    expect(quote).toMatchObject({ net: 32_900, taxBp: 2200, tax: 7238, total: 40_138 });
    expect(isConsistent(quote)).toBe(true);
  });

  it("wait while an order is overdue, not while one is only due (C-13)", () => {
    expect(quoteSeats(withOrders(orderIn("overdue")), 1)).toBe("overdue_orders");
    expect(quoteSeats(withOrders(orderIn("overdue", { underReview: true })), 1)).toMatchObject({
      total: 32_900,
    });
    expect(quoteSeats(withOrders(orderIn("due")), 1)).toMatchObject({ total: 32_900 });
  });

  it("wait from the due date on, before the clock has moved the order", () => {
    const dueAt = april.now;
    const books = withOrders(orderIn("due", { dueAt }));
    expect(quoteSeats({ ...books, now: dueAt }, 1)).toMatchObject({ total: 32_900 });
    expect(quoteSeats({ ...books, now: dueAt + 1 }, 1)).toBe("overdue_orders");
  });

  it("wait while seats of the term are annulled", () => {
    const annulled = ordered(april, quoteSeats(april, 1), "annulled");
    expect(quoteSeats(annulled, 1)).toBe("annulled_seats");
  });

  it("need a running paid plan by seats", () => {
    expect(quoteSeats(emptyBooks("ru", "2025-04-08"), 1)).toBe("no_plan");
    expect(quoteSeats(onDay(running, "2025-05-01"), 1)).toBe("plan_lapsed");
    const free = ordered(start, quotePlan(start, { planCode: "ru-free" }));
    expect(quoteSeats(free, 1)).toBe("no_plan");
    const iranian = emptyBooks("ir", "2025-04-08");
    const credit = ordered(iranian, quotePlan(iranian, { planCode: "ir-6", quantity: 2 }));
    expect(quoteSeats(credit, 1)).toBe("wrong_meter");
  });

  it.each([0, -1, 1.5, 10_001, Number.NaN])("are no %s", (quantity) => {
    expect(quoteSeats(april, quantity)).toBe("quantity_invalid");
  });

  it("are 10,000 at most", () => {
    expect(quoteSeats(april, 10_000)).toMatchObject({ total: 329_000_000 });
  });

  it("are not sold by parked books, nor after 15 orders of the day (BIL §5.7)", () => {
    expect(quoteSeats({ ...april, parkedReason: "I8" }, 1)).toBe("account_parked");
    expect(quoteSeats(many(15, april.now), 1)).toBe("too_many_orders");
    expect(quoteSeats(many(14, april.now), 1)).toMatchObject({ total: 32_900 });
    const lateYesterday = Date.parse("2025-04-07T20:59:59Z");
    expect(quoteSeats(many(15, lateYesterday), 1)).toMatchObject({ total: 32_900 });
    expect(quoteSeats(many(15, lateYesterday + 1000), 1)).toBe("too_many_orders");
  });
});

describe("fewer seats (KV-15)", () => {
  it("are scheduled for the next term and cost and return nothing", () => {
    expect(quoteSeatRemoval(april, 2)).toEqual({
      scheduled: { kind: "seats", seatsToRemove: 2, seatsAfter: 3, startsOn: "2025-05-01" },
    });
    expect(quoteSeatRemoval(april, 1)).toMatchObject({ scheduled: { seatsToRemove: 1 } });
    expect(quoteSeatRemoval(april, 4)).toMatchObject({ scheduled: { seatsToRemove: 4 } });
  });

  it("leave one, and are a whole number", () => {
    for (const count of [5, 0, -1, 1.5]) {
      expect(quoteSeatRemoval(april, count)).toBe("quantity_invalid");
    }
    const single = ordered(start, quotePlan(start, { planCode: "ru-3", quantity: 1 }));
    expect(quoteSeatRemoval(single, 1)).toBe("nothing_to_remove");
  });

  it("need a running paid plan by seats, and books that are not parked", () => {
    expect(quoteSeatRemoval({ ...april, parkedReason: "I8" }, 1)).toBe("account_parked");
    expect(quoteSeatRemoval(start, 1)).toBe("no_plan");
    expect(quoteSeatRemoval(onDay(running, "2025-05-01"), 1)).toBe("plan_lapsed");
    const free = ordered(start, quotePlan(start, { planCode: "ru-free" }));
    expect(quoteSeatRemoval(free, 1)).toBe("no_plan");
    const iranian = emptyBooks("ir", "2025-04-08");
    const credit = ordered(iranian, quotePlan(iranian, { planCode: "ir-6", quantity: 2 }));
    expect(quoteSeatRemoval(credit, 1)).toBe("wrong_meter");
  });
});
