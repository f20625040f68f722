import { describe, expect, it } from "vitest";
import { quotePlan } from "../../../../api/billing/rules/quote-plan.ts";
import { quoteSeats } from "../../../../api/billing/rules/quote-seats.ts";
import { quoteTopUp } from "../../../../api/billing/rules/quote-topup.ts";
import type { Books } from "../../../../api/billing/rules/types.ts";
import { emptyBooks, isConsistent, onDay, ordered, orderIn, plans, quoteIn } from "./books.ts";

const ru = emptyBooks("ru", "2025-02-01", { seatsNeeded: 4 });
const ir = emptyBooks("ir", "2025-03-30", { seatsNeeded: 4 });
const seats = ordered(ru, quotePlan(ru, { planCode: "ru-3", quantity: 5 }));
const credit = ordered(ir, quotePlan(ir, { planCode: "ir-6", quantity: 10 }));

const withOrders = (books: Books, ...orders: Books["orders"]): Books => ({
  ...books,
  orders: [...orders, ...books.orders],
});

describe("the free month (AT-5)", () => {
  it("gives three person-months or three seats for one month, for nothing", () => {
    const iranian = quoteIn(quotePlan(ir, { planCode: "ir-free" }));
    expect(iranian).toMatchObject({
      kind: "free",
      plan: plans.irFree,
      total: 0,
      dueAt: null,
      units: 3,
      term: { startsOn: "2025-03-30", endsOn: "2025-04-30" },
    });
    expect(iranian.lines).toEqual([
      {
        detail: { kind: "free", planCode: "ir-free" },
        quantity: 3,
        unitPrice: 0,
        total: 0,
        grant: { kind: "credit", personMonths: 3 },
      },
      {
        detail: {
          kind: "term",
          planCode: "ir-free",
          from: "2025-03-30",
          to: "2025-04-30",
          months: 1,
        },
        quantity: 1,
        unitPrice: 0,
        total: 0,
        grant: {
          kind: "term",
          planVersionId: plans.irFree.id,
          startsOn: "2025-03-30",
          endsOn: "2025-04-30",
        },
      },
    ]);
    expect(quoteIn(quotePlan(ru, { planCode: "ru-free" })).lines[0]).toMatchObject({
      quantity: 3,
      grant: { kind: "seats", quantity: 3, termId: null, startsOn: "2025-02-01" },
    });
  });

  it("comes once per organisation, and not in the middle of a plan", () => {
    const used = ordered(ir, quotePlan(ir, { planCode: "ir-free" }));
    expect(quotePlan(used, { planCode: "ir-free" })).toBe("free_used");
    expect(quotePlan(onDay(used, "2026-01-01"), { planCode: "ir-free" })).toBe("free_used");
    expect(quotePlan(credit, { planCode: "ir-free" })).toBe("plan_not_offered");
  });
});

describe("the first choice", () => {
  it("of a plan by seats works at once and is to be paid in two days (KV-1, KV-3)", () => {
    const quote = quoteIn(quotePlan(ru, { planCode: "ru-3", quantity: 5 }));
    expect(quote).toMatchObject({
      kind: "plan",
      total: 673_500,
      activation: "on_order",
      dueAt: Date.parse("2025-02-03T23:59:59+03:00"),
      units: 5,
      term: { startsOn: "2025-02-01", endsOn: "2025-05-01" },
    });
    expect(quote.lines[0]).toEqual({
      detail: {
        kind: "seat_term",
        planCode: "ru-3",
        from: "2025-02-01",
        to: "2025-05-01",
        months: 3,
        monthPrice: 44_900,
      },
      quantity: 5,
      unitPrice: 134_700,
      total: 673_500,
      grant: { kind: "seats", quantity: 5, termId: null, startsOn: "2025-02-01" },
    });
    expect(isConsistent(quote)).toBe(true);
  });

  it("of credit is people × months, paid first (A-5)", () => {
    const quote = quoteIn(quotePlan(ir, { planCode: "ir-6", quantity: 10 }));
    expect(quote).toMatchObject({
      kind: "plan",
      total: 7_200_000,
      activation: "on_payment",
      dueAt: null,
      units: 60,
      plan: { deviceLimit: 5 },
      term: { startsOn: "2025-03-30", endsOn: "2025-10-02" },
    });
    expect(quote.lines[0]).toEqual({
      detail: { kind: "person_months", planCode: "ir-6", persons: 10, months: 6 },
      quantity: 60,
      unitPrice: 120_000,
      total: 7_200_000,
      grant: { kind: "credit", personMonths: 60 },
    });
  });

  it("takes as many as need a seat, at least one", () => {
    expect(quotePlan(ru, { planCode: "ru-1" })).toMatchObject({ units: 4 });
    expect(quotePlan(ir, { planCode: "ir-6" })).toMatchObject({ units: 24 });
    expect(quotePlan({ ...ru, seatsNeeded: 0 }, { planCode: "ru-1" })).toMatchObject({ units: 1 });
  });

  it("after the free month, or in it, starts today and trades nothing in", () => {
    const free = ordered(ru, quotePlan(ru, { planCode: "ru-free" }));
    expect(quotePlan(onDay(free, "2025-02-10"), { planCode: "ru-3" })).toMatchObject({
      kind: "plan",
      units: 4,
      total: 538_800,
      term: { startsOn: "2025-02-10", endsOn: "2025-05-10" },
    });
    const iranian = ordered(ir, quotePlan(ir, { planCode: "ir-free" }));
    expect(quotePlan(iranian, { planCode: "ir-1", quantity: 2 })).toMatchObject({
      kind: "plan",
      units: 2,
      total: 270_000,
    });
  });
});

describe("renewal", () => {
  it("begins where the running term ends, with the seats there are (KV-13)", () => {
    const quote = quoteIn(quotePlan(onDay(seats, "2025-04-20"), { planCode: "ru-3" }));
    expect(quote).toMatchObject({
      kind: "renew",
      units: 5,
      total: 673_500,
      term: { startsOn: "2025-05-01", endsOn: "2025-08-01" },
    });
    expect(quote.lines[0]?.grant).toMatchObject({ quantity: 5, startsOn: "2025-05-01" });
  });

  it("counts seats that were added, and takes those away that were to go (KV-15)", () => {
    const april = onDay(seats, "2025-04-08");
    const more = ordered(april, quoteSeats(april, 2));
    expect(quotePlan(more, { planCode: "ru-3" })).toMatchObject({ units: 7 });
    const pending = { planCode: null, seatsToRemove: 3 };
    expect(quotePlan({ ...more, pending }, { planCode: "ru-3" })).toMatchObject({ units: 4 });
    expect(quotePlan({ ...more, pending }, { planCode: "ru-3", quantity: 9 })).toMatchObject({
      units: 9,
    });
    const all = { planCode: null, seatsToRemove: 30 };
    expect(quotePlan({ ...more, pending: all }, { planCode: "ru-3" })).toMatchObject({ units: 1 });
  });

  it("of a lapsed plan starts today, of the same plan or another (AT-19)", () => {
    const lapsed = onDay(seats, "2025-05-01");
    expect(quotePlan(lapsed, { planCode: "ru-3" })).toMatchObject({
      kind: "renew",
      units: 5,
      term: { startsOn: "2025-05-01", endsOn: "2025-08-01" },
    });
    expect(quotePlan(onDay(seats, "2025-06-10"), { planCode: "ru-1" })).toMatchObject({
      kind: "plan",
      units: 5,
      term: { startsOn: "2025-06-10", endsOn: "2025-07-10" },
    });
    expect(quotePlan(onDay(seats, "2025-04-30"), { planCode: "ru-3" })).toMatchObject({
      term: { startsOn: "2025-05-01" },
    });
    expect(quotePlan(lapsed, { planCode: "ru-1" })).toMatchObject({ kind: "plan" });
    expect(quotePlan(lapsed, { planCode: "ru-12" })).toMatchObject({
      kind: "plan",
      total: 5 * 478_800,
    });
  });

  it("of credit is for the people it was bought for, whatever was topped up", () => {
    const topped = ordered(credit, quoteTopUp(credit, { persons: 2 }));
    const quote = quoteIn(quotePlan(onDay(topped, "2025-04-30"), { planCode: "ir-6" }));
    expect(quote).toMatchObject({
      kind: "renew",
      units: 60,
      total: 7_200_000,
      term: { startsOn: "2025-10-02", endsOn: "2026-03-30" },
    });
    const unpaid = ordered(ir, quotePlan(ir, { planCode: "ir-6", quantity: 10 }), "quoted");
    expect(quotePlan(unpaid, { planCode: "ir-6" })).toMatchObject({ kind: "plan", units: 24 });
  });

  it("is for the people bought last, the free month aside", () => {
    const later = ordered(credit, quotePlan(onDay(credit, "2025-11-01"), { planCode: "ir-free" }));
    expect(quotePlan(onDay(later, "2025-11-02"), { planCode: "ir-6" })).toMatchObject({
      units: 60,
    });
  });

  it("is for the people of the newest order", () => {
    const again = ordered(credit, quotePlan(credit, { planCode: "ir-6", quantity: 3 }));
    expect(quotePlan(again, { planCode: "ir-6" })).toMatchObject({ units: 18 });
    const shuffled = { ...again, orders: again.orders.toReversed() };
    expect(quotePlan(shuffled, { planCode: "ir-6" })).toMatchObject({ units: 18 });
  });

  it("takes the price of the day", () => {
    const dearer = { ...plans.ru3, id: "plan:ru-3:2", listPrice: 59_900, validFrom: "2025-04-01" };
    const books = { ...seats, plans: [...seats.plans, dearer] as Books["plans"] };
    expect(quotePlan(onDay(books, "2025-03-31"), { planCode: "ru-3" })).toMatchObject({
      plan: { id: "plan:ru-3:1" },
    });
    expect(quotePlan(onDay(books, "2025-04-01"), { planCode: "ru-3" })).toMatchObject({
      plan: { id: "plan:ru-3:2" },
      total: 5 * 3 * 53_900,
    });
  });

  it("is a downgrade that was scheduled only when that plan is asked for", () => {
    const long = ordered(ru, quotePlan(ru, { planCode: "ru-12", quantity: 2 }));
    const pending = { planCode: "ru-3", seatsToRemove: 0 };
    const waiting = onDay({ ...long, pending }, "2026-01-20");
    expect(quotePlan(waiting, { planCode: "ru-3" })).toMatchObject({
      kind: "renew",
      plan: plans.ru3,
      units: 2,
      term: { startsOn: "2026-02-01", endsOn: "2026-05-01" },
    });
    expect(quotePlan(waiting, { planCode: "ru-12" })).toMatchObject({
      kind: "renew",
      plan: plans.ru12,
    });
    expect(quotePlan(waiting, { planCode: "ru-1" })).toMatchObject({
      scheduled: { planCode: "ru-1" },
    });
  });
});

const withOther = (listPrice: number): Books => ({
  ...seats,
  plans: [...seats.plans, { ...plans.ru3, id: "plan:x:1", code: "x", discountBp: 0, listPrice }],
});

describe("a longer plan (AT-16, C-5)", () => {
  it("starts today and costs the difference to the days that are left", () => {
    const april = onDay(seats, "2025-04-08");
    const quote = quoteIn(quotePlan(april, { planCode: "ru-12" }));
    expect(quote).toMatchObject({
      kind: "switch",
      units: 5,
      term: { startsOn: "2025-04-08", endsOn: "2026-04-08" },
      total: 5 * 478_800 - 5 * 32_900,
    });
    expect(quote.lines[2]).toEqual({
      detail: { kind: "unused", planCode: "ru-3", units: 5 },
      quantity: 1,
      unitPrice: -164_500,
      total: -164_500,
      grant: null,
    });
    expect(quote.lines[1]?.grant).toMatchObject({ kind: "term", planVersionId: plans.ru12.id });
    expect(isConsistent(quote)).toBe(true);
  });

  it("returns nothing for seats that do not go on (KV-15)", () => {
    const april = onDay(seats, "2025-04-08");
    expect(quotePlan(april, { planCode: "ru-12", quantity: 2 })).toMatchObject({
      units: 2,
      total: 2 * 478_800 - 2 * 32_900,
    });
    const pending = { planCode: null, seatsToRemove: 4 };
    expect(quotePlan({ ...april, pending }, { planCode: "ru-12" })).toMatchObject({
      units: 1,
      total: 478_800 - 32_900,
    });
    const more = quoteIn(quotePlan(april, { planCode: "ru-12", quantity: 9 }));
    expect(more.total).toBe(9 * 478_800 - 5 * 32_900);
    expect(more.lines[2]).toMatchObject({ detail: { units: 5 } });
  });

  it("never costs less than nothing, and never returns more than was paid", () => {
    const dear = ordered(ru, quotePlan(ru, { planCode: "ru-1", quantity: 100 }));
    expect(quotePlan(dear, { planCode: "ru-3", quantity: 1 })).toMatchObject({
      total: 134_700 - 44_900,
    });
    const cheaper = { ...plans.ru12, listPrice: 1000 };
    const books = { ...seats, plans: [...Object.values(plans).slice(0, -1), cheaper] };
    const quote = quoteIn(quotePlan(books, { planCode: "ru-12" }));
    expect(quote).toMatchObject({ total: 0, dueAt: null });
    expect(quote.lines[2]).toMatchObject({ total: -quote.lines[0]!.total });
  });

  it("goes on with the seats of today, whatever is bought for later", () => {
    const april = onDay(seats, "2025-04-08");
    const more = ordered(april, quotePlan(april, { planCode: "ru-3", quantity: 9 }));
    expect(quotePlan(more, { planCode: "ru-12" })).toMatchObject({ units: 5 });
    expect(quotePlan(more, { planCode: "ru-3" })).toMatchObject({ units: 9 });
  });

  it("takes into account what is bought ahead, and the dearest seats first", () => {
    const april = onDay(seats, "2025-04-08");
    const renewed = ordered(april, quotePlan(april, { planCode: "ru-3" }));
    const quote = quoteIn(quotePlan(renewed, { planCode: "ru-12" }));
    expect(quote.total).toBe(5 * 478_800 - 5 * (32_900 + 134_700));
    const half = quoteIn(quotePlan(renewed, { planCode: "ru-6" }));
    expect(half.term).toEqual({ startsOn: "2025-04-08", endsOn: "2025-10-08" });
    expect(half.total).toBe(5 * 254_400 - 5 * (32_900 + 134_700));
    const late = ordered(seats, quoteSeats(onDay(seats, "2025-04-30"), 1));
    expect(quotePlan(onDay(late, "2025-04-08"), { planCode: "ru-12", quantity: 6 })).toMatchObject({
      total: 6 * 478_800 - 5 * 32_900,
    });
  });

  it("takes only the part of a bought term that it covers", () => {
    const half = { ...plans.ru3, discountBp: 5000 };
    const books = { ...ru, plans: [half, plans.ru6] };
    const renewed = [1, 2, 3].reduce(
      (now) => ordered(now, quotePlan(now, { planCode: "ru-3", quantity: 1 })),
      books as Books,
    );
    const quote = quoteIn(quotePlan(onDay(renewed, "2025-04-08"), { planCode: "ru-6" }));
    expect(quote.total).toBe(254_400 - (18_200 + 74_700 + 56_400));
  });

  it("fills person-months up, at the price paid for those that are left", () => {
    const used: Books = { ...credit, credit: 20 };
    const quote = quoteIn(quotePlan(onDay(used, "2025-06-10"), { planCode: "ir-12" }));
    expect(quote.lines.map(({ total }) => total)).toEqual([13_200_000, 0, -2_400_000]);
    expect(quote).toMatchObject({ kind: "switch", units: 100, total: 10_800_000 });
    expect(quote.lines[0]?.grant).toEqual({ kind: "credit", personMonths: 100 });
    expect(quote.lines[2]?.detail).toEqual({ kind: "unused", planCode: "ir-6", units: 20 });
    expect(ordered(used, quote).credit).toBe(120);
  });

  it("leaves a debt to be covered by what is bought", () => {
    const quote = quoteIn(quotePlan({ ...credit, credit: -5 }, { planCode: "ir-12", quantity: 1 }));
    expect(quote).toMatchObject({ units: 12, total: 1_320_000 });
    expect(quote.lines).toHaveLength(2);
  });

  it("gives nothing new when enough is there, for nothing", () => {
    const quote = quoteIn(quotePlan(credit, { planCode: "ir-12", quantity: 5 }));
    expect(quote).toMatchObject({ units: 0, total: 0 });
    expect(quote.lines[0]?.grant).toBeNull();
  });

  it("counts the newest person-months as those that are left, free ones as worth nothing", () => {
    const free = ordered(ir, quotePlan(ir, { planCode: "ir-free" }));
    const month = ordered(free, quotePlan(free, { planCode: "ir-1", quantity: 4 }));
    const more = ordered(month, quoteTopUp(month, { personMonths: 6 }));
    expect(more.credit).toBe(13);
    const quote = quoteIn(quotePlan(more, { planCode: "ir-6", quantity: 4 }));
    expect(quote.lines[2]).toMatchObject({ detail: { units: 10 }, total: -1_350_000 });
    expect(quote.units).toBe(14);
    const after = ordered(more, quote);
    const next = quoteIn(quotePlan({ ...after, credit: 20 }, { planCode: "ir-12", quantity: 10 }));
    expect(next.lines[2]).toMatchObject({ detail: { units: 20 }, total: -2_400_000 });
    const topped = ordered(after, quoteTopUp(after, { personMonths: 5 }));
    const last = quoteIn(quotePlan({ ...topped, credit: 40 }, { planCode: "ir-12", quantity: 10 }));
    expect(last.lines[2]).toMatchObject({ detail: { units: 29 }, total: -3_480_000 });
    const shuffled = { ...topped, credit: 40, orders: topped.orders.toReversed() };
    expect(quotePlan(shuffled, { planCode: "ir-12", quantity: 10 })).toEqual(last);
  });

  it("returns nothing for what was not paid or was given back", () => {
    const given = {
      ...credit,
      orders: credit.orders.map((o) => ({ ...o, state: "refunded" as const })),
    };
    expect(quotePlan(given, { planCode: "ir-12", quantity: 10 })).toMatchObject({
      units: 120,
      total: 13_200_000,
    });
    const april = onDay(seats, "2025-04-08");
    const free = {
      ...april,
      orders: april.orders.map((o) => ({ ...o, underReview: true, state: "due" as const })),
    };
    expect(quotePlan(free, { planCode: "ru-12" })).toMatchObject({ total: 5 * 478_800 });
  });

  it("of the same length goes up when it costs as much or more", () => {
    expect(quotePlan(withOther(44_900), { planCode: "x" })).toMatchObject({ kind: "switch" });
    expect(quotePlan(withOther(44_899), { planCode: "x" })).toMatchObject({
      scheduled: { kind: "plan", planCode: "x", startsOn: "2025-05-01" },
    });
  });
});

describe("a shorter plan", () => {
  it("waits for the end of the term and costs nothing now (AT-16)", () => {
    expect(quotePlan(seats, { planCode: "ru-1" })).toEqual({
      scheduled: { kind: "plan", planCode: "ru-1", startsOn: "2025-05-01" },
    });
    expect(quotePlan(credit, { planCode: "ir-1" })).toEqual({
      scheduled: { kind: "plan", planCode: "ir-1", startsOn: "2025-10-02" },
    });
  });
});

describe("no plan can be taken", () => {
  it("while an order is unpaid (KV-13), but for offers that block nothing", () => {
    const codes = ["ru-3", "ru-12", "ru-1"];
    for (const planCode of codes) {
      expect(quotePlan(withOrders(seats, orderIn("due")), { planCode })).toBe("unpaid_orders");
      expect(quotePlan(withOrders(seats, orderIn("due"), orderIn("overdue")), { planCode })).toBe(
        "overdue_orders",
      );
    }
    const reviewed = orderIn("overdue", { underReview: true });
    expect(quotePlan(withOrders(seats, reviewed), { planCode: "ru-3" })).toMatchObject({
      units: 5,
    });
    for (const state of ["quoted", "paid", "annulled", "refunded", "part_refunded"] as const) {
      expect(quotePlan(withOrders(seats, orderIn(state)), { planCode: "ru-3" })).toMatchObject({
        units: 5,
      });
    }
  });

  it("that is not for sale, of another country, or unknown", () => {
    for (const planCode of ["ir-1", "nothing"]) {
      expect(quotePlan(ru, { planCode })).toBe("plan_not_offered");
    }
    const ended = { ...plans.ru3, id: "plan:ru-3:2", offered: false, validFrom: "2025-01-01" };
    const books = { ...seats, plans: [...seats.plans, ended] as Books["plans"] };
    expect(quotePlan(books, { planCode: "ru-3" })).toBe("plan_not_offered");
  });

  it.each([0, -1, 2.5, 10_001])("for %s", (quantity) => {
    expect(quotePlan(ru, { planCode: "ru-3", quantity })).toBe("quantity_invalid");
  });

  it("by parked books", () => {
    expect(quotePlan({ ...ru, parkedReason: "I4" }, { planCode: "ru-free" })).toBe(
      "account_parked",
    );
  });
});
