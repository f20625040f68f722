import { describe, expect, it } from "vitest";
import { quotePlan } from "../../../../api/billing/rules/quote-plan.ts";
import { planOfDebt, quoteTopUp } from "../../../../api/billing/rules/quote-topup.ts";
import type { Books, PlanVersion } from "../../../../api/billing/rules/types.ts";
import { emptyBooks, isConsistent, onDay, ordered, plans, quoteIn } from "./books.ts";

/** 1404-01-10 in Iran; the term of ir-6 ends on 1404-07-10. */
const start = emptyBooks("ir", "2025-03-30");
const free = ordered(start, quotePlan(start, { planCode: "ir-free" }));
const running = ordered(start, quotePlan(start, { planCode: "ir-6", quantity: 10 }));
const inDebt = (books: Books, debt: number): Books => ({ ...books, credit: -debt });

const taxed = (taxMode: PlanVersion["taxMode"], books: Books): Books => ({
  ...books,
  plans: books.plans.map((plan) => ({ ...plan, taxMode })),
});

describe("more person-months", () => {
  it("pay exactly the debt: five of them are 60,000 tomans, and nothing is left of it (A-4)", () => {
    const quote = quoteIn(quoteTopUp(inDebt(running, 5), { debt: true }));
    expect(quote).toMatchObject({
      kind: "topup",
      plan: plans.ir6,
      total: 600_000,
      activation: "on_payment",
      dueAt: null,
      term: null,
      units: 5,
    });
    expect(quote.lines).toEqual([
      {
        detail: { kind: "person_months", planCode: "ir-6", persons: null, months: null },
        quantity: 5,
        unitPrice: 120_000,
        total: 600_000,
        grant: { kind: "credit", personMonths: 5 },
      },
    ]);
    expect(ordered(inDebt(running, 5), quote).credit).toBe(0);
  });

  it("with 10 % of tax on top the debt is 66,000 tomans (A-4, C-16)", () => {
    const books = taxed("exclusive", inDebt(running, 5));
    const quote = quoteIn(quoteTopUp(books, { debt: true }));
    expect(quote).toMatchObject({ net: 600_000, tax: 60_000, taxBp: 1000, total: 660_000 });
    expect(isConsistent(quote)).toBe(true);
  });

  it("with the tax inside cost the same and say how much of it is tax", () => {
    const books = taxed("inclusive", inDebt(running, 5));
    expect(quoteTopUp(books, { debt: true })).toMatchObject({
      net: 600_000,
      tax: 54_545,
      taxBp: 1000,
      total: 600_000,
    });
  });

  it("keep rials to whole tomans when the tax is not", () => {
    const odd = { ...plans.ir6, listPrice: 120_010, taxMode: "exclusive" } as const;
    const books = { ...inDebt(running, 1), plans: [odd] };
    expect(quoteTopUp(books, { debt: true })).toMatchObject({ tax: 12_000, total: 132_010 });
  });

  it("of a debt need a debt", () => {
    expect(quoteTopUp(inDebt(running, 0), { debt: true })).toBe("quantity_invalid");
    expect(quoteTopUp(running, { debt: true })).toBe("quantity_invalid");
    expect(quoteTopUp(inDebt(running, 1), { debt: true })).toMatchObject({ units: 1 });
  });

  it("for people last to the end of the term, the running month and the last one included (C-6)", () => {
    const quote = quoteIn(quoteTopUp(onDay(running, "2025-06-10"), { persons: 3 }));
    expect(quote.lines[0]).toMatchObject({
      detail: { kind: "person_months", planCode: "ir-6", persons: 3, months: 5 },
      quantity: 15,
      total: 1_800_000,
      grant: { kind: "credit", personMonths: 15 },
    });
  });

  it("can be a bare number", () => {
    expect(quoteTopUp(running, { personMonths: 7 })).toMatchObject({
      total: 840_000,
      units: 7,
      lines: [{ detail: { persons: null, months: null }, quantity: 7 }],
    });
  });

  it.each([0, -1, 0.5, 10_001])("are no %s", (count) => {
    expect(quoteTopUp(running, { persons: count })).toBe("quantity_invalid");
    expect(quoteTopUp(running, { personMonths: count })).toBe("quantity_invalid");
  });

  it("need a tier, for its price; a debt can be paid always (C-4)", () => {
    const lapsed = onDay(running, "2025-10-02");
    expect(quoteTopUp(lapsed, { persons: 1 })).toBe("plan_lapsed");
    expect(quoteTopUp(onDay(running, "2025-10-01"), { persons: 1 })).toMatchObject({ units: 1 });
    expect(quoteTopUp(free, { persons: 1 })).toBe("no_plan");
    expect(quoteTopUp(start, { personMonths: 1 })).toBe("no_plan");
    for (const books of [lapsed, free, start]) {
      expect(quoteTopUp(inDebt(books, 2), { debt: true })).toMatchObject({
        plan: plans.ir1,
        total: 270_000,
      });
    }
    expect(planOfDebt(running)).toBe(plans.ir6);
    expect(
      planOfDebt({ ...lapsed, plans: [plans.ir6].map((p) => ({ ...p, offered: false })) }),
    ).toBe("no_plan");
  });

  it("wait for a term that has not begun", () => {
    const ahead = {
      ...running,
      terms: running.terms.map((term) => ({ ...term, startsOn: "2025-03-31" as const })),
    };
    expect(quoteTopUp(ahead, { persons: 1 })).toBe("plan_lapsed");
    expect(quoteTopUp(inDebt(ahead, 1), { debt: true })).toMatchObject({ plan: plans.ir1 });
  });

  it("are not what plans by seats sell", () => {
    const russian = emptyBooks("ru", "2025-04-08");
    const seats = ordered(russian, quotePlan(russian, { planCode: "ru-1", quantity: 1 }));
    expect(quoteTopUp(seats, { persons: 1 })).toBe("wrong_meter");
    expect(quoteTopUp(inDebt(seats, 1), { debt: true })).toBe("wrong_meter");
    expect(quoteTopUp(inDebt(russian, 1), { debt: true })).toBe("no_plan");
  });

  it("are not sold by parked books", () => {
    const parked = { ...inDebt(running, 5), parkedReason: "I1" };
    expect(quoteTopUp(parked, { debt: true })).toBe("account_parked");
  });
});
