import { describe, expect, it } from "vitest";
import { conclude } from "../../../../api/payments/rules/conclude.ts";
import type { OrderState } from "../../../../api/billing/rules/types.ts";

const order = (id: string, state: OrderState, total: number, createdAt = 1) => ({
  id,
  state,
  total,
  createdAt,
  number: createdAt,
});
const facts = { orderId: "a", amount: 100, wallet: 0, isParked: false };

describe("money that has come", () => {
  it.each(["quoted", "due", "overdue"] as const)("pays its own %s order", (state) => {
    expect(conclude({ ...facts, orders: [order("a", state, 100)] })).toEqual({
      pays: ["a"],
      walletAfter: 0,
      meaning: "exact",
    });
  });

  it("that is too much leaves the rest in the wallet", () => {
    expect(conclude({ ...facts, orders: [order("a", "due", 70)] })).toEqual({
      pays: ["a"],
      walletAfter: 30,
      meaning: "over",
    });
  });

  it("that is too little waits, until the wallet is enough", () => {
    const orders = [order("a", "due", 150), order("b", "overdue", 40)];
    expect(conclude({ ...facts, orders })).toEqual({
      pays: [],
      walletAfter: 100,
      meaning: "partial",
    });
    expect(conclude({ ...facts, orders, wallet: 49 }).pays).toEqual([]);
    expect(conclude({ ...facts, orders, wallet: 50 })).toEqual({
      pays: ["a"],
      walletAfter: 0,
      meaning: "exact",
    });
    expect(conclude({ ...facts, orders, wallet: 90 }).pays).toEqual(["a", "b"]);
  });

  it("for an order that was paid or annulled pays the oldest unpaid ones instead (P5, P6)", () => {
    const rest = [order("new", "due", 20, 9), order("old", "overdue", 60, 3)];
    const after = (state: OrderState) =>
      conclude({ ...facts, orders: [...rest, order("a", state, 100)] });
    expect(after("paid")).toEqual({ pays: ["old", "new"], walletAfter: 20, meaning: "double" });
    expect(after("annulled")).toEqual({ pays: ["old", "new"], walletAfter: 20, meaning: "late" });
    expect(after("refunded").meaning).toBe("late");
    expect(after("part_refunded").meaning).toBe("late");
  });

  it("is not spent on a younger order while it is too little for the oldest", () => {
    const orders = [order("new", "due", 20, 9), order("old", "due", 101, 3)];
    const late = conclude({ ...facts, orderId: null, orders });
    expect(late).toEqual({ pays: [], walletAfter: 100, meaning: "unnamed" });
    expect(conclude({ ...facts, orderId: null, amount: 101, orders }).pays).toEqual(["old"]);
    expect(conclude({ ...facts, orderId: null, amount: 121, orders }).pays).toEqual(["old", "new"]);
  });

  it("goes by number between orders of one instant, and pays no mere offers", () => {
    const orders = [
      { ...order("second", "due", 100, 3), number: 2 },
      { ...order("first", "due", 100, 3), number: 1 },
      order("offer", "quoted", 1, 0),
    ];
    expect(conclude({ ...facts, orderId: "gone", orders })).toEqual({
      pays: ["first"],
      walletAfter: 0,
      meaning: "unnamed",
    });
  });

  it("stays in the wallet of parked books (BIL §5.7)", () => {
    const parked = conclude({ ...facts, isParked: true, orders: [order("a", "due", 100)] });
    expect(parked).toEqual({ pays: [], walletAfter: 100, meaning: "exact" });
  });

  it("is whole", () => {
    expect(() => conclude({ ...facts, amount: 0.5, orders: [] })).toThrow(RangeError);
  });
});
