import { describe, expect, it } from "vitest";
import { quotePlan } from "../../../../api/billing/rules/quote-plan.ts";
import { quoteSeats } from "../../../../api/billing/rules/quote-seats.ts";
import { quoteTopUp } from "../../../../api/billing/rules/quote-topup.ts";
import type { Books, Term } from "../../../../api/billing/rules/types.ts";
import { unusedCredit, unusedSeats } from "../../../../api/billing/rules/unused.ts";
import { emptyBooks, onDay, ordered, plans } from "./books.ts";

const start = emptyBooks("ru", "2025-02-01");
const five = ordered(start, quotePlan(start, { planCode: "ru-3", quantity: 5 }));
const april = onDay(five, "2025-04-08");
const FAR = "2030-01-01";

/** A price of the same plan that only this order had: the grants of one term were not paid alike. */
const paidAt = (books: Books, orderId: string, unitPrice: number): Books => ({
  ...books,
  orders: books.orders.map((order) =>
    order.id === orderId
      ? { ...order, lines: order.lines.map((line) => ({ ...line, unitPrice })) }
      : order,
  ),
});

describe("days of seats that are left", () => {
  it("are worth what they would cost today, per seat", () => {
    expect(unusedSeats(april, FAR, 9)).toEqual({ units: 5, value: 5 * 32_900 });
    expect(unusedSeats(april, FAR, 2)).toEqual({ units: 2, value: 2 * 32_900 });
    expect(unusedSeats(onDay(five, "2025-05-01"), FAR, 9)).toEqual({ units: 0, value: 0 });
  });

  it("are worth what was paid for the seat at most, over all of its time", () => {
    expect(unusedSeats(paidAt(april, "order-1", 1000), FAR, 9).value).toBe(5000);
    const cutInTwo: Term = {
      id: "between",
      orderId: "x",
      planVersionId: plans.ru1.id,
      startsOn: "2025-04-12",
      endsOn: "2025-04-15",
      state: "active",
      createdAt: 99,
    };
    const books = { ...april, terms: [...april.terms, cutInTwo] };
    expect(unusedSeats(books, FAR, 9).value).toBe(5 * (4400 + 23_900));
    expect(unusedSeats(paidAt(books, "order-1", 20_000), FAR, 9).value).toBe(5 * 20_000);
    expect(unusedSeats(paidAt(books, "order-1", 4000), FAR, 9).value).toBe(5 * 4000);
  });

  it("of the dearest seats are traded in first, of seats paid alike all", () => {
    const more = ordered(april, quoteSeats(april, 2));
    const cheap = paidAt(more, "order-1", 100);
    expect(unusedSeats(cheap, FAR, 2)).toEqual({ units: 2, value: 65_800 });
    expect(unusedSeats(cheap, FAR, 4)).toEqual({ units: 4, value: 65_800 + 200 });
    expect(unusedSeats(cheap, FAR, 99)).toEqual({ units: 7, value: 65_800 + 500 });
    const reversed = { ...cheap, seatGrants: cheap.seatGrants.toReversed() };
    expect(unusedSeats(reversed, FAR, 3)).toEqual({ units: 3, value: 65_800 + 100 });
  });

  it("end where the new term ends", () => {
    const renewed = ordered(april, quotePlan(april, { planCode: "ru-3" }));
    expect(unusedSeats(renewed, "2025-05-01", 5).value).toBe(5 * 32_900);
    expect(unusedSeats(renewed, "2025-05-11", 5).value).toBe(5 * (32_900 + 14_900));
    expect(unusedSeats(renewed, "2025-04-20", 5).value).toBe(5 * 16_400);
    expect(unusedSeats(renewed, "2025-08-01", 5).value).toBe(5 * (32_900 + 134_700));
  });

  it("count the seats of the term that is the plan, that work, and were paid in its order", () => {
    const renewed = ordered(april, quotePlan(april, { planCode: "ru-3", quantity: 1 }));
    expect(unusedSeats(renewed, FAR, 9)).toEqual({ units: 5, value: 5 * 32_900 + 134_700 });
    const [first] = april.seatGrants;
    const extra = (over: object): Books => ({
      ...april,
      seatGrants: [...april.seatGrants, { ...first!, id: "extra", ...over }],
    });
    for (const over of [
      { state: "suspended" },
      { startsOn: "2025-04-09" },
      { termId: "another" },
      { orderId: "unpaid" },
    ]) {
      expect(unusedSeats(extra(over), FAR, 99).value).toBe(5 * 32_900);
    }
    expect(unusedSeats(extra({}), FAR, 99).value).toBe(10 * 32_900);
  });

  it("were paid by the line that made them: one order can seat two terms", () => {
    const renewed = ordered(april, quotePlan(april, { planCode: "ru-3" }));
    const both = ordered(renewed, quoteSeats(renewed, 1));
    expect(unusedSeats(both, FAR, 99).value).toBe(6 * 32_900 + 6 * 134_700);
    const [rest, ahead] = both.orders[0]!.lines;
    const swapped = { ...both.orders[0]!, lines: [rest!, { ...ahead!, unitPrice: 7 }] };
    const books = { ...both, orders: [swapped, ...both.orders.slice(1)] };
    expect(unusedSeats(books, FAR, 99).value).toBe(6 * 32_900 + 5 * 134_700 + 7);
    const other = { ...both.orders[0]!, lines: [{ ...rest!, unitPrice: 7 }, ahead!] };
    expect(unusedSeats({ ...both, orders: [other, ...both.orders.slice(1)] }, FAR, 99).value).toBe(
      5 * 32_900 + 7 + 6 * 134_700,
    );
  });

  it("of a term are not those of another order's own term, nor of lines that seat nobody", () => {
    const [order] = april.orders;
    const unseated = { ...order!, lines: order!.lines.map((line) => ({ ...line, grant: null })) };
    expect(unusedSeats({ ...april, orders: [unseated] }, FAR, 9)).toEqual({ units: 5, value: 0 });
    const shuffled = { ...order!, lines: order!.lines.toReversed() };
    expect(unusedSeats({ ...april, orders: [shuffled] }, FAR, 9).value).toBe(5 * 32_900);
    const elsewhere = april.terms.map((term) => ({ ...term, orderId: "another" }));
    expect(unusedSeats({ ...april, terms: elsewhere }, FAR, 9)).toEqual({ units: 5, value: 0 });
  });

  it("of the free month are worth nothing", () => {
    const free = ordered(start, quotePlan(start, { planCode: "ru-free" }));
    expect(unusedSeats(free, FAR, 9)).toEqual({ units: 0, value: 0 });
  });
});

describe("person-months that are left", () => {
  const ir = emptyBooks("ir", "2025-03-30");
  const month = ordered(ir, quotePlan(ir, { planCode: "ir-1", quantity: 4 }));
  const long = ordered(
    month,
    quotePlan(onDay(month, "2025-05-01"), { planCode: "ir-6", quantity: 1 }),
  );
  const creditOf = (credit: number): Books => ({ ...long, credit });

  it("are the newest ones, at the price of each", () => {
    expect(long.credit).toBe(10);
    expect(unusedCredit(creditOf(5), 99)).toEqual({ units: 5, value: 5 * 120_000 });
    expect(unusedCredit(creditOf(8), 99)).toEqual({ units: 8, value: 6 * 120_000 + 2 * 135_000 });
    expect(unusedCredit(creditOf(8), 7)).toEqual({ units: 7, value: 6 * 120_000 + 135_000 });
    const older = { ...creditOf(8), orders: long.orders.toReversed() };
    expect(unusedCredit(older, 99).value).toBe(6 * 120_000 + 2 * 135_000);
  });

  it("that were never bought are worth nothing, and a debt is none", () => {
    expect(unusedCredit(creditOf(30), 99)).toEqual({ units: 10, value: 6 * 120_000 + 4 * 135_000 });
    expect(unusedCredit(creditOf(0), 99)).toEqual({ units: 0, value: 0 });
    expect(unusedCredit(creditOf(-3), 99)).toEqual({ units: 0, value: 0 });
  });

  it("were bought by topping up as well, but not by what is not paid", () => {
    const offered = ordered(
      long,
      quoteTopUp(onDay(long, "2025-05-02"), { personMonths: 9 }),
      "quoted",
    );
    expect(unusedCredit({ ...offered, credit: 8 }, 99).value).toBe(6 * 120_000 + 2 * 135_000);
  });
});
