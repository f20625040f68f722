import { describe, expect, it } from "vitest";
import { paysFirst } from "../../../../api/billing/rules/trust.ts";
import { orderIn } from "./books.ts";

const annulled = (dueAt: number, annulledAt: number) =>
  orderIn("annulled", { dueAt, annulledAt, number: annulledAt });
const paid = (paidAt: number, total = 100_00) => orderIn("paid", { paidAt, total, number: paidAt });

describe("activation before payment (KV-1)", () => {
  it("is for everybody until an order lapsed unpaid", () => {
    expect(paysFirst({ orders: [] })).toBe(false);
    expect(paysFirst({ orders: [paid(1), orderIn("due"), orderIn("quoted")] })).toBe(false);
  });

  it("ends with an order that was overdue when it was annulled, and comes back with the next paid one", () => {
    expect(paysFirst({ orders: [annulled(10, 20)] })).toBe(true);
    expect(paysFirst({ orders: [paid(5), annulled(10, 20)] })).toBe(true);
    expect(paysFirst({ orders: [annulled(10, 20), paid(21)] })).toBe(false);
    expect(paysFirst({ orders: [annulled(10, 20), paid(21, 0)] })).toBe(true);
  });

  it("does not end with an order that the operator took back in time, or with an offer", () => {
    expect(paysFirst({ orders: [annulled(30, 20)] })).toBe(false);
    expect(paysFirst({ orders: [annulled(20, 20)] })).toBe(false);
    expect(paysFirst({ orders: [orderIn("annulled", { dueAt: null, annulledAt: 5 })] })).toBe(
      false,
    );
  });
});
