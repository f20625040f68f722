import { describe, expect, it } from "vitest";
import { isPayable, orderAfter, stateWhenMade } from "../../../../api/billing/rules/orders.ts";
import type { OrderEvent } from "../../../../api/billing/rules/orders.ts";
import type { OrderState } from "../../../../api/billing/rules/types.ts";

const facts = { now: 101, dueAt: 100, total: 900, refunded: 900 };
const events: readonly OrderEvent[] = ["paid", "passed", "annulled", "reinstated", "refunded"];

/** BIL §5.4: what each state becomes at paid, passed, annulled, reinstated, refunded. */
const edges: Readonly<Record<OrderState, readonly (OrderState | null)[]>> = {
  quoted: ["paid", null, "annulled", null, null],
  due: ["paid", "overdue", "annulled", null, null],
  overdue: ["paid", null, "annulled", null, null],
  paid: [null, null, null, null, "refunded"],
  annulled: [null, null, null, "due", null],
  part_refunded: [null, null, null, null, "refunded"],
  refunded: [null, null, null, null, null],
};

const refundOf = (refunded: number) => orderAfter("paid", "refunded", { ...facts, refunded });

describe("an order", () => {
  it.each(Object.entries(edges))("that is %s moves only along its edges", (state, expected) => {
    expect(events.map((event) => orderAfter(state as OrderState, event, facts))).toEqual(expected);
  });

  it("begins paid when it costs nothing, due when it works at once, else as an offer", () => {
    expect(stateWhenMade({ total: 0, activation: "on_order" })).toBe("paid");
    expect(stateWhenMade({ total: 0, activation: "on_payment" })).toBe("paid");
    expect(stateWhenMade({ total: 1, activation: "on_order" })).toBe("due");
    expect(stateWhenMade({ total: 1, activation: "on_payment" })).toBe("quoted");
  });

  it("is overdue after its due date, not on it, and needs one to be due again", () => {
    expect(orderAfter("due", "passed", { ...facts, now: 100 })).toBeNull();
    expect(orderAfter("due", "passed", { ...facts, dueAt: null })).toBeNull();
    expect(orderAfter("annulled", "reinstated", { ...facts, dueAt: null })).toBeNull();
  });

  it("is given back in parts, never more than it cost (I10)", () => {
    expect([0, 1, 899, 900, 901].map(refundOf)).toEqual([
      null,
      "part_refunded",
      "part_refunded",
      "refunded",
      null,
    ]);
  });

  it("takes money while it is offered, due or overdue", () => {
    const states = Object.keys(edges) as OrderState[];
    expect(states.filter(isPayable)).toEqual(["quoted", "due", "overdue"]);
  });
});
