import { describe, expect, it } from "vitest";
import {
  activeSeats,
  currentTerm,
  isFreeUsed,
  lastTerm,
  offeredPlans,
  planById,
  seatsOfTerm,
  suspendedSeats,
} from "../../../../api/billing/rules/current-plan.ts";
import { planAhead } from "../../../../api/billing/rules/plan-ahead.ts";
import type { Books, SeatGrant, Term } from "../../../../api/billing/rules/types.ts";
import { emptyBooks, orderIn, plans } from "./books.ts";

const term = (id: string, over: Partial<Term>): Term => ({
  id,
  orderId: "o",
  planVersionId: plans.ru3.id,
  startsOn: "2025-02-01",
  endsOn: "2025-05-01",
  state: "active",
  createdAt: 1,
  ...over,
});

const grant = (id: string, over: Partial<SeatGrant>): SeatGrant => ({
  id,
  orderId: "o",
  termId: "a",
  quantity: 5,
  startsOn: "2025-02-01",
  state: "active",
  ...over,
});

const booksOf = (over: Partial<Books>) => emptyBooks("ru", "2025-04-08", over);

describe("the plan of a day", () => {
  it("holds from its first day to the day before its end", () => {
    const terms = [term("a", {})];
    const on = (today: Books["today"]) => currentTerm({ ...booksOf({ terms }), today })?.term.id;
    expect([on("2025-01-31"), on("2025-02-01"), on("2025-04-30"), on("2025-05-01")]).toEqual([
      undefined,
      "a",
      "a",
      undefined,
    ]);
  });

  it("is the newest of those that hold, and suspended ones hold nothing (C-11)", () => {
    const a = term("a", {});
    const b = term("b", { startsOn: "2025-03-01", createdAt: 2, planVersionId: plans.ru12.id });
    expect(currentTerm(booksOf({ terms: [a, b] }))).toEqual({ term: b, plan: plans.ru12 });
    expect(currentTerm(booksOf({ terms: [b, a] }))?.term.id).toBe("b");
    const annulled = { ...b, state: "suspended" } as const;
    expect(currentTerm(booksOf({ terms: [a, annulled] }))?.term.id).toBe("a");
    expect(lastTerm(booksOf({ terms: [annulled] }))).toBeNull();
    expect(currentTerm(booksOf({}))).toBeNull();
  });

  it("last is the one that ends last, the newer of two that end together", () => {
    const a = term("a", { endsOn: "2025-08-01" });
    const b = term("b", { createdAt: 2 });
    const c = term("c", { endsOn: "2025-08-01", createdAt: 3 });
    expect(lastTerm(booksOf({ terms: [a, b] }))?.term.id).toBe("a");
    expect(lastTerm(booksOf({ terms: [b, a] }))?.term.id).toBe("a");
    expect(lastTerm(booksOf({ terms: [a, b, c] }))?.term.id).toBe("c");
    expect(lastTerm(booksOf({ terms: [c, a, b] }))?.term.id).toBe("c");
  });

  it("ahead gives every day to one term, pieces of one term joined", () => {
    const terms = [
      term("a", {}),
      term("b", { startsOn: "2025-05-01", endsOn: "2025-08-01", createdAt: 2 }),
      term("c", { startsOn: "2025-03-01", endsOn: "2025-06-01", createdAt: 3 }),
    ];
    const stretches = planAhead(booksOf({ terms })).map(({ from, to, term: { id } }) => [
      id,
      from,
      to,
    ]);
    expect(stretches).toEqual([
      ["c", "2025-04-08", "2025-06-01"],
      ["b", "2025-06-01", "2025-08-01"],
    ]);
  });

  it("ahead leaves gaps, what is over and what is suspended out", () => {
    const terms = [
      term("a", { endsOn: "2025-04-08" }),
      term("b", { startsOn: "2025-06-01", endsOn: "2025-07-01" }),
      term("c", { startsOn: "2025-08-01", endsOn: "2025-09-01" }),
      term("d", { endsOn: "2025-12-01", state: "suspended" }),
    ];
    const stretches = planAhead(booksOf({ terms }));
    expect(stretches.map(({ from, to }) => [from, to])).toEqual([
      ["2025-06-01", "2025-07-01"],
      ["2025-08-01", "2025-09-01"],
    ]);
    expect(planAhead(booksOf({}))).toEqual([]);
  });
});

describe("seats", () => {
  const terms = [term("a", {})];
  const seatGrants = [
    grant("1", {}),
    grant("2", { quantity: 2, startsOn: "2025-04-08" }),
    grant("3", { quantity: 40, startsOn: "2025-04-09" }),
    grant("4", { quantity: 300, state: "suspended" }),
    grant("5", { quantity: 6000, termId: "b" }),
  ];

  it("work from their first day, in the term that is the plan", () => {
    expect(activeSeats(booksOf({ terms, seatGrants }))).toBe(7);
    expect(seatsOfTerm(booksOf({ terms, seatGrants }), "a")).toBe(47);
    expect(activeSeats({ ...booksOf({ terms, seatGrants }), today: "2025-05-01" })).toBe(0);
  });

  it("of annulled orders are counted in that term alone", () => {
    expect(suspendedSeats(booksOf({ terms, seatGrants }))).toBe(300);
    const elsewhere = [grant("6", { termId: "b", state: "suspended" })];
    expect(suspendedSeats(booksOf({ terms, seatGrants: elsewhere }))).toBe(0);
    expect(suspendedSeats(booksOf({ seatGrants }))).toBe(0);
  });
});

describe("the catalogue", () => {
  it("offers the newest version of each plan that holds today, shortest first", () => {
    const dearer = { ...plans.ru3, id: "plan:ru-3:2", listPrice: 59_900, validFrom: "2025-04-08" };
    const later = { ...plans.ru3, id: "plan:ru-3:3", validFrom: "2025-04-09" } as const;
    const ended = { ...plans.ru6, id: "plan:ru-6:2", offered: false, validFrom: "2025-01-01" };
    const all = [later, ...Object.values(plans), dearer, ended] as Books["plans"];
    const ids = offeredPlans(booksOf({ plans: all })).map(({ id }) => id);
    expect(ids).toEqual(["plan:ru-free:1", "plan:ru-1:1", "plan:ru-3:2", "plan:ru-12:1"]);
    expect(offeredPlans(booksOf({ plans: all.toReversed() })).map(({ id }) => id)).toEqual(ids);
  });

  it("knows every version by its id, and says so when one is missing", () => {
    expect(planById(booksOf({}), plans.ir12.id)).toBe(plans.ir12);
    expect(() => planById(booksOf({}), "plan:gone:1")).toThrow(RangeError);
  });

  it("gives the free month once (AT-5)", () => {
    expect(isFreeUsed(booksOf({}))).toBe(false);
    expect(isFreeUsed(booksOf({ orders: [orderIn("paid")], terms: [term("a", {})] }))).toBe(false);
    expect(isFreeUsed(booksOf({ orders: [orderIn("paid", { kind: "free" })] }))).toBe(true);
    const free = term("a", { planVersionId: plans.ruFree.id });
    expect(isFreeUsed(booksOf({ terms: [free] }))).toBe(true);
  });
});
